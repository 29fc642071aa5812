"""The documents of a draft: added, looked at, replaced, removed; kept until the request is sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone

from writdesk.actions.drafts.keep_draft import content_of
from writdesk.actions.drafts.keep_draft_file import open_draft_file
from writdesk.actions.drafts.remove_draft_file import remove_draft_file
from writdesk.core.request import Kind
from writdesk.documents import render_page
from writdesk.documents.errors import PageNotDrawn, ReaderBusy, ReaderUnavailable
from writdesk.store.access import draft_file_for, draft_for
from writdesk.store.drafts import Draft
from writdesk.web.absence import answers_absence
from writdesk.web.file_kinds import DRAWN
from writdesk.web.kept import kept_names
from writdesk.web.officer.acting import REFUSED, Faults, actor_of, person_of, status_of
from writdesk.web.officer.form_answers import take_answers
from writdesk.web.officer.kept_files import KeptFiles, add_files, kept_files
from writdesk.web.pages import render
from writdesk.web.request_form.steps import kind_of

WIDTH = 480


@dataclass(frozen=True, kw_only=True)
class FilesPage:
    """The documents of one draft."""

    draft: UUID
    files: KeptFiles
    faults: Faults
    is_emergency: bool = False


@answers_absence
def show(request: HttpRequest, draft: UUID) -> HttpResponse:
    """The list; a POST adds to it."""
    row = draft_for(person_of(request), draft)
    if row.submitted_reference:
        return redirect("officer_receipt", reference=row.submitted_reference)
    if request.method != "POST":
        return _page(request, row)
    kept, faults = add_files(request, row)
    if not kept and not faults:
        faults = (("documents", "Choose a file first."),)
    return _after(request, row, kept, faults)


@answers_absence
def change(request: HttpRequest, draft: UUID, file: UUID) -> HttpResponse:
    """Remove one file, or put another in its place."""
    row = draft_for(person_of(request), draft)
    if request.method != "POST":
        return _back(row)
    if "remove" in request.POST:
        return _remove(request, row, file)
    if "answers" in request.POST:
        return take_answers(request, row, file)
    if not request.FILES:
        return _after(request, row, 0, (("documents", "Choose the file that takes its place."),))
    kept, faults = add_files(request, row, instead_of=file)
    return _after(request, row, kept, faults)


@answers_absence
def show_picture(request: HttpRequest, draft: UUID, file: UUID) -> HttpResponse:
    """The first page as a picture, drawn in a confined process; no cache keeps it."""
    row = draft_file_for(person_of(request), draft, file)
    if row.media_type not in DRAWN:
        raise Http404
    try:
        with open_draft_file(row) as source:
            drawn = render_page(cast("BinaryIO", source), 1, WIDTH)
    except PageNotDrawn as reason:
        return _words_as_picture(str(reason), status=422)
    except (ReaderBusy, ReaderUnavailable):
        return _words_as_picture("The desk cannot draw pages just now. Load the page again.", status=503)
    except FileNotFoundError as gone:
        raise Http404 from gone
    return HttpResponse(drawn, content_type="image/png")


def _words_as_picture(words: str, *, status: int) -> HttpResponse:
    svg = render_to_string("desk/parts/not_drawn.svg", {"words": words})
    return HttpResponse(svg, content_type="image/svg+xml", status=status)


def _remove(request: HttpRequest, row: Draft, file: UUID) -> HttpResponse:
    try:
        if remove_draft_file(row.pk, file, by=actor_of(request), at=timezone.now()):
            messages.success(request, "The file is removed.")
    except REFUSED as error:
        messages.error(request, str(error))
    return _back(row)


def _after(request: HttpRequest, row: Draft, kept: int, faults: Faults) -> HttpResponse:
    if kept:
        messages.success(request, "The file is kept." if kept == 1 else f"{kept} files are kept.")
    return _page(request, row, faults) if faults else _back(row)


def _back(row: Draft) -> HttpResponse:
    if row.submitted_reference:
        return redirect("officer_receipt", reference=row.submitted_reference)
    return redirect("officer_files", draft=row.pk)


def _page(request: HttpRequest, row: Draft, faults: Faults = ()) -> HttpResponse:
    answers = content_of(row).get("answers", {})
    page = FilesPage(
        draft=row.pk,
        files=kept_files(row, kept_names(request)),
        faults=faults,
        is_emergency=kind_of(answers) is Kind.EMERGENCY,
    )
    return render(request, "officer/files.html", page, status=status_of(faults))
