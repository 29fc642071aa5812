"""Call-backs: numbers of the desk's own directory with their source, never one that the request gave."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from writdesk.actions.directory.record_call_back import add_agency_number, record_call_back
from writdesk.actions.errors import InputRefused
from writdesk.actions.reading import form_of
from writdesk.store.access import request_for
from writdesk.store.agencies import AgencyNumber, CallBack, numbers_of
from writdesk.store.requests import Request
from writdesk.web.absence import answers_absence
from writdesk.web.desk.acting import Acting, attempt, done, person_of
from writdesk.web.desk.queue_rows import Row, row_of
from writdesk.web.desk.record import CALL_OUTCOMES, CallRow, calls_of
from writdesk.web.desk.refusals import FormState, Refusal, state_of
from writdesk.web.measures import instant_by
from writdesk.web.pages import render


@dataclass(frozen=True, kw_only=True)
class NumberRow:
    """A number of the directory. Whoever added it does not call it."""

    id: int
    number: str
    source: str
    added: str
    is_own: bool


@dataclass(frozen=True, kw_only=True)
class CallPage:
    """Whom to call, and what they said."""

    row: Row
    numbers: tuple[NumberRow, ...]
    has_callable: bool
    stated: str
    outcomes: tuple[tuple[str, str], ...]
    calls: tuple[CallRow, ...]
    call: FormState
    add: FormState


@answers_absence
def call_back(request: HttpRequest, reference: str) -> HttpResponse:
    """GET shows the directory's numbers; POST enters a call to one of them."""
    row = request_for(person_of(request), reference)
    if request.method != "POST":
        return _show(request, row, None)

    def act(now: Acting) -> None:
        outcome = request.POST.get("outcome", "")
        if outcome not in CallBack.Outcome.values:
            raise InputRefused([("outcome", "Say what the agency said.")])
        record_call_back(
            reference,
            number=_chosen(row, request.POST.get("number", "")),
            outcome=CallBack.Outcome(outcome),
            note=request.POST.get("note", ""),
            by=now.by,
            at=now.at,
        )

    refusal = attempt(request, act, form="call")
    if refusal is not None:
        return _show(request, row, refusal)
    return done(request, reference, "The call is entered.")


@answers_absence
def add_number(request: HttpRequest, reference: str) -> HttpResponse:
    """POST: a number that the desk found elsewhere, with where it was found."""
    row = request_for(person_of(request), reference)
    if request.method != "POST":
        return redirect("desk_call_back", reference=reference)
    refusal = attempt(
        request,
        lambda now: add_agency_number(
            agency=row.agency,
            country=row.country,
            number=request.POST.get("number", ""),
            source=request.POST.get("source", ""),
            by=now.by,
            at=now.at,
        ),
        form="add",
    )
    if refusal is not None:
        return _show(request, row, refusal)
    return done(request, reference, "The number is in the directory. Somebody else has to call it.")


def _chosen(row: Request, number: str) -> AgencyNumber:
    found = numbers_of(row).filter(pk=int(number)).first() if number.isdecimal() else None
    if found is None:
        raise InputRefused([("number", "Choose the number of the directory that you called.")])
    return found


def _show(request: HttpRequest, row: Request, refusal: Refusal | None) -> HttpResponse:
    person = person_of(request)
    numbers = tuple(
        NumberRow(
            id=each.pk,
            number=each.number,
            source=each.source,
            added=instant_by(each.added_at, each.added_by),
            is_own=each.added_by == person,
        )
        for each in numbers_of(row)
    )
    page = CallPage(
        row=row_of(row, timezone.now()),
        numbers=numbers,
        has_callable=any(not number.is_own for number in numbers),
        stated=form_of(row).officer.phone or "",
        outcomes=tuple(CALL_OUTCOMES.items()),
        calls=calls_of(row),
        call=state_of("call", refusal),
        add=state_of("add", refusal),
    )
    return render(request, "desk/call_back.html", page, status=refusal.status if refusal else 200)
