"""Check your answers: the assessment as the desk will see it, the files, and only then: send."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from writdesk.actions.errors import InputRefused
from writdesk.actions.keep_draft import send_draft
from writdesk.actions.uploads import MOST_FILES, Upload
from writdesk.core.names import safe_name
from writdesk.documents.sentences import ACCEPTED, FAULTS
from writdesk.store.access import draft_for
from writdesk.store.drafts import Draft
from writdesk.web.absence import answers_absence
from writdesk.web.officer.acting import REFUSED, Faults, actor_of, faults_in, person_of
from writdesk.web.officer.drafts import Opened, open_draft
from writdesk.web.pages import render
from writdesk.web.request_form.answers import AnswerGroup, answer_groups
from writdesk.web.request_form.document import document_of
from writdesk.web.request_form.remarks import Outlook, assessed, outlook_of
from writdesk.web.request_form.routing import Route
from writdesk.web.request_form.steps import kind_of
from writdesk.web.uploads import OversizedUpload

MIB = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class CheckPage:
    """Everything that will be sent, and what the desk will make of it."""

    draft: UUID
    kind: str
    route: Route
    groups: tuple[AnswerGroup, ...]
    outlook: Outlook
    faults: Faults
    accepted: str = ACCEPTED
    most_files: int = MOST_FILES
    most_megabytes: int = settings.UPLOAD_LIMIT // MIB


@answers_absence
def show(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Check, then send. Sent twice it is one request, and the back button leads to its receipt."""
    row = draft_for(person_of(request), draft)
    if row.submitted_reference:
        return redirect("officer_receipt", reference=row.submitted_reference)
    opened = open_draft(request, row)
    if request.method != "POST":
        return _page(request, opened)
    return _send(request, row, opened)


def _send(request: HttpRequest, row: Draft, opened: Opened) -> HttpResponse:
    guideline = opened.route.guideline
    try:
        sent = send_draft(
            row.pk,
            document_of(guideline, opened.answers),
            uploads_in(request.FILES.getlist("documents")),
            provider=guideline.id,
            by=actor_of(request),
            at=opened.at,
        )
    except REFUSED as error:
        return _page(request, opened, faults_in(error))
    return redirect("officer_receipt", reference=sent.reference)


def uploads_in(files: Sequence[UploadedFile]) -> list[Upload]:
    """The files of a form. Raises ``InputRefused`` for those that are too large to be read at all."""
    limit = f"{settings.UPLOAD_LIMIT // MIB} MiB"
    faults = [
        ("documents", f"{safe_name(file.name or '')}: {FAULTS['too_large'].format(limit=limit)}")
        for file in files
        if isinstance(file, OversizedUpload)
    ]
    if faults:
        raise InputRefused(faults)
    return [Upload(name=file.name or "", source=BytesIO(file.read())) for file in files]


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
        faults=tuple((place.removeprefix("$.").replace(".", "-"), said) for place, said in faults),
    )
    return render(request, "officer/check.html", page, status=400 if faults else 200)
