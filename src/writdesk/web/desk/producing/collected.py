"""What was collected: how far it is, what the grant covers and what not, and every section of records."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from writdesk.actions.reading import assessment_of, guideline_of
from writdesk.core.guideline import Guideline
from writdesk.core.lifecycle import Status
from writdesk.store.access import request_for
from writdesk.store.decisions import Decision
from writdesk.store.people import Role
from writdesk.store.requests import Request
from writdesk.web.absence import answers_absence
from writdesk.web.desk.acting import person_of
from writdesk.web.desk.producing.collected_rows import Reviewed, reviewed_for, titles_of
from writdesk.web.desk.producing.produced import Produced, produced_for
from writdesk.web.desk.queue_rows import Row, row_of
from writdesk.web.desk.record import EntryRow, entries_on
from writdesk.web.desk.refusals import Refusal
from writdesk.web.desk.request_page import changes_since
from writdesk.web.pages import render


@dataclass(frozen=True, kw_only=True)
class NotGranted:
    """A category that was asked for and is not in the grant."""

    title: str
    because: str


@dataclass(frozen=True, kw_only=True)
class CollectedPage:
    """The overview of a collection."""

    row: Row
    revision: int
    produced: Produced
    reviewed: Reviewed | None
    not_granted: tuple[NotGranted, ...]
    so_far: str
    is_running: bool
    is_building: bool
    may_read: bool
    may_certify: bool
    refusal: Refusal | None
    changes: tuple[EntryRow, ...]


@answers_absence
def show(request: HttpRequest, reference: str) -> HttpResponse:
    """The overview, for everybody who works on the request; the records themselves are behind it."""
    return show_collected(request, reference, None)


def show_collected(request: HttpRequest, reference: str, refusal: Refusal | None) -> HttpResponse:
    """The overview, with what was refused there."""
    person = person_of(request)
    found = request_for(person, reference)
    guideline = guideline_of(found)
    produced = produced_for(found, guideline)
    reviewed = reviewed_for(found, guideline, person)
    running = found.collections.last()
    page = CollectedPage(
        row=row_of(found, timezone.now()),
        revision=found.revision,
        produced=produced,
        reviewed=reviewed,
        not_granted=_not_granted(found, guideline),
        so_far=f"{running.so_far:,}" if running else "",
        is_running=found.status == Status.COLLECTING,
        is_building=_is_building(produced),
        may_read=found.status == Status.READY and person.has_role(Role.CUSTODIAN, Role.COUNSEL),
        may_certify=reviewed is not None and reviewed.may_change,
        refusal=refusal,
        changes=changes_since(entries_on(found), refusal) if refusal else (),
    )
    return render(request, "desk/collected.html", page, status=refusal.status if refusal else 200)


def _is_building(produced: Produced) -> bool:
    package = produced.package
    return package is not None and not package.is_built and not package.is_failed


def _not_granted(request: Request, guideline: Guideline) -> tuple[NotGranted, ...]:
    """What the officer asked for beyond the grant, with the assessment's sentence."""
    decision = request.decisions.filter(state=Decision.State.IN_FORCE).order_by("-id").first()
    if decision is None:
        return ()
    granted = {entry["category"] for entry in decision.granted}
    titles = titles_of(guideline)
    because = {line.category: line.because for line in assessment_of(request).reach}
    return tuple(
        NotGranted(title=titles.get(category, category), because=because.get(category, ""))
        for category in request.categories
        if category not in granted
    )
