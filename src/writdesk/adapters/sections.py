"""The sections of a collection: all records of one kind in one category, and who else appears in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from writdesk.core.collected import Record
from writdesk.sources.data_map import DataMap

# Beyond this nobody reads the number for its last digit, and memory stays small.
MOST_COUNTED = 100_000


@dataclass(frozen=True, kw_only=True, slots=True)
class ThirdParties:
    """Which columns of a kind name people, by account id; and what the data map says about them."""

    columns: tuple[str, ...]
    note: str
    accounts: frozenset[str]


def third_parties_in(data_map: DataMap, accounts: tuple[str, ...]) -> dict[str, ThirdParties]:
    """For every kind; people whose accounts were asked for are no third parties."""
    return {
        kind.id: ThirdParties(
            columns=tuple(column.name for column in kind.columns if column.party),
            note=kind.third_parties,
            accounts=frozenset(accounts),
        )
        for kind in data_map.kinds.values()
    }


def third_persons(values: Mapping[str, Any], columns: tuple[str, ...], accounts: frozenset[str]) -> set[str]:
    """The account ids of other people that a record names."""
    named = {str(values[column]) for column in columns if values.get(column) not in (None, "")}
    return named - accounts


@dataclass(kw_only=True)
class Section:
    """One section: its records are numbered from ``first`` on, without gaps."""

    category: str
    kind: str
    first: int
    records: int = 0
    media_files: int = 0
    media_bytes: int = 0
    third_records: int = 0
    third_persons: int = 0
    columns: tuple[str, ...] = ()
    note: str = ""
    accounts: frozenset[str] = frozenset()
    _seen: set[str] = field(default_factory=set, repr=False)

    @classmethod
    def begin(cls, record: Record, first: int, parties: ThirdParties | None) -> Section:
        """The section of a kind of which this is the first record."""
        section = cls(category=record.category, kind=record.kind, first=first)
        if parties is not None:
            section.columns = tuple(column for column in parties.columns if column in record.values)
            section.note, section.accounts = parties.note, parties.accounts
        return section

    @classmethod
    def read(cls, document: Mapping[str, Any], accounts: frozenset[str] = frozenset()) -> Section:
        """The section as ``document`` wrote it, with the accounts that were asked for."""
        kept = {name: document[name] for name in _KEPT}
        return cls(**kept, columns=tuple(document["columns"]), accounts=accounts)

    @property
    def last(self) -> int:
        """The number of its last record."""
        return self.first + self.records - 1

    @property
    def key(self) -> str:
        """``category/kind``."""
        return f"{self.category}/{self.kind}"

    def add(self, record: Record) -> None:
        """Count one record."""
        self.records += 1
        self.media_files += len(record.media)
        self.media_bytes += sum(item.size for item in record.media)
        others = self.third_persons_in(record.account, record.values)
        self.third_records += bool(others)
        if len(self._seen) < MOST_COUNTED:
            self._seen |= others
            self.third_persons = len(self._seen)

    def third_persons_in(self, account: str, values: Mapping[str, Any]) -> set[str]:
        """Other people whom a record of this section names, by account id."""
        return third_persons(values, self.columns, self.accounts | {account})

    def document(self) -> dict[str, Any]:
        """What is stored in clear: numbers and names of columns, nobody's account."""
        return {name: getattr(self, name) for name in _KEPT} | {"columns": list(self.columns)}


_KEPT = (
    "category",
    "kind",
    "first",
    "records",
    "media_files",
    "media_bytes",
    "third_records",
    "third_persons",
    "note",
)
