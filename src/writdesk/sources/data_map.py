"""The data map: which source, table and column holds what a guideline's category speaks of.

Kinds of records are described once; categories of one or many guidelines list them by field.
``load_data_map`` (in ``data_map_file``) makes it from TOML.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from writdesk.core.collected import Holding


class TimeUnit(StrEnum):
    """How a platform keeps a moment: counted since 1970, as text, or as the database's own type (in UTC)."""

    SECONDS = "s"
    MILLISECONDS = "ms"
    MICROSECONDS = "us"
    ISO = "iso"
    TIMESTAMP = "timestamp"


class KeyType(StrEnum):
    """The type of a column that holds account ids."""

    TEXT = "text"
    INTEGER = "integer"


class Conversion(StrEnum):
    """How a stored value becomes a record's value."""

    AS_IS = "as_is"
    TEXT = "text"
    BOOL = "bool"
    BASE64 = "base64"


class Written(StrEnum):
    """How officers write an identifier, which decides how it is compared."""

    EXACTLY = "exactly"
    HANDLE = "handle"
    EMAIL = "email"
    PHONE = "phone"


class Undated(StrEnum):
    """What happens to records without a time when the grant has dates."""

    WITHHOLD = "withhold"
    PROVIDE = "provide"


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """One database by its SQLAlchemy URL, or the variable of the environment that holds it.

    ``parquet`` maps table names of a DuckDB source to Parquet files or patterns.
    """

    id: str
    url: str | None = None
    url_env: str | None = None
    parquet: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Accounts:
    """Where accounts stand, by immutable id, and what such an id looks like."""

    source: str
    table: str
    id: str
    id_type: KeyType
    id_pattern: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TimeColumn:
    """A column that holds a moment."""

    column: str
    unit: TimeUnit


@dataclass(frozen=True, kw_only=True, slots=True)
class Lookup:
    """An identifier that a table answers for: which account has, or had, this value."""

    type: str
    source: str
    table: str
    column: str
    column_type: KeyType
    account: str
    written: Written
    held_from: TimeColumn | None
    held_until: TimeColumn | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Pattern:
    """An identifier made of others: a URL with ``{username}`` in it."""

    type: str
    pattern: str
    parts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Join:
    """A table joined for its columns: joined column = column that stands before. By equality only."""

    alias: str
    table: str
    on: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Test:
    """One test on a stored value: one of ``one_of``, or, where ``is_null`` says so, null or not null."""

    column: str
    one_of: tuple[str | int | bool, ...] = ()
    is_null: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One value of a record. ``party`` marks an account id that may be somebody else's."""

    name: str
    column: str
    unit: TimeUnit | None
    conversion: Conversion
    party: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class MediaPart:
    """A file that belongs to a record: the column that holds its path below the media folder."""

    name: str
    column: str
    media_type: str


Part = Column | MediaPart | Test


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """One kind of record: a table, whose records they are, when they happened, what they hold."""

    id: str
    title: str
    source: str
    table: str
    joins: tuple[Join, ...]
    account: str
    account_type: KeyType
    record_id: str
    time: str | None
    undated: Undated
    columns: tuple[Column, ...]
    media: tuple[MediaPart, ...]
    only_when: tuple[Test, ...]
    publicly_available: tuple[Test, ...]
    third_parties: str

    def names(self) -> tuple[str, ...]:
        """Everything that a field may name: the columns, then the media."""
        return tuple(column.name for column in self.columns) + tuple(part.name for part in self.media)

    def time_column(self) -> Column | None:
        """The column that says when a record happened; None for a kind without a time."""
        return next((column for column in self.columns if column.name == self.time), None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """One statement about what is held of a field."""

    holding: Holding
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class CategoryField:
    """A field of a category: the columns that answer it, by kind, and what is held of it."""

    id: str
    columns: Mapping[str, tuple[str, ...]]
    held: tuple[Held, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Category:
    """A data category as guidelines name it. One that leaves out what anyone can see says so."""

    id: str
    fields: Mapping[str, CategoryField]
    leaves_out_publicly_available: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class DataMap:
    """A platform's data map, whole."""

    id: str
    title: str
    guidelines: tuple[str, ...]
    media_root: str | None
    sources: Mapping[str, Source]
    accounts: Accounts
    identifiers: Mapping[str, Lookup | Pattern]
    kinds: Mapping[str, Kind]
    categories: Mapping[str, Category]

    def fields_of(self, category: str) -> tuple[str, ...]:
        """The fields that this platform can speak to in a category; empty for an unknown one."""
        found = self.categories.get(category)
        return tuple(found.fields) if found else ()
