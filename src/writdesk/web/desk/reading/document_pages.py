"""Reading a stranger's document without opening it: pictures of its pages, or its plain text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from writdesk.actions.intake.uploads import open_blob
from writdesk.actions.reading import form_of, guideline_of
from writdesk.actions.review.facts_read import facts_read
from writdesk.adapters.errors import KeyDestroyed
from writdesk.core.request_document import request_document
from writdesk.documents import render_page
from writdesk.documents.errors import PageNotDrawn, ReaderBusy, ReaderUnavailable
from writdesk.store.access import document_for, request_for
from writdesk.store.documents import Document
from writdesk.web.absence import answers_absence
from writdesk.web.desk.acting import person_of
from writdesk.web.desk.queue_rows import Row, row_of
from writdesk.web.desk.reading.documents import (
    ROWS,
    DocumentRow,
    Documents,
    Picture,
    document_row,
    documents_of,
    first_of,
    page_count,
    picture,
)
from writdesk.web.desk.reading.marks import markings_of
from writdesk.web.desk.reading.page_facts import FactHere, facts_on
from writdesk.web.desk.reading.read_facts import MOST_FOLDED
from writdesk.web.file_kinds import DRAWN
from writdesk.web.pages import render

WIDTH = 1000
ZOOMED = 2000
LONGEST_TEXT = 200_000


@dataclass(frozen=True, kw_only=True)
class DocumentsPage:
    """All documents of a request, a part at a time."""

    row: Row
    documents: Documents


@dataclass(frozen=True, kw_only=True)
class DocumentPage:
    """One page of one document, large; or its text."""

    row: Row
    document: DocumentRow
    picture: Picture | None
    pages: int
    is_zoomed: bool
    text: str
    is_cut: bool
    previous_url: str
    next_url: str
    facts: tuple[FactHere, ...]
    facts_left: int


@answers_absence
def show_list(request: HttpRequest, reference: str) -> HttpResponse:
    """The documents of a request that has more than its own page shows."""
    found = request_for(person_of(request), reference)
    part = request.GET.get("part", "")
    wanted = int(part) if part.isdecimal() and len(part) < 9 else 1
    try:
        form = request_document(form_of(found))
        read = facts_read(found, form, first=first_of(found, wanted), most=ROWS)
        documents = documents_of(found, wanted, markings_of(read))
    except KeyDestroyed as gone:
        raise Http404 from gone
    row = row_of(found, timezone.now())
    return render(request, "desk/documents.html", DocumentsPage(row=row, documents=documents))


@answers_absence
def show_one(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """One document, a page at a time: ``?page=2``, and ``&zoom`` for each dot of it."""
    document = document_for(person_of(request), reference, number)
    asked = request.GET.get("page", "1")
    page = int(asked) if asked.isdecimal() and len(asked) < 9 else 1
    try:
        shown = _page(document, number, min(max(page, 1), page_count(document)), "zoom" in request.GET)
    except KeyDestroyed as gone:
        raise Http404 from gone
    return render(request, "desk/document.html", shown)


def _page(document: Document, number: int, page: int, is_zoomed: bool) -> DocumentPage:
    request = document.request
    form = request_document(form_of(request))
    read = facts_read(request, form, first=number, most=1)
    markings, facts = markings_of(read), facts_on(request, read, guideline_of(request), page)
    row = document_row(request, document, number, markings)
    pages = page_count(document)
    text = _text(document) if row.is_text else ""
    is_drawn = row.is_drawn
    return DocumentPage(
        row=row_of(request, timezone.now()),
        document=row,
        picture=picture(request, row.name, number, page, markings) if is_drawn else None,
        pages=pages,
        is_zoomed=is_zoomed,
        text=text[:LONGEST_TEXT],
        is_cut=len(text) > LONGEST_TEXT,
        previous_url=f"{row.url}?page={page - 1}" if is_drawn and page > 1 else "",
        next_url=f"{row.url}?page={page + 1}" if is_drawn and page < pages else "",
        facts=facts[:MOST_FOLDED],
        facts_left=max(0, len(facts) - MOST_FOLDED),
    )


def _text(document: Document) -> str:
    """The text as far as it is shown, and one character more where it goes on."""
    with open_blob(document.blob, document.request.data_key) as source:
        # A character has at most four bytes in UTF-8; what the end cut in two is left out.
        return source.read(4 * LONGEST_TEXT + 4).decode("utf-8-sig", errors="ignore")


@answers_absence
def show_picture(request: HttpRequest, reference: str, number: int, page: int) -> HttpResponse:
    """One page as a PNG, drawn behind walls; where it cannot be drawn, a picture of the words that say why.

    No cache keeps it (``no-store``, as everywhere on the desk): what is sealed here shall not lie in clear on
    the disk of a computer that several people use. A page is drawn again instead, when it is looked at.
    """
    document = document_for(person_of(request), reference, number)
    if document.media_type not in DRAWN or not 1 <= page <= page_count(document):
        raise Http404
    try:
        drawn = _drawn(document, page, ZOOMED if "zoom" in request.GET else WIDTH)
    except KeyDestroyed as gone:
        raise Http404 from gone
    except PageNotDrawn as reason:
        return _words_as_picture(str(reason), status=422)
    except (ReaderBusy, ReaderUnavailable):
        return _words_as_picture("The desk cannot draw pages just now. Load the page again.", status=503)
    return HttpResponse(drawn, content_type="image/png")


def _drawn(document: Document, page: int, width: int) -> bytes:
    with open_blob(document.blob, document.request.data_key) as source:
        return render_page(cast("BinaryIO", source), page, width)


def _words_as_picture(words: str, *, status: int) -> HttpResponse:
    """A browser shows the picture of an answer whatever its status is."""
    svg = render_to_string("desk/parts/not_drawn.svg", {"words": words})
    return HttpResponse(svg, content_type="image/svg+xml", status=status)
