"""What a fact in a ledger entry may be. Nothing here has room for a name, an address or a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Protocol

FactValue = str | int | bool | date | None
JsonFact = str | int | bool

_LARGEST = 2**53 - 1  # the largest whole number that every JSON reader keeps exact


class FactType(Protocol):
    """One kind of value."""

    @property
    def meaning(self) -> str:
        """What is allowed, in words, for the message and the documentation."""

    def to_json(self, value: FactValue) -> JsonFact | None:
        """The value for the entry, or None when it is not of this type."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A short string of a narrow form."""

    meaning: str
    pattern: re.Pattern[str]

    def to_json(self, value: FactValue) -> str | None:
        """The string as it is."""
        text = value.value if isinstance(value, Enum) else value
        return text if isinstance(text, str) and self.pattern.fullmatch(text) else None


@dataclass(frozen=True, slots=True)
class Choice:
    """A member of a closed list."""

    members: type[StrEnum]

    @property
    def meaning(self) -> str:
        """The members."""
        return "one of " + ", ".join(self.members)

    def to_json(self, value: FactValue) -> str | None:
        """The member's value."""
        return str(value) if isinstance(value, str) and value in self.members._value2member_map_ else None


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number, not negative."""

    meaning: str = "a whole number from 0"

    def to_json(self, value: FactValue) -> int | None:
        """The number; a truth value is none."""
        is_number = isinstance(value, int) and not isinstance(value, bool)
        return value if is_number and 0 <= value <= _LARGEST else None  # type: ignore[operator, return-value]


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""

    meaning: str = "true or false"

    def to_json(self, value: FactValue) -> bool | None:
        """The truth value."""
        return value if isinstance(value, bool) else None


@dataclass(frozen=True, slots=True)
class Day:
    """A date without a time."""

    meaning: str = "a date"

    def to_json(self, value: FactValue) -> str | None:
        """ISO 8601; an instant is no day."""
        is_day = isinstance(value, date) and not isinstance(value, datetime)
        return value.isoformat() if is_day else _day_text(value)  # type: ignore[union-attr]


def _day_text(value: FactValue) -> str | None:
    """A date that is written out already, as in an entry read back."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        return None


COUNT = Count()
FLAG = Flag()
DAY = Day()
COUNTRY = Pattern("an ISO 3166-1 alpha-2 code such as US", re.compile(r"[A-Z]{2}"))
WORD = Pattern(
    "a word of the desk's own vocabulary such as grand_jury_subpoena", re.compile(r"[a-z][a-z0-9_.-]{0,63}")
)
GUIDELINE = Pattern(
    "a guideline and its version such as tiktok-inc@2020-08-13",
    re.compile(r"[a-z0-9][a-z0-9-]{0,63}@[0-9][0-9.-]{0,31}"),
)
DIGEST = Pattern("64 hexadecimal digits: a SHA-256 or a keyed reference", re.compile(r"[0-9a-f]{64}"))
KEY_ID = Pattern("16 hexadecimal digits: the id of a key", re.compile(r"[0-9a-f]{16}"))
