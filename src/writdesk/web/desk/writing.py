"""Writing to the officer: the box beside the correspondence, and the page with letters and provisions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from writdesk.actions.correspondence.draft_message import LETTERS, begin_message, cite
from writdesk.actions.correspondence.mark_messages_read import mark_messages_read
from writdesk.actions.correspondence.write_message import MOST_CHARACTERS, MOST_SUBJECT, write_to_officer
from writdesk.actions.errors import InputRefused
from writdesk.actions.reading import assessment_of
from writdesk.adapters.errors import KeyDestroyed
from writdesk.core.assessment import Assessment
from writdesk.core.conditions import Outcome
from writdesk.core.letters import Letter
from writdesk.store.access import request_for
from writdesk.store.requests import Request
from writdesk.web.absence import answers_absence
from writdesk.web.desk.acting import attempt, done, person_of
from writdesk.web.desk.queue_rows import Row, row_of
from writdesk.web.desk.record import EntryRow, LetterRow, entries_on, letters_of
from writdesk.web.desk.refusals import Refusal
from writdesk.web.desk.request_page import changes_since, show_request
from writdesk.web.pages import render

# The officer's last words stand above the page on which they are answered.
SHOWN = 3


@dataclass(frozen=True, kw_only=True)
class Typed:
    """The message as it stands in the form."""

    subject: str
    text: str
    letter: str
    marked: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ProvisionChoice:
    """One provision that can be cited."""

    id: str
    outcome: str
    section: str
    text: str
    is_marked: bool


@dataclass(frozen=True, kw_only=True)
class WritePage:
    """The message, and what can be put into it."""

    row: Row
    revision: int
    token: str
    typed: Typed
    letters: tuple[tuple[str, str], ...]
    provisions: tuple[ProvisionChoice, ...]
    last: tuple[LetterRow, ...]
    refusal: Refusal | None
    changes: tuple[EntryRow, ...]
    most_characters: int = MOST_CHARACTERS
    most_subject: int = MOST_SUBJECT

    @property
    def faults(self) -> dict[str, str]:
        """What is wrong, by the field."""
        return dict(self.refusal.faults) if self.refusal else {}


@answers_absence
def write(request: HttpRequest, reference: str) -> HttpResponse:
    """GET and ``compose`` show the page; ``letter`` and ``cite`` fill it; ``send`` sends."""
    row = request_for(person_of(request), reference)
    typed = _typed(request)
    steps = {"letter": _begin, "cite": _cite}
    step = request.POST.get("step", "")
    try:
        if step == "send":
            return _send(request, row, typed)
        if step in steps:
            return _fill(request, row, typed, steps[step])
        return _page(request, row, typed)
    except KeyDestroyed:
        return redirect("desk_request", reference=reference)


@answers_absence
def read(request: HttpRequest, reference: str) -> HttpResponse:
    """POST: what the officer wrote is read; nothing is answered."""
    if request.method != "POST":
        return redirect("desk_request", reference=reference)
    refusal = attempt(request, lambda now: mark_messages_read(reference, **now.given), form="letters")
    if refusal is not None:
        return show_request(request, reference, refusal)
    return done(request, reference, "Marked as read.", place="letters")


def _send(request: HttpRequest, row: Request, typed: Typed) -> HttpResponse:
    letter = Letter(id=typed.letter, subject=typed.subject, text=typed.text)
    token = request.POST.get("token", "")
    refusal = attempt(
        request,
        lambda now: write_to_officer(row.reference, letter=letter, token=token, **now.given),
        form="write",
    )
    if refusal is None:
        said = "Sent. The officer is mailed that there is a message, and reads it here."
        return done(request, row.reference, said, place="letters")
    if "composed" not in request.POST:
        return show_request(request, row.reference, refusal)
    row.refresh_from_db()
    return _page(request, row, typed, refusal)


Fill = Callable[[Request, Typed, Assessment], Typed]


def _fill(request: HttpRequest, row: Request, typed: Typed, fill: Fill) -> HttpResponse:
    try:
        return _page(request, row, fill(row, typed, assessment_of(row)))
    except InputRefused as error:
        return _page(request, row, typed, Refusal(form="write", faults=error.faults))


def _begin(row: Request, typed: Typed, assessment: Assessment) -> Typed:
    """What was typed already stands under the letter."""
    letter = begin_message(row, typed.letter, assessment, typed.marked)
    text = "\n\n".join(part for part in (letter.text.strip(), typed.text.strip()) if part)
    return replace(typed, subject=letter.subject, text=text)


def _cite(_row: Request, typed: Typed, assessment: Assessment) -> Typed:
    text = "\n\n".join(part for part in (typed.text.strip(), cite(assessment, typed.marked)) if part)
    return replace(typed, text=text, marked=())


def _typed(request: HttpRequest) -> Typed:
    letter = request.POST.get("letter", "")
    return Typed(
        subject=request.POST.get("subject", ""),
        text=request.POST.get("text", "").replace("\r\n", "\n"),
        letter=letter if letter in LETTERS else "",
        marked=tuple(request.POST.getlist("provisions")),
    )


def _page(request: HttpRequest, row: Request, typed: Typed, refusal: Refusal | None = None) -> HttpResponse:
    letters = letters_of(row)
    page = WritePage(
        row=row_of(row, timezone.now()),
        revision=row.revision,
        token=uuid4().hex,
        typed=typed,
        letters=tuple(LETTERS.items()),
        provisions=_provisions(assessment_of(row), typed.marked),
        last=tuple(letter for letter in letters if not letter.is_outgoing)[-SHOWN:],
        refusal=refusal,
        changes=changes_since(entries_on(row), refusal) if refusal else (),
    )
    return render(request, "desk/write.html", page, status=refusal.status if refusal else 200)


def _provisions(assessment: Assessment, marked: tuple[str, ...]) -> tuple[ProvisionChoice, ...]:
    """Those not met first: they are what one writes about."""
    order = (Outcome.NOT_MET, Outcome.CANNOT_TELL, Outcome.MET)
    findings = sorted(assessment.findings, key=lambda finding: order.index(finding.outcome))
    return tuple(
        ProvisionChoice(
            id=finding.provision.id,
            outcome=finding.outcome.value,
            section=finding.provision.section,
            text=finding.provision.text,
            is_marked=finding.provision.id in marked,
        )
        for finding in findings
    )
