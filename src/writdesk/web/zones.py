"""In whose time a page is written: the person's own zone, the desk's, or the one that the browser names."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from writdesk.store.people import Person

COOKIE = "writdesk-zone"
UTC = "UTC"
REGIONS = (
    *("Africa", "America", "Antarctica", "Arctic", "Asia"),
    *("Atlantic", "Australia", "Europe", "Indian", "Pacific"),
)


class ViewerZoneMiddleware:
    """Each page is written in the zone of whoever reads it; what is stored stays UTC."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answers within the viewer's zone."""
        with timezone.override(ZoneInfo(zone_of(request))):
            return self.get_response(request)


def zone_of(request: HttpRequest) -> str:
    """The zone's name. Visitors see days only, and those in UTC."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return UTC
    person = request.user
    if not isinstance(person, Person):
        return UTC
    desk = settings.STAFF_TIME_ZONE if person.is_staff_member else ""
    return next((zone for zone in (person.time_zone, desk, guessed_zone(request)) if is_zone(zone)), UTC)


def guessed_zone(request: HttpRequest) -> str:
    """What the browser says of itself in a cookie; empty where it says nothing that is a zone."""
    named = request.COOKIES.get(COOKIE, "")
    return named if is_zone(named) else ""


def is_zone(name: str) -> bool:
    """Whether it is a name of the zone database."""
    return name in _names()


def zones_by_region() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The zones of the world, to choose from."""
    return tuple(
        (region, tuple(sorted(name for name in _names() if name.startswith(f"{region}/"))))
        for region in REGIONS
    )


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    return frozenset(available_timezones())
