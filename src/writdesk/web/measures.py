"""Days, instants and sizes as the pages write them: instants in the viewer's zone, and always in UTC too.

Letters, certificates, the ledger and exports write UTC alone and do not come here.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString


class Moment(str):
    """An instant in words. In a page it is a ``<time>`` with UTC on hover and in text for screen readers.

    As a plain string, in a message or within other words, it is what a reader sees.
    """

    __slots__ = ("at",)
    at: datetime

    def __new__(cls, words: str, at: datetime) -> Moment:
        """``words`` are the instant in the viewer's zone."""
        moment = super().__new__(cls, words)
        moment.at = at
        return moment

    def __html__(self) -> SafeString:
        """What a template writes."""
        words, exact = str(self), utc_words(self.at)
        shown = format_html('<time datetime="{}" title="{}">{}</time>', iso_words(self.at), exact, words)
        return shown if words == exact else shown + format_html('<span class="unseen"> ({})</span>', exact)


def day_words(day: date) -> str:
    """A day.

    >>> day_words(date(2026, 11, 26))
    'Thu 26 Nov 2026'
    """
    return f"{day:%a} {day.day} {day:%b %Y}"


def short_day(day: date, today: date) -> str:
    """A day near today, with its year only where that is another one.

    >>> short_day(date(2026, 11, 26), date(2026, 11, 23))
    'Thu 26 Nov'
    """
    return f"{day:%a} {day.day} {day:%b}" if day.year == today.year else day_words(day)


def utc_words(at: datetime) -> str:
    """An instant, in UTC to the minute.

    >>> utc_words(datetime(2026, 11, 26, 9, 5, tzinfo=UTC))
    '26 Nov 2026, 09:05 UTC'
    """
    at = at.astimezone(UTC)
    return f"{at.day} {at:%b %Y, %H:%M} UTC"


def iso_words(at: datetime) -> str:
    """An instant for programs."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def instant_words(at: datetime) -> Moment:
    """An instant in the viewer's zone, to the minute; the zone's own letters tell summer from winter."""
    here = timezone.localtime(at)
    return Moment(f"{here.day} {here:%b %Y, %H:%M} {here.tzname()}", at)


def hour_words(at: datetime) -> Moment:
    """The hour of an instant in the viewer's zone."""
    here = timezone.localtime(at)
    return Moment(f"{here:%H:%M} {here.tzname()}", at)


def instant_day(at: datetime) -> Moment:
    """The day of an instant in the viewer's zone."""
    return Moment(day_words(timezone.localtime(at).date()), at)


def instant_by(at: datetime, who: object) -> SafeString:
    """An instant, and who did it."""
    return format_html("{} by {}", instant_words(at), str(who))


def size_words(size: int) -> str:
    """A number of bytes as people read it.

    >>> size_words(2_400_000)
    '2.4 MB'
    """
    for unit, factor in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= factor:
            return f"{size / factor:.1f} {unit}"
    return f"{size} bytes"
