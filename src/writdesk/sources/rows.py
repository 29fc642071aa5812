"""From a row to a record, after checking once more that the grant covers it."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from writdesk.core.collected import Media, Record, Scalar
from writdesk.sources.data_map import Column, Conversion
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
        self._last: tuple[Any, Any] | None = None

    def record(self, row: Sequence[Any]) -> Record:
        """The record of a row. Raises ``RowOutsideGrant`` or ``MediaFault``."""
        owner, record_id, time, is_public = row[:LEADING]
        self._check(owner, record_id, time, is_public)
        middle = LEADING + len(self._step.columns)
        values: dict[str, Scalar] = {}
        for column, value in zip(self._step.columns, row[LEADING:middle], strict=True):
            values.update(_values(column, value, self._account))
        return Record(
            category=self._step.category,
            kind=self._step.kind.id,
            account=self._account,
            id=str(record_id),
            values=values,
            media=self._media(str(record_id), row[middle:]),
        )

    def _check(self, owner: Any, record_id: Any, time: Any, is_public: Any) -> None:
        where = f"record {record_id!r} of {self._step.kind.id!r}"
        if str(owner) != self._account:
            raise RowOutsideGrant(f"{where} belongs to another account than the grant's")
        if self._step.leaves_out_publicly_available and is_public:
            raise RowOutsideGrant(f"{where} is publicly available and was to be left out")
        if (time, record_id) == self._last:
            raise RowOutsideGrant(f"{where} came twice: a join of the data map multiplies rows")
        self._last = (time, record_id)
        self._check_time(where, time)

    def _check_time(self, where: str, time: Any) -> None:
        column = self._step.kind.time_column()
        if not self._step.is_dated or column is None or column.unit is None:
            return
        if time is None:
            raise RowOutsideGrant(f"{where} has no time, and the grant has dates")
        moment = to_utc(time, column.unit)
        if self._step.from_on and moment < _start(self._step.from_on):
            raise RowOutsideGrant(f"{where} is older than the grant allows")
        if self._step.until_on and moment >= _start(self._step.until_on + timedelta(days=1)):
            raise RowOutsideGrant(f"{where} is younger than the grant allows")

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


def _values(column: Column, value: Any, account: str) -> dict[str, Scalar]:
    """One column's entries: a time stands twice, a party brings whether it is the account holder."""
    if column.unit:
        moment = None if value is None else to_utc(value, column.unit).isoformat()
        return {column.name: moment, f"{column.name}_original": _scalar(value)}
    entries = {column.name: _converted(column, value)}
    if column.party:
        entries[f"{column.name}_is_account_holder"] = None if value is None else str(value) == account
    return entries


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
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, bytes | bytearray | memoryview):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime | date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else str(value)
