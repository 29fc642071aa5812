"""The officer writes to the desk, and marks as read what the desk wrote."""

from __future__ import annotations

from io import BytesIO
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from writdesk.actions.correspondence.mark_messages_read import mark_messages_read
from writdesk.actions.correspondence.write_message import write_to_desk
from writdesk.actions.errors import InputRefused, NotYet
from writdesk.actions.intake.uploads import Upload
from writdesk.core.names import safe_name
from writdesk.documents.sentences import FAULTS
from writdesk.store.access import request_for
from writdesk.web.absence import answers_absence
from writdesk.web.kept import kept_names, take_kept, take_kept_files
from writdesk.web.officer.acting import REFUSED, actor_of, faults_in, person_of
from writdesk.web.officer.request_page import Writing, show_request
from writdesk.web.uploads import OversizedUpload

MIB = 1024 * 1024


@answers_absence
def write(request: HttpRequest, reference: str) -> HttpResponse:
    """GET shows the request with what was typed before the session ended; POST sends the message."""
    row = request_for(person_of(request), reference)
    if request.method != "POST":
        typed = take_kept(request).get("text", "")
        waiting = kept_names(request)
        return show_request(request, row, Writing(token=uuid4().hex, text=typed, waiting=waiting))
    text = request.POST.get("text", "")
    try:
        uploads = _uploads_in(request)
        write_to_desk(
            reference,
            text=text,
            uploads=uploads,
            token=request.POST.get("token", ""),
            by=actor_of(request),
            at=timezone.now(),
        )
    except REFUSED as error:
        faults = tuple((f"write-{place}" if place else "write", said) for place, said in faults_in(error))
        row.refresh_from_db()
        return show_request(request, row, Writing(token=uuid4().hex, text=text, faults=faults))
    messages.success(request, "Your message has arrived. A person at the desk reads it.")
    return _to_letters(reference)


@answers_absence
def read(request: HttpRequest, reference: str) -> HttpResponse:
    """POST: what the desk wrote is read. Pressed twice, it is read all the same."""
    request_for(person_of(request), reference)
    if request.method == "POST":
        try:
            mark_messages_read(reference, by=actor_of(request), at=timezone.now())
        except NotYet as nothing:
            messages.info(request, str(nothing))
    return _to_letters(reference)


def _to_letters(reference: str) -> HttpResponse:
    return redirect(reverse("officer_request", kwargs={"reference": reference}) + "#letters")


def _uploads_in(request: HttpRequest) -> list[Upload]:
    """The files of the form and those that waited. Raises ``InputRefused`` for what is too large to read."""
    limit = f"{settings.UPLOAD_LIMIT // MIB} MiB"
    files = request.FILES.getlist("documents")
    faults = [
        ("documents", f"{safe_name(file.name or '')}: {FAULTS['too_large'].format(limit=limit)}")
        for file in files
        if isinstance(file, OversizedUpload)
    ]
    if faults:
        raise InputRefused(faults)
    sent = [Upload(name=file.name or "", source=BytesIO(file.read())) for file in files]
    return [*take_kept_files(request), *sent]
