"""One request as its officer sees it, and what the officer can do: answer, withdraw, download."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from writdesk.actions.correspondence.write_message import MOST_CHARACTERS, MOST_FILES
from writdesk.actions.reading import guideline_of
from writdesk.actions.review.withdraw_request import withdraw_request
from writdesk.core.lifecycle import Event, Party, Status, may
from writdesk.core.request import Kind
from writdesk.documents.sentences import ACCEPTED
from writdesk.store.access import request_for
from writdesk.store.requests import Request
from writdesk.web.absence import answers_absence
from writdesk.web.measures import instant_words
from writdesk.web.officer.acting import REFUSED, Faults, actor_of, faults_in, person_of, status_of
from writdesk.web.officer.sent import (
    Asked,
    Letter,
    SentDocument,
    asked_of,
    documents_left_over,
    documents_of,
    thread_of,
)
from writdesk.web.officer.words import KINDS, status_words
from writdesk.web.pages import render

MIB = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Writing:
    """The form in which the officer writes, as it was typed, with what waits since a session ended."""

    token: str
    text: str = ""
    faults: Faults = ()
    waiting: tuple[str, ...] = ()

    @property
    def is_kept(self) -> bool:
        """Whether it was typed before the session ended, and not sent."""
        return bool(self.text or self.waiting) and not self.faults


@dataclass(frozen=True, kw_only=True)
class RequestPage:
    """The request, its letters, and what can be done."""

    reference: str
    kind: str
    status: str
    next: str
    received: str
    provider: str
    guideline_id: str
    guideline_version: str
    asked: Asked
    documents: tuple[SentDocument, ...]
    documents_left_over: int
    letters: tuple[Letter, ...]
    unread: int
    writing: Writing
    may_answer: bool
    may_withdraw: bool
    has_package: bool
    accepted: str = ACCEPTED
    most_files: int = MOST_FILES
    most_megabytes: int = settings.UPLOAD_LIMIT // MIB
    most_characters: int = MOST_CHARACTERS


@dataclass(frozen=True, kw_only=True)
class DestroyedPage:
    """What is left of a request whose key was destroyed."""

    reference: str
    kind: str
    status: str


@dataclass(frozen=True, kw_only=True)
class WithdrawPage:
    """The question before a request is taken back."""

    reference: str
    revision: int
    status: str
    faults: Faults = ()


@answers_absence
def show(request: HttpRequest, reference: str) -> HttpResponse:
    """The page."""
    row = request_for(person_of(request), reference)
    return show_request(request, row, Writing(token=uuid4().hex))


def show_request(request: HttpRequest, row: Request, writing: Writing) -> HttpResponse:
    """The page with its form to write in, as it was left. A request whose content is gone says so."""
    status, onward = status_words(row.status)
    if row.data_key.wrapped is None:
        gone = DestroyedPage(reference=row.reference, kind=KINDS[row.kind], status=status)
        return render(request, "officer/destroyed.html", gone)
    letters = thread_of(row)
    page = RequestPage(
        reference=row.reference,
        kind=KINDS[row.kind],
        status=status,
        next=onward,
        received=instant_words(row.received_at),
        provider=guideline_of(row).provider,
        guideline_id=row.guideline_id,
        guideline_version=row.guideline_version,
        asked=asked_of(row),
        documents=documents_of(row),
        documents_left_over=documents_left_over(row),
        letters=letters,
        unread=sum(letter.is_unread for letter in letters),
        writing=writing,
        may_answer=_may(row, Event.ANSWER_CLARIFICATION),
        may_withdraw=_may(row, Event.WITHDRAW),
        has_package=row.productions.filter(delivered_at__isnull=False).exists(),
    )
    return render(request, "officer/request.html", page, status=status_of(writing.faults))


@answers_absence
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask, then take the request back."""
    row = request_for(person_of(request), reference)
    if request.method != "POST":
        return _ask(request, row)
    seen = request.POST.get("revision", "")
    try:
        withdraw_request(
            reference,
            by=actor_of(request),
            at=timezone.now(),
            seen=int(seen) if seen.isdecimal() else None,
        )
    except REFUSED as error:
        row.refresh_from_db()
        return _ask(request, row, faults_in(error))
    messages.success(request, f"{reference} is withdrawn. A letter confirms it.")
    return redirect("officer_request", reference=reference)


def _ask(request: HttpRequest, row: Request, faults: Faults = ()) -> HttpResponse:
    if not _may(row, Event.WITHDRAW):
        return redirect("officer_request", reference=row.reference)
    page = WithdrawPage(
        reference=row.reference, revision=row.revision, status=status_words(row.status)[0], faults=faults
    )
    return render(request, "officer/withdraw.html", page, status=409 if faults else 200)


def _may(row: Request, event: Event) -> bool:
    return may(Status(row.status), event, kind=Kind(row.kind), party=Party.OFFICER)
