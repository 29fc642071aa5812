"""The people who work at this desk, and their roles; the administrator reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from writdesk.store.access import staff_for
from writdesk.store.people import Person, Role
from writdesk.web.desk.acting import person_of
from writdesk.web.measures import Moment, instant_day, instant_words
from writdesk.web.pages import render


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Whether somebody can sign in: open, invited until, an invitation that ran out, or closed."""

    word: str
    until: Moment | str = ""
    is_fault: bool = False


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """One member of staff."""

    url: str
    name: str
    username: str
    address: str
    roles: str
    standing: Standing
    joined: str


@dataclass(frozen=True, kw_only=True)
class PeoplePage:
    """Everybody who works here, then those who did. Officers are outside and do not stand in it."""

    people: tuple[PersonRow, ...]
    closed: tuple[PersonRow, ...]
    is_alone: bool


def show(request: HttpRequest) -> HttpResponse:
    """The page."""
    now = timezone.now()
    everybody = with_invitations(staff_for(person_of(request)))
    staff = [each for each in everybody if Role.OFFICER not in each.roles]
    page = PeoplePage(
        people=tuple(_row(person, now) for person in staff if person.is_active),
        closed=tuple(_row(person, now) for person in staff if not person.is_active),
        is_alone=len(staff) == 1,
    )
    return render(request, "desk/people.html", page)


def with_invitations(staff: QuerySet[Person]) -> QuerySet[Person]:
    """Each with ``invited_until``: when the link that was not used yet runs out."""
    until = Max("invitations__expires_at", filter=Q(invitations__used_at=None))
    return staff.annotate(invited_until=until).order_by("name", "id")


def standing_of(person: Person, now: datetime) -> Standing:
    """How it stands with an account that came from ``with_invitations``."""
    until: datetime | None = getattr(person, "invited_until", None)
    if not person.is_active:
        return Standing(word="closed")
    if person.has_usable_password() or until is None:
        return Standing(word="open")
    if until < now:
        return Standing(word="the invitation has run out", is_fault=True)
    return Standing(word="invited, until", until=instant_words(until))


def roles_in_words(person: Person) -> str:
    """The roles, as people say them."""
    return ", ".join(str(Role(role).label) for role in person.roles) or "none"


def _row(person: Person, now: datetime) -> PersonRow:
    return PersonRow(
        url=reverse("desk_person", kwargs={"person": person.pk}),
        name=str(person),
        username=person.username,
        address=person.email,
        roles=roles_in_words(person),
        standing=standing_of(person, now),
        joined=instant_day(person.joined_at),
    )
