"""The guidelines as the public pages know them: read once a process, listed by provider."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

from django.urls import reverse

from writdesk.core.guideline import Guideline
from writdesk.guidelines import Catalogue, UnknownGuideline, catalogue


@dataclass(frozen=True, kw_only=True)
class GuidelineLink:
    """One version of a guideline and where its page is."""

    provider: str
    title: str
    version: str
    in_force: str
    url: str


@cache
def shelf() -> Catalogue:
    """The configured folder's guidelines. A changed folder is read again when the desk starts again."""
    return catalogue()


def today() -> date:
    """The day in UTC, in which guidelines count."""
    return datetime.now(UTC).date()


def link_to(guideline: Guideline) -> GuidelineLink:
    """The line that leads to a guideline's page."""
    return GuidelineLink(
        provider=guideline.provider,
        title=guideline.title,
        version=guideline.version,
        in_force=in_force(guideline, today()),
        url=page_of(guideline),
    )


def page_of(guideline: Guideline) -> str:
    """The address of a guideline's page."""
    return reverse("guideline_page", args=[guideline.id, guideline.version])


def guidelines_in_force() -> tuple[GuidelineLink, ...]:
    """The version in force of each guideline; a provider whose guideline has ended is left out."""
    links = []
    for guideline_id in shelf().ids():
        try:
            links.append(link_to(shelf().in_force(guideline_id, today())))
        except UnknownGuideline:
            continue
    return tuple(sorted(links, key=lambda link: (link.provider, link.version)))


def in_force(guideline: Guideline, on: date) -> str:
    """Since when, and until when, in words.

    >>> from datetime import date
    >>> both = Guideline(id="g", version="1", title="", provider="", in_force_from=date(2020, 8, 13))
    >>> in_force(both, date(2026, 1, 1))
    'in force since 13 August 2020'
    """
    since = _day(guideline.in_force_from)
    if guideline.in_force_from > on:
        return f"in force from {since} on"
    if guideline.in_force_until is None:
        return f"in force since {since}"
    return f"in force from {since} to {_day(guideline.in_force_until)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
