"""What the parts of the generator share: the seed, the clock of the snapshot, the texts, the rows so far."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

Row = dict[str, Any]

# The platform opened on this day; its database was copied for the demo at the end of SNAPSHOT.
OPENED = datetime(2021, 3, 1, tzinfo=UTC)
SNAPSHOT = datetime(2024, 3, 31, tzinfo=UTC)
# Clipstream did not store the address an account was created from before this day.
CREATION_ADDRESS_KEPT_FROM = datetime(2022, 6, 1, tzinfo=UTC)
# Files and particulars of what was deleted are purged after this many days.
PURGED_AFTER_DAYS = 30

HOME = Path(__file__).resolve().parents[4] / "demo" / "clipstream"
_FIRST_ID = 7_100_000_000_000_000_000


@dataclass(kw_only=True, slots=True)
class World:
    """Everything invented so far, table by table."""

    seed: int
    accounts: int
    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    logs: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    def random(self, topic: str) -> Random:
        """A generator of its own for each topic, so that a change to one leaves the others as they were."""
        return Random(f"clipstream/{self.seed}/{topic}")  # noqa: S311  (the same each time is the point)

    def add(self, table: str, row: Row) -> Row:
        """Append a row; a table with a numbered key gets the next number."""
        self.rows[table].append(row)
        return row

    def next_id(self, table: str) -> int:
        """The number of the next row of a table."""
        return len(self.rows[table]) + 1


def account_id(number: int) -> str:
    """The immutable id of the account with this number: 19 digits, unrelated to its name."""
    return str(_FIRST_ID + number * 7_919_000_003)


def video_id(number: int) -> str:
    """The id of the video with this number: 19 digits as well, in another range."""
    return str(_FIRST_ID + 150_000_000_000_000_000 + number * 104_729_000_007)


def seconds(moment: datetime) -> int:
    """Whole seconds since 1970."""
    return int(moment.timestamp())


@cache
def lines(name: str) -> tuple[str, ...]:
    """The texts of one kind; ``\\n`` in a line is a line break."""
    text = (HOME / "texts" / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line.replace("\\n", "\n") for line in text.splitlines() if line)


@cache
def names() -> dict[str, dict[str, list[str]]]:
    """Given and family names by language."""
    document: dict[str, dict[str, list[str]]] = tomllib.loads(
        (HOME / "texts" / "names.toml").read_text("utf-8")
    )
    return document


def address(random: Random) -> str:
    """An address out of the ranges that are reserved for documentation (RFC 5737, RFC 3849)."""
    if random.random() < 0.15:
        return f"2001:db8:{random.randrange(65536):x}::{random.randrange(1, 65536):x}"
    return f"{random.choice(('192.0.2', '198.51.100', '203.0.113'))}.{random.randrange(1, 255)}"
