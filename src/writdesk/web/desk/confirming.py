"""The second person: the proposal whole, to confirm or to decline."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from writdesk.actions.reading import guideline_of
from writdesk.actions.review.confirm_decision import confirm_decision, decline_decision, why_not_second
from writdesk.store.access import request_for
from writdesk.store.decisions import Decision
from writdesk.store.requests import Request
from writdesk.web.absence import answers_absence
from writdesk.web.desk.acting import attempt, done, person_of
from writdesk.web.desk.queue_rows import Row, row_of
from writdesk.web.desk.record import (
    CallRow,
    DecisionRow,
    EntryRow,
    calls_of,
    decision_row,
    entries_on,
    letter_of,
)
from writdesk.web.desk.refusals import FormState, Refusal, state_of
from writdesk.web.desk.request_page import changes_since
from writdesk.web.pages import render


@dataclass(frozen=True, kw_only=True)
class ConfirmPage:
    """A proposal as its second person reads it."""

    row: Row
    revision: int
    decision: DecisionRow
    subject: str
    text: str
    is_own: bool
    why_not: str
    calls: tuple[CallRow, ...]
    confirm: FormState
    decline: FormState
    refusal: Refusal | None
    changes: tuple[EntryRow, ...]


@answers_absence
def confirm(request: HttpRequest, reference: str) -> HttpResponse:
    """GET shows the proposal; POST confirms it."""
    if request.method != "POST":
        return _show(request, reference, None)
    refusal = attempt(request, lambda now: confirm_decision(reference, **now.given), form="confirm")
    if refusal is not None:
        return _show(request, reference, refusal)
    return done(request, reference, "Confirmed. The decision is in force, and its letter is on its way.")


@answers_absence
def decline(request: HttpRequest, reference: str) -> HttpResponse:
    """POST: not confirmed, with the reason; the proposer takes it back the same way."""
    if request.method != "POST":
        return redirect("desk_confirm", reference=reference)
    reason = request.POST.get("reason", "")
    refusal = attempt(
        request, lambda now: decline_decision(reference, reason=reason, **now.given), form="decline"
    )
    if refusal is not None:
        return _show(request, reference, refusal)
    return done(request, reference, "Declined. The request is under review as before.")


def _show(request: HttpRequest, reference: str, refusal: Refusal | None) -> HttpResponse:
    row = request_for(person_of(request), reference)
    decision = row.decisions.select_related("by", "second").filter(state=Decision.State.PROPOSED).first()
    if decision is None:
        return _nothing_waits(request, row, refusal)
    subject, text = letter_of(decision, row)
    page = ConfirmPage(
        row=row_of(row, timezone.now()),
        revision=row.revision,
        decision=decision_row(decision, row, guideline_of(row)),
        subject=subject,
        text=text,
        is_own=decision.by == request.user,
        why_not=str(why_not_second(decision, row, person_of(request)) or ""),
        calls=calls_of(row),
        confirm=state_of("confirm", refusal),
        decline=state_of("decline", refusal),
        refusal=refusal,
        changes=changes_since(entries_on(row), refusal),
    )
    return render(request, "desk/confirm.html", page, status=refusal.status if refusal else 200)


def _nothing_waits(request: HttpRequest, row: Request, refusal: Refusal | None) -> HttpResponse:
    """Somebody else was quicker: the request's page says what happened."""
    from writdesk.web.desk.request_page import show_request

    if refusal is None:
        return redirect("desk_request", reference=row.reference)
    return show_request(request, row.reference, refusal)
