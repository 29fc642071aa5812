"""Days, instants and sizes as the pages write them."""

from __future__ import annotations

from datetime import UTC, date, datetime


def day_words(day: date) -> str:
    """A day.

    >>> day_words(date(2026, 11, 26))
    'Thu 26 Nov 2026'
    """
    return f"{day:%a} {day.day} {day:%b %Y}"


def instant_words(at: datetime) -> str:
    """An instant, in UTC to the minute."""
    at = at.astimezone(UTC)
    return f"{at.day} {at:%b %Y, %H:%M} UTC"


def size_words(size: int) -> str:
    """A number of bytes as people read it.

    >>> size_words(2_400_000)
    '2.4 MB'
    """
    for unit, factor in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= factor:
            return f"{size / factor:.1f} {unit}"
    return f"{size} bytes"
