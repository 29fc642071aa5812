"""Check your answers: the assessment as the desk will see it, the files, and only then: send."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from writdesk.actions.drafts.keep_draft import send_draft
from writdesk.store.access import draft_for
from writdesk.store.drafts import Draft
from writdesk.web.absence import answers_absence
from writdesk.web.kept import kept_names
from writdesk.web.officer.acting import REFUSED, Faults, actor_of, faults_in, person_of, status_of
from writdesk.web.officer.drafts import Opened, open_draft
from writdesk.web.officer.kept_files import KeptFiles, add_files, kept_files
from writdesk.web.pages import render
from writdesk.web.request_form.answers import AnswerGroup, answer_groups
from writdesk.web.request_form.document import document_of
from writdesk.web.request_form.remarks import Outlook, assessed, outlook_of
from writdesk.web.request_form.routing import Route
from writdesk.web.request_form.steps import kind_of


@dataclass(frozen=True, kw_only=True)
class CheckPage:
    """Everything that will be sent, and what the desk will make of it."""

    draft: UUID
    kind: str
    route: Route
    groups: tuple[AnswerGroup, ...]
    outlook: Outlook
    faults: Faults
    files: KeptFiles

    @property
    def paper_label(self) -> str:
        """What is to be uploaded; where files are kept already, only what is still to come."""
        if self.files.lines:
            return "Add another file"
        return "Your letter and the legal process" if self.kind == "legal" else "Your letter"


@answers_absence
def show(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Check, then send. Sent twice it is one request, and the back button leads to its receipt.

    Files chosen here are kept with the draft first: whatever is wrong with the request, they are not lost.
    """
    row = draft_for(person_of(request), draft)
    if row.submitted_reference:
        return redirect("officer_receipt", reference=row.submitted_reference)
    opened = open_draft(request, row)
    if request.method != "POST":
        return _page(request, opened)
    return _send(request, row, opened)


def _send(request: HttpRequest, row: Draft, opened: Opened) -> HttpResponse:
    guideline = opened.route.guideline
    _kept, faults = add_files(request, row)
    if faults:
        return _page(request, opened, faults)
    try:
        sent = send_draft(
            row.pk,
            document_of(guideline, opened.answers),
            provider=guideline.id,
            by=actor_of(request),
            at=opened.at,
        )
    except REFUSED as error:
        return _page(request, opened, faults_in(error))
    return redirect("officer_receipt", reference=sent.reference)


def _page(request: HttpRequest, opened: Opened, faults: Faults = ()) -> HttpResponse:
    guideline = opened.route.guideline
    assessment = assessed(guideline, opened.answers, opened.at)
    kind = kind_of(opened.answers)
    page = CheckPage(
        draft=opened.draft.pk,
        kind=kind.value,
        route=opened.route,
        groups=answer_groups(opened.steps, opened.answers),
        outlook=outlook_of(assessment, opened.steps, kind),
        files=kept_files(opened.draft, kept_names(request)),
        faults=tuple((place.removeprefix("$.").replace(".", "-"), said) for place, said in faults),
    )
    return render(request, "officer/check.html", page, status=status_of(faults))
