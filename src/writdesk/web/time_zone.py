"""The page on which a person chooses a time zone."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from writdesk.actions.actor import Actor
from writdesk.actions.errors import InputRefused
from writdesk.actions.people.choose_time_zone import choose_time_zone
from writdesk.store.people import Person
from writdesk.web.measures import Moment, instant_words
from writdesk.web.pages import render
from writdesk.web.zones import UTC, guessed_zone, zone_of, zones_by_region


@dataclass(frozen=True, kw_only=True)
class TimeZonePage:
    """The zones, the one that was chosen, and what holds without a choice."""

    now: Moment
    zone: str
    chosen: str
    guessed: str
    regions: tuple[tuple[str, tuple[str, ...]], ...]
    faults: tuple[tuple[str, str], ...] = ()


def show(request: HttpRequest) -> HttpResponse:
    """Choose a zone, or go back to the browser's."""
    person = request.user
    assert isinstance(person, Person)
    if request.method != "POST":
        return _page(request, person)
    try:
        choose_time_zone(request.POST.get("zone", "")[:64], by=Actor(person=person))
    except InputRefused as refusal:
        return _page(request, person, refusal.faults)
    messages.success(request, f"Times are written in {zone_of(request)} from now on.")
    return redirect("time_zone")


def _page(request: HttpRequest, person: Person, faults: tuple[tuple[str, str], ...] = ()) -> HttpResponse:
    page = TimeZonePage(
        now=instant_words(timezone.now()),
        zone=zone_of(request),
        chosen=person.time_zone,
        guessed=guessed_zone(request) or UTC,
        regions=zones_by_region(),
        faults=faults,
    )
    return render(request, "account/time_zone.html", page, status=400 if faults else 200)
