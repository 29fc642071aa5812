"""Moments as platforms keep them, and as UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from writdesk.sources.data_map import TimeUnit
from writdesk.sources.errors import PlatformError

_MICROSECONDS = {TimeUnit.SECONDS: 1_000_000, TimeUnit.MILLISECONDS: 1_000, TimeUnit.MICROSECONDS: 1}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Seconds read as milliseconds end up in January 1970, milliseconds read as seconds far beyond the year 9999.
_PLAUSIBLE_FROM, _PLAUSIBLE_UNTIL = datetime(1990, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def to_utc(value: Any, unit: TimeUnit) -> datetime:
    """The stored moment in UTC. Raises ``PlatformError`` where it cannot be one in this unit.

    >>> to_utc(1709564400000, TimeUnit.MILLISECONDS).isoformat()
    '2024-03-04T15:00:00+00:00'
    """
    try:
        moment = _converted(value, unit)
    except (TypeError, ValueError, OverflowError) as error:
        raise _wrong(value, unit) from error
    if not _PLAUSIBLE_FROM <= moment < _PLAUSIBLE_UNTIL:
        raise _wrong(value, unit)
    return moment


def stored_day(day: date, unit: TimeUnit) -> int | str | datetime:
    """The first moment of a day (UTC), in the form that a column of this unit is compared with.

    Text in ISO 8601 compares with the bare day, whether it has a ``T`` or a space; it must be in UTC
    throughout, which ``to_utc`` checks on every row.
    """
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    if unit in _MICROSECONDS:
        return int((start - _EPOCH).total_seconds()) * 1_000_000 // _MICROSECONDS[unit]
    if unit is TimeUnit.ISO:
        return day.isoformat()
    return start.replace(tzinfo=None)


def _converted(value: Any, unit: TimeUnit) -> datetime:
    if unit in _MICROSECONDS:
        if isinstance(value, bool):
            raise TypeError("true and false are no moments")
        return _EPOCH + timedelta(microseconds=int(value) * _MICROSECONDS[unit])
    moment = datetime.fromisoformat(value) if unit is TimeUnit.ISO else value
    if not isinstance(moment, datetime):
        raise TypeError("the database's own type for a moment is needed")
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    if unit is TimeUnit.ISO and moment.utcoffset():
        raise ValueError("text must be in UTC, else it does not compare")
    return moment.astimezone(UTC)


def _wrong(value: Any, unit: TimeUnit) -> PlatformError:
    return PlatformError(
        f"{value!r} is no moment in the unit {unit!s}: correct the unit of this column in the data map"
    )
