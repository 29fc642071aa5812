"""The documents of a request as rows: what each is, and which of its pages are shown as pictures."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from writdesk.adapters.vault import open_text
from writdesk.documents.media_types import TEXT
from writdesk.documents.sentences import NOTES
from writdesk.store.documents import Document
from writdesk.store.requests import Request
from writdesk.web.desk.reading.marks import NO_MARKINGS, Mark, Markings, ReadState
from writdesk.web.file_kinds import DRAWN, KINDS
from writdesk.web.measures import instant_words, size_words

# One page of the list. An answer brings up to twenty documents, and a request may have many answers.
ROWS = 20
# So many documents show their first page at once; of the others and of further pages one asks for it.
SHOWN_AT_ONCE = 3
PAGES_BESIDE = 12
# Of documents that came before notes were kept, only this is known.
NOTED_BEFORE = "Something was noted when it came in; what it was is not kept."


@dataclass(frozen=True, kw_only=True)
class Picture:
    """One page as a picture, and the page on which it is read in full."""

    number: int
    src: str
    url: str
    alt: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DocumentRow:
    """One document that came with the request; its bytes are never offered."""

    number: int
    name: str
    kind: str
    size: str
    pages: int
    sha256: str
    notes: tuple[str, ...]
    received: str
    url: str
    is_text: bool
    is_drawn: bool
    is_shown: bool
    first: tuple[Picture, ...]
    more: tuple[Picture, ...]
    left_over: int
    read: ReadState


@dataclass(frozen=True, kw_only=True)
class Documents:
    """A part of the documents, and how many there are in all."""

    rows: tuple[DocumentRow, ...]
    total: int
    first: int
    all_url: str
    previous_url: str
    next_url: str

    @property
    def last(self) -> int:
        """The number of the last that is shown."""
        return self.first + len(self.rows) - 1


def documents_of(request: Request, part: int = 1, markings: Markings = NO_MARKINGS) -> Documents:
    """The ``part``-th twenty of the documents, as they came, with what was read of them."""
    total = request.documents.count()
    part = min(max(part, 1), max(-(-total // ROWS), 1))
    start = (part - 1) * ROWS
    found = request.documents.order_by("id")[start : start + ROWS]
    url = reverse("desk_documents", args=[request.reference])
    return Documents(
        rows=tuple(
            document_row(request, each, number, markings) for number, each in enumerate(found, start + 1)
        ),
        total=total,
        first=start + 1,
        all_url=url if total > ROWS else "",
        previous_url=f"{url}?part={part - 1}" if part > 1 else "",
        next_url=f"{url}?part={part + 1}" if start + ROWS < total else "",
    )


def first_of(request: Request, part: int) -> int:
    """The number of the first document of a part."""
    parts = max(-(-request.documents.count() // ROWS), 1)
    return (min(max(part, 1), parts) - 1) * ROWS + 1


def document_row(
    request: Request, document: Document, number: int, markings: Markings = NO_MARKINGS
) -> DocumentRow:
    """One document."""
    name = open_text(request.data_key, document.name_sealed, "document.name")
    is_drawn = document.media_type in DRAWN
    pages = page_count(document)
    beside = range(1, min(pages, PAGES_BESIDE) + 1)
    shown = [picture(request, name, number, page, markings) for page in beside]
    return DocumentRow(
        number=number,
        name=name,
        kind=KINDS.get(document.media_type, document.media_type),
        size=size_words(document.size),
        pages=document.pages or 0,
        sha256=document.sha256,
        notes=_notes(document),
        received=instant_words(document.received_at),
        url=reverse("desk_document", args=[request.reference, number]),
        is_text=document.media_type == TEXT,
        is_drawn=is_drawn,
        is_shown=(number - 1) % ROWS < SHOWN_AT_ONCE,
        first=tuple(shown[:1]) if is_drawn else (),
        more=tuple(shown[1:]) if is_drawn else (),
        left_over=pages - len(shown) if is_drawn else 0,
        read=markings.of(number),
    )


def _notes(document: Document) -> tuple[str, ...]:
    """What the inspection noted, in words: scripts, macros, embedded files, references, no virus check."""
    known = tuple(NOTES[code] for code in document.notes if code in NOTES)
    return known or ((NOTED_BEFORE,) if document.has_notes else ())


def page_count(document: Document) -> int:
    """How many pages there are to show; one where they could not be counted."""
    return document.pages or 1


def picture(request: Request, name: str, number: int, page: int, markings: Markings = NO_MARKINGS) -> Picture:
    """One page of the ``number``-th document."""
    return Picture(
        number=page,
        src=reverse("desk_document_picture", args=[request.reference, number, page]),
        url=f"{reverse('desk_document', args=[request.reference, number])}?page={page}",
        alt=f"Page {page} of {name}",
        marks=markings.on(number, page),
    )
