"""The people who work at this desk, and their roles; the administrator reads it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from writdesk.store.people import Person, Role
from writdesk.web.measures import instant_day
from writdesk.web.pages import render


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """One member of staff."""

    name: str
    username: str
    roles: str
    is_active: bool
    joined: str


@dataclass(frozen=True, kw_only=True)
class PeoplePage:
    """Everybody who works here. Officers are outside and do not stand in it."""

    people: tuple[PersonRow, ...]


def show(request: HttpRequest) -> HttpResponse:
    """The page."""
    staff = (person for person in Person.objects.order_by("name") if Role.OFFICER not in person.roles)
    return render(request, "desk/people.html", PeoplePage(people=tuple(_row(person) for person in staff)))


def _row(person: Person) -> PersonRow:
    return PersonRow(
        name=str(person),
        username=person.username,
        roles=", ".join(str(Role(role).label) for role in person.roles) or "none",
        is_active=person.is_active,
        joined=instant_day(person.joined_at),
    )
