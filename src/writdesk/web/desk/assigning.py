"""Taking a request up, and giving it to a colleague."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from writdesk.actions.review.assign_request import assign_request
from writdesk.store.access import READERS, request_for
from writdesk.store.people import Person, Role
from writdesk.web.absence import answers_absence
from writdesk.web.desk.acting import attempt, done, person_of
from writdesk.web.desk.queue_rows import Row, row_of
from writdesk.web.desk.request_page import show_request
from writdesk.web.pages import render


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """Somebody who works on requests."""

    id: int
    name: str
    roles: str
    has_it: bool
    is_me: bool
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class AssignPage:
    """To whom the request can be given."""

    row: Row
    revision: int
    colleagues: tuple[Colleague, ...]
    is_for_me: bool


@answers_absence
def assign(request: HttpRequest, reference: str) -> HttpResponse:
    """GET asks to whom, ``?me`` with the one who acts chosen already; POST gives it to the one chosen."""
    row = request_for(person_of(request), reference)
    if request.method != "POST":
        is_for_me = "me" in request.GET
        page = AssignPage(
            row=row_of(row, timezone.now()),
            revision=row.revision,
            colleagues=_colleagues(row.assigned_to, person_of(request), is_for_me=is_for_me),
            is_for_me=is_for_me,
        )
        return render(request, "desk/assign.html", page)
    to = _chosen(request)
    refusal = attempt(request, lambda now: assign_request(reference, to=to, **now.given), form="bar")
    if refusal is not None:
        return show_request(request, reference, refusal)
    return done(request, reference, "You have it now." if to == request.user else f"{to} has it now.")


def _chosen(request: HttpRequest) -> Person:
    number = request.POST.get("to", "")
    found = Person.objects.filter(pk=int(number)).first() if number.isdecimal() else None
    return found or person_of(request)


def _colleagues(holder: Person | None, me: Person, *, is_for_me: bool) -> tuple[Colleague, ...]:
    chosen = me if is_for_me else holder
    people = [person for person in Person.objects.order_by("name") if person.has_role(*READERS)]
    return tuple(
        Colleague(
            id=person.pk,
            name=str(person),
            roles=", ".join(str(Role(role).label) for role in person.roles),
            has_it=person == holder,
            is_me=person == me,
            is_chosen=person == chosen,
        )
        for person in people
    )
