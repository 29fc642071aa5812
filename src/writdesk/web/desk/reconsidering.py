"""A decision taken back before anything was collected."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from writdesk.actions.review.reconsider_request import reconsider_request
from writdesk.store.access import request_for
from writdesk.web.absence import answers_absence
from writdesk.web.desk.acting import attempt, done, person_of
from writdesk.web.desk.queue_rows import Row, row_of
from writdesk.web.desk.record import EntryRow, entries_on
from writdesk.web.desk.refusals import FormState, Refusal, state_of
from writdesk.web.desk.request_page import changes_since
from writdesk.web.pages import render


@dataclass(frozen=True, kw_only=True)
class ReconsiderPage:
    """Why, and what follows."""

    row: Row
    revision: int
    form: FormState
    refusal: Refusal | None
    changes: tuple[EntryRow, ...]


@answers_absence
def reconsider(request: HttpRequest, reference: str) -> HttpResponse:
    """GET asks why; POST puts the request under review again."""
    refusal = None
    if request.method == "POST":
        reason = request.POST.get("reason", "")
        refusal = attempt(
            request, lambda now: reconsider_request(reference, reason=reason, **now.given), form="reconsider"
        )
        if refusal is None:
            return done(request, reference, "The decision is taken back. The request is under review again.")
    row = request_for(person_of(request), reference)
    page = ReconsiderPage(
        row=row_of(row, timezone.now()),
        revision=row.revision,
        form=state_of("reconsider", refusal),
        refusal=refusal,
        changes=changes_since(entries_on(row), refusal),
    )
    return render(request, "desk/reconsider.html", page, status=refusal.status if refusal else 200)
