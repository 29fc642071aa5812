"""From a row to a record, after checking once more that the grant covers it."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from writdesk.core.collected import Media, Record, Scalar
from writdesk.sources.data_map import Column, Conversion, TimeUnit
from writdesk.sources.errors import MediaFault, PlatformError, RowOutsideGrant
from writdesk.sources.media import media_of
from writdesk.sources.steps import Step
from writdesk.sources.times import to_utc

LEADING = 4


class RowReader:
    """Makes records of one account's rows in one step. The statement asked for no others; this makes sure."""

    def __init__(self, step: Step, account: str, media_root: Path) -> None:
        self._step = step
        self._account = account
        self._media_root = media_root
        self._entries = [_entries_of(column, account) for column in step.columns]
        self._media_from = LEADING + len(step.columns)
        self._last: tuple[Any, Any] | None = None

    def record(self, row: Sequence[Any]) -> Record:
        """The record of a row. Raises ``RowOutsideGrant`` or ``MediaFault``."""
        owner, record_id, time, is_public = row[:LEADING]
        self._check(owner, record_id, time, is_public)
        values: dict[str, Scalar] = {}
        for add_entries, value in zip(self._entries, row[LEADING : self._media_from], strict=True):
            add_entries(values, value)
        name = str(record_id)
        return Record(
            category=self._step.category,
            kind=self._step.kind.id,
            account=self._account,
            id=name,
            values=values,
            media=self._media(name, row[self._media_from :]) if self._step.media else (),
        )

    def _check(self, owner: Any, record_id: Any, time: Any, is_public: Any) -> None:
        if str(owner) != self._account:
            raise self._outside(record_id, "belongs to another account than the grant's")
        if is_public and self._step.leaves_out_publicly_available:
            raise self._outside(record_id, "is publicly available and was to be left out")
        if (time, record_id) == self._last:
            raise self._outside(record_id, "came twice: a join of the data map multiplies rows")
        self._last = (time, record_id)
        if self._step.is_dated:
            self._check_time(record_id, time)

    def _check_time(self, record_id: Any, time: Any) -> None:
        column = self._step.kind.time_column()
        if column is None or column.unit is None:
            return
        if time is None:
            raise self._outside(record_id, "has no time, and the grant has dates")
        moment = to_utc(time, column.unit)
        if self._step.from_on and moment < _start(self._step.from_on):
            raise self._outside(record_id, "is older than the grant allows")
        if self._step.until_on and moment >= _start(self._step.until_on + timedelta(days=1)):
            raise self._outside(record_id, "is younger than the grant allows")

    def _outside(self, record_id: Any, why: str) -> RowOutsideGrant:
        return RowOutsideGrant(f"record {record_id!r} of {self._step.kind.id!r} {why}")

    def _media(self, record_id: str, paths: Sequence[Any]) -> tuple[Media, ...]:
        """The files that still stand; a file that the platform has purged has no path any more."""
        return tuple(
            self._file(f"{self._step.kind.id}-{record_id}-{part.name}", path, part.media_type)
            for part, path in zip(self._step.media, paths, strict=True)
            if path is not None
        )

    def _file(self, stem: str, path: Any, media_type: str) -> Media:
        if not isinstance(path, str):
            raise MediaFault(f"{stem}: {path!r} is no path")
        return media_of(self._media_root, path, stem=stem, media_type=media_type)


def _start(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


_AddEntries = Callable[[dict[str, Scalar], Any], None]


def _entries_of(column: Column, account: str) -> _AddEntries:
    """Adds one column's entries to a record's values: decided once a step, run for every row."""
    if column.unit:
        return _time_entries(column.name, column.unit)
    if column.party:
        return _party_entries(column, account)
    return _plain_entry(column)


def _time_entries(name: str, unit: TimeUnit) -> _AddEntries:
    """A time stands twice: in UTC, and as the platform keeps it."""
    original = f"{name}_original"

    def add(values: dict[str, Scalar], value: Any) -> None:
        values[name] = None if value is None else to_utc(value, unit).isoformat()
        values[original] = _scalar(value)

    return add


def _party_entries(column: Column, account: str) -> _AddEntries:
    """A party brings whether it is the account holder."""
    name, flag = column.name, f"{column.name}_is_account_holder"

    def add(values: dict[str, Scalar], value: Any) -> None:
        values[name] = _converted(column, value)
        values[flag] = None if value is None else str(value) == account

    return add


def _plain_entry(column: Column) -> _AddEntries:
    name = column.name

    def add_as_is(values: dict[str, Scalar], value: Any) -> None:
        values[name] = _scalar(value)

    def add_converted(values: dict[str, Scalar], value: Any) -> None:
        values[name] = _converted(column, value)

    return add_as_is if column.conversion is Conversion.AS_IS else add_converted


def _converted(column: Column, value: Any) -> Scalar:
    if value is None:
        return None
    match column.conversion:
        case Conversion.TEXT:
            return str(value)
        case Conversion.BOOL if value in (0, 1):
            return bool(value)
        case Conversion.BASE64 if isinstance(value, bytes | bytearray | memoryview):
            return base64.b64encode(value).decode()
        case Conversion.AS_IS:
            return _scalar(value)
        case _:
            raise PlatformError(
                f"column {column.name!r}: a {type(value).__name__} cannot be read as {column.conversion}"
            )


def _scalar(value: Any) -> Scalar:
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, bytes | bytearray | memoryview):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime | date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else str(value)
