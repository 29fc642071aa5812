"""An emergency form among the documents of a draft: its answers go where the officer has typed nothing."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from writdesk.actions.drafts.keep_draft import keep_draft
from writdesk.actions.drafts.keep_draft_file import open_draft_file
from writdesk.core.request_document import parse_request
from writdesk.documents.emergency_form.facts import fill_request
from writdesk.documents.emergency_form.read_back import FilledForm, read_emergency_form
from writdesk.documents.errors import ReaderBusy, ReaderUnavailable
from writdesk.store.access import draft_file_for
from writdesk.store.drafts import Draft
from writdesk.web.officer.acting import REFUSED, actor_of, person_of
from writdesk.web.officer.drafts import Opened, open_draft
from writdesk.web.request_form.question import cleaned
from writdesk.web.request_form.read_back import answers_of
from writdesk.web.request_form.steps import steps_of

NO_FORM = (
    "This file is no emergency form of this desk that was filled in on a screen. It is kept as a document."
)


@dataclass(frozen=True, kw_only=True)
class Taken:
    """The answers that are taken over, and how many were left because something else stands there."""

    answers: dict[str, str]
    left: int


def take_answers(request: HttpRequest, row: Draft, file: UUID) -> HttpResponse:
    """Put the form's answers into the steps. What was typed stays: nothing is overwritten."""
    back = redirect("officer_files", draft=row.pk)
    try:
        filled = _filled(request, row, file)
    except (ReaderBusy, ReaderUnavailable):
        messages.error(request, "The desk cannot read files just now. Try again in a minute.")
        return back
    if filled is None:
        messages.error(request, NO_FORM)
        return back
    taken = answers_from(filled, open_draft(request, row))
    try:
        keep_draft(row.pk, taken.answers, step="grounds", by=actor_of(request), at=timezone.now())
    except REFUSED as error:
        messages.error(request, str(error))
        return back
    messages.success(request, _said(taken))
    return redirect("officer_draft", draft=row.pk)


def _filled(request: HttpRequest, row: Draft, file: UUID) -> FilledForm | None:
    kept = draft_file_for(person_of(request), row.pk, file)
    with open_draft_file(kept) as source:
        filled = read_emergency_form(source.read(), kept.media_type)
    return filled if filled and filled.form and filled.is_filled else None


def answers_from(filled: FilledForm, opened: Opened) -> Taken:
    """The form's answers to the questions of this draft that have none yet."""
    blank = {"kind": "emergency", "received_at": opened.at.isoformat()}
    told = {
        name: value for name, value in answers_of(parse_request(fill_request(blank, filled))).items() if value
    }
    asked = steps_of(opened.route.guideline, {**told, **opened.answers})
    questions = [question for step in asked for question in step.questions if question.name in told]
    found = {question.name: cleaned(question, told[question.name]) for question in questions}
    fresh = {name: value for name, value in found.items() if value and not opened.answers.get(name)}
    left = sum(1 for name, value in found.items() if opened.answers.get(name, value) not in {value, ""})
    return Taken(answers=fresh, left=left)


def _said(taken: Taken) -> str:
    """How many were taken, and that nothing typed was touched."""
    count = len(taken.answers)
    said = f"{count} {'answer was' if count == 1 else 'answers were'} taken from the form."
    if taken.left:
        said += f" {taken.left} that you had typed otherwise stayed as you typed them."
    return f"{said} Check them before you send."
