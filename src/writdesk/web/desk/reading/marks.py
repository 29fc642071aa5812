"""Places on the pictures of documents: the boxes from which facts were read, and what the reader warns of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from writdesk.actions.review.facts_read import DocumentSaid, FactsRead, ReadAt, ReadFact
from writdesk.store.readings import Reading
from writdesk.store.requests import Request

# A picture is a square of so many parts, whatever its size.
PARTS = 1000
MARKS_A_PAGE = 150
WARNINGS_SHOWN = 20
# A box is drawn so much wider than the words, so that its line does not run through them.
AIR = 4
REASONS = {
    "gave_up": "It could not be read by machine: its reader gave up over it. Read it yourself.",
    "unavailable": "The desk’s reader did not run when this came. Have it read again.",
    "not_readable": "It is not of a kind that is read by machine. Read it yourself.",
}


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One box on a page, in thousandths of it. ``kind`` is ``fact`` or ``warning``."""

    id: str
    fact: str
    kind: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a fact stands, in words, with the link to its mark."""

    words: str
    url: str
    mark: str


@dataclass(frozen=True, kw_only=True)
class WarningLine:
    """One thing to know about a document before believing it."""

    message: str
    where: str
    detail: str
    is_grave: bool


@dataclass(frozen=True, kw_only=True)
class SignatureLine:
    """One digital signature and its bottom line. ``standing`` is ``whole``, ``unsure`` or ``broken``."""

    who: str
    summary: str
    standing: str


@dataclass(frozen=True, kw_only=True)
class ReadState:
    """What stands beside a document about its reading."""

    is_pending: bool = False
    failed: str = ""
    warnings: tuple[WarningLine, ...] = ()
    warnings_left: int = 0
    signatures: tuple[SignatureLine, ...] = ()
    facts: int = 0
    recognised: str = ""


@dataclass(frozen=True, kw_only=True)
class Markings:
    """The marks of every page, and the state of every document, by its number."""

    pages: Mapping[tuple[int, int], tuple[Mark, ...]] = field(default_factory=dict)
    documents: Mapping[int, ReadState] = field(default_factory=dict)

    def on(self, number: int, page: int) -> tuple[Mark, ...]:
        """The marks on a page of the ``number``-th document."""
        return self.pages.get((number, page), ())

    def of(self, number: int) -> ReadState:
        """What is known of the ``number``-th document's reading."""
        return self.documents.get(number, ReadState())


NO_MARKINGS = Markings()


def markings_of(read: FactsRead) -> Markings:
    """The marks of all that was read."""
    pages: dict[tuple[int, int], list[Mark]] = defaultdict(list)
    for document in read.documents:
        for page, mark in _warned(document):
            pages[document.number, page].append(mark)
    for fact in read.facts:
        for index, place in enumerate(fact.places):
            marks = pages[place.number, place.page or 0]
            if place.page and place.box and len(marks) < MARKS_A_PAGE:
                marks.append(_mark(place.box, id=mark_id(fact, index), fact=fact.ref, kind="fact"))
    return Markings(
        pages={key: tuple(marks) for key, marks in pages.items()},
        documents={document.number: state_of_reading(document) for document in read.documents},
    )


def mark_id(fact: ReadFact, index: int) -> str:
    """The name of a mark, by which a link finds it on every page that shows its document."""
    number = fact.places[index].number
    earlier = sum(1 for place in fact.places[:index] if place.number == number)
    return f"mark-{fact.ref}-{number}-{earlier}"


def places_of(request: Request, fact: ReadFact, most: int) -> tuple[Place, ...]:
    """Where a fact stands; the link leads to the document's own page, or to the mark where it is shown."""
    return tuple(
        _place(request, place, mark_id(fact, index)) for index, place in enumerate(fact.places[:most])
    )


def _place(request: Request, place: ReadAt, mark: str) -> Place:
    url = reverse("desk_document", args=[request.reference, place.number])
    if place.page and place.box:
        return Place(words=_where(place), url=f"{url}?page={place.page}#{mark}", mark=mark)
    return Place(words=_where(place), url=f"{url}?page={place.page}" if place.page else url, mark="")


def _where(place: ReadAt) -> str:
    """``page 2 of “warrant.pdf”``."""
    if place.page:
        return f"page {place.page} of “{place.document}”"
    return f"line {place.line} of “{place.document}”" if place.line else f"“{place.document}”"


def _mark(box: Mapping[str, float], *, id: str, fact: str, kind: str) -> Mark:  # noqa: A002
    left, top, right, bottom = (
        round(min(1.0, max(0.0, box[edge])) * PARTS) for edge in ("left", "top", "right", "bottom")
    )
    return Mark(
        id=id,
        fact=fact,
        kind=kind,
        x=max(left - AIR, 0),
        y=max(top - AIR // 2, 0),
        width=min(right + AIR, PARTS) - max(left - AIR, 0),
        height=min(bottom + AIR // 2, PARTS) - max(top - AIR // 2, 0),
    )


def _warned(document: DocumentSaid) -> Iterator[tuple[int, Mark]]:
    for index, each in enumerate(document.said.get("warnings", ())[:WARNINGS_SHOWN]):
        if each["page"] and each["box"]:
            name = f"warning-{document.number}-{index}"
            yield each["page"], _mark(each["box"], id=name, fact="", kind="warning")


def state_of_reading(document: DocumentSaid) -> ReadState:
    """What stands beside one document."""
    reading, said = document.reading, document.said
    if reading is None or reading.state == Reading.State.PENDING:
        return ReadState(is_pending=reading is not None)
    # What the inspection noted at arrival stands beside the document already.
    warnings = [each for each in said.get("warnings", ()) if each["code"] not in document.document.notes]
    pages = said.get("recognised_pages", ())
    return ReadState(
        failed=REASONS.get(reading.reason, reading.reason),
        warnings=tuple(_warning(each) for each in warnings[:WARNINGS_SHOWN]),
        warnings_left=max(0, len(warnings) - WARNINGS_SHOWN),
        signatures=tuple(_signature(each) for each in said.get("signatures", ())),
        facts=reading.facts,
        recognised=_pages(pages),
    )


def _warning(told: Mapping[str, Any]) -> WarningLine:
    return WarningLine(
        message=told["message"],
        where=f"Page {told['page']}" if told["page"] else "",
        detail=told["detail"] or "",
        is_grave=told["code"].startswith("hidden") or told["code"] in _GRAVE,
    )


_GRAVE = frozenset({"layer_differs", "saved_again", "script", "pasted_signature", "ink_without_text"})


def _signature(told: Mapping[str, Any]) -> SignatureLine:
    whole = told["verdict"] in {"whole", "filled_in_after"}
    standing = "whole" if whole and told["is_trusted"] else "unsure" if whole else "broken"
    return SignatureLine(who=told["signer"] or "", summary=told["summary"], standing=standing)


def _pages(numbers: tuple[int, ...]) -> str:
    if not numbers:
        return ""
    shown = ", ".join(str(number) for number in numbers[:6])
    more = f" and {len(numbers) - 6} more" if len(numbers) > 6 else ""
    return f"page{'s' if len(numbers) > 1 else ''} {shown}{more}"
