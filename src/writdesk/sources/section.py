"""One table of a TOML file, read strictly: each fault is noted with its key, and reading goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, TypeVar

_Choice = TypeVar("_Choice", bound=StrEnum)

NAME = r"[a-z][a-z0-9_]*"


class Section:
    """A table at a dotted key. ``faults`` is shared by the whole file."""

    def __init__(self, faults: list[str], key: str, content: dict[str, Any]) -> None:
        self.faults = faults
        self.key = key
        self._content = dict(content)
        self._asked: list[str] = []

    def fault(self, message: str, key: str = "") -> None:
        """Note a fault of this table, or of one of its keys."""
        self.faults.append(f"{'.'.join(part for part in (self.key, key) if part)}: {message}")

    def has(self, key: str) -> bool:
        """Whether the key stands in the file."""
        self._asked.append(key)
        return key in self._content

    def fill_from(self, model: Section) -> None:
        """Take from another table every key that this one lacks."""
        self._content = model._content | self._content

    def optional_text(self, key: str, pattern: str = ".+") -> str | None:
        """A text, or None where the key is absent."""
        value = self._take(key)
        if value is None:
            return None
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            self.fault(f"a text of the form {pattern} is needed, not {value!r}", key)
            return None
        return value

    def text(self, key: str, pattern: str = ".+") -> str:
        """A text that must be there."""
        if not self.has(key):
            self.fault("is missing", key)
        return self.optional_text(key, pattern) or ""

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty where the key is absent."""
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            self.fault(f"a list of texts is needed, not {value!r}", key)
            return ()
        return tuple(value)

    def flag(self, key: str) -> bool:
        """true or false; false where the key is absent."""
        value = self._take(key)
        if value not in (None, True, False) or (isinstance(value, int) and not isinstance(value, bool)):
            self.fault(f"true or false is needed, not {value!r}", key)
        return value is True

    def choice(self, key: str, default: _Choice) -> _Choice:
        """One of a closed list of words."""
        value = self._take(key)
        if value is None:
            return default
        words = [str(word) for word in type(default)]
        if value not in words:
            self.fault(f"{value!r} is not one of {', '.join(words)}", key)
            return default
        return type(default)(value)

    def table(self, key: str) -> Section:
        """A table within this one; empty where it is absent."""
        value = self._take(key)
        if value is not None and not isinstance(value, dict):
            self.fault(f"a table is needed, not {value!r}", key)
        return Section(self.faults, self._below(key), value if isinstance(value, dict) else {})

    def tables(self) -> Iterator[tuple[str, Section]]:
        """Every entry of this table, each a table with a name of its own."""
        for key in self._content:
            if not re.fullmatch(NAME, key):
                self.fault("a name has small letters, digits and _ only", key)
            yield key, self.table(key)

    def list_of_tables(self, key: str) -> Iterator[Section]:
        """The tables of a list; none where the key is absent."""
        value = self._take(key)
        if value is not None and not (
            isinstance(value, list) and all(isinstance(item, dict) for item in value)
        ):
            self.fault(f"a list of tables is needed, not {value!r}", key)
            return
        for number, item in enumerate(value or []):
            yield Section(self.faults, f"{self._below(key)}[{number}]", item)

    def entries(self) -> Iterator[tuple[str, Any]]:
        """Every key with its bare value."""
        self._asked.extend(self._content)
        yield from self._content.items()

    def end(self) -> None:
        """Note every key that nobody asked for."""
        for key in self._content:
            if key not in self._asked:
                near = get_close_matches(key, self._asked, 1)
                self.fault("is not known here" + (f"; did you mean {near[0]}?" if near else ""), key)

    def _take(self, key: str) -> Any:
        self._asked.append(key)
        return self._content.get(key)

    def _below(self, key: str) -> str:
        return f"{self.key}.{key}" if self.key else key
