"""The custodian's acts: collect, certify, deliver; and closing what was delivered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from writdesk.actions.producing.certify_production import certify_production
from writdesk.actions.producing.deliver_production import AVAILABLE_DAYS, deliver_production
from writdesk.actions.producing.first_delivery import FIRST_DELIVERY, waits_for_call_back
from writdesk.actions.producing.start_collection import start_collection
from writdesk.actions.reading import form_of, guideline_of
from writdesk.actions.review.close_request import close_request
from writdesk.core.lifecycle import Status
from writdesk.store.access import request_for
from writdesk.store.requests import Request
from writdesk.web.absence import answers_absence
from writdesk.web.desk.acting import Acting, attempt, done, person_of
from writdesk.web.desk.producing.collected_rows import (
    Reviewed,
    TallyRow,
    newest_finished,
    reviewed_for,
    tally_rows,
)
from writdesk.web.desk.producing.produced import Produced, produced_for
from writdesk.web.desk.queue_rows import Row, row_of
from writdesk.web.desk.record import EntryRow, entries_on
from writdesk.web.desk.refusals import Refusal
from writdesk.web.desk.request_page import changes_since, show_request
from writdesk.web.pages import render

CERTIFY = "desk/certify.html"


@dataclass(frozen=True, kw_only=True)
class ProducingPage:
    """What the custodian reads before the act."""

    row: Row
    revision: int
    produced: Produced
    reviewed: Reviewed | None
    tally: tuple[TallyRow, ...]
    officer: str
    provider: str
    country: str
    days: int
    against_delivery: str
    refusal: Refusal | None
    changes: tuple[EntryRow, ...]


@answers_absence
def collect(request: HttpRequest, reference: str) -> HttpResponse:
    """GET shows what the grant covers; POST begins the collection."""
    return _step(
        request,
        reference,
        template="desk/collect.html",
        act=lambda now: start_collection(reference, **now.given),
        said="The collection has begun. This page shows what it finds; load it again in a moment.",
    )


@answers_absence
def certify(request: HttpRequest, reference: str) -> HttpResponse:
    """GET shows the counts and the statement; POST certifies."""
    return _step(
        request,
        reference,
        template=CERTIFY,
        act=lambda now: certify_production(reference, **now.given),
        said="Certified. The package is being built; load this page again in a moment.",
    )


@answers_absence
def deliver(request: HttpRequest, reference: str) -> HttpResponse:
    """GET shows the package and to whom it goes; POST delivers."""
    return _step(
        request,
        reference,
        template="desk/deliver.html",
        act=lambda now: deliver_production(reference, **now.given),
        said="Delivered. The officer is told where to download it.",
    )


@answers_absence
def close(request: HttpRequest, reference: str) -> HttpResponse:
    """POST closes a delivered request."""
    if request.method != "POST":
        return redirect("desk_request", reference=reference)
    refusal = attempt(request, lambda now: close_request(reference, **now.given), form="bar")
    if refusal is not None:
        return show_request(request, reference, refusal)
    return done(request, reference, "Closed.")


def _step(
    request: HttpRequest, reference: str, *, template: str, act: Callable[[Acting], object], said: str
) -> HttpResponse:
    if request.method != "POST":
        return _show(request, reference, template, None)
    refusal = attempt(request, act, form="step")
    if refusal is not None:
        return _show(request, reference, template, refusal)
    return done(request, reference, said)


def _show(request: HttpRequest, reference: str, template: str, refusal: Refusal | None) -> HttpResponse:
    row = request_for(person_of(request), reference)
    guideline, form = guideline_of(row), form_of(row)
    page = ProducingPage(
        row=row_of(row, timezone.now()),
        revision=row.revision,
        produced=produced_for(row, guideline),
        reviewed=reviewed_for(row, guideline, person_of(request)),
        tally=_tally(row) if template == CERTIFY else (),
        officer=form.officer.name or "the officer",
        provider=guideline.provider,
        country=guideline.country or "",
        days=AVAILABLE_DAYS,
        against_delivery=FIRST_DELIVERY if waits_for_call_back(row) else "",
        refusal=refusal,
        changes=changes_since(entries_on(row), refusal),
    )
    return render(request, template, page, status=refusal.status if refusal else 200)


def _tally(row: Request) -> tuple[TallyRow, ...]:
    """The hashes of what waits to be certified; nothing is read for a page that is only looked at again."""
    collection = newest_finished(row)
    if row.status != Status.READY or collection is None:
        return ()
    return tally_rows(collection)
