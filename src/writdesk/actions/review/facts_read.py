"""What was read from a request's documents, beside what its form says. Reads only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from writdesk.adapters.vault import desk_keys, open_json, open_text
from writdesk.core.read_facts import Said, Standing, standing_of
from writdesk.store.documents import Document
from writdesk.store.readings import FactJudgement, Reading
from writdesk.store.requests import Request

# Of so many documents the facts are opened at once; of the others their number is known.
MOST_DOCUMENTS = 100
SAID = "reading.said"
JUDGEMENT = "fact_judgement.said"
Verdict = FactJudgement.Verdict


@dataclass(frozen=True, kw_only=True)
class ReadAt:
    """One place where a fact stands. ``number`` is the document's, counted from 1."""

    number: int
    document: str
    page: int | None
    box: Mapping[str, float] | None
    line: int | None


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What a person made of a fact."""

    verdict: str
    by: str
    at: datetime
    put: str
    reason: str


@dataclass(kw_only=True)
class ReadFact:
    """One fact, each value once, with every place where it stands. ``ref`` names it without saying it."""

    ref: str
    name: str
    value: str
    as_written: str
    is_certain: bool
    because: str
    places: list[ReadAt] = field(default_factory=list)
    standing: Standing = Standing.NO_PLACE
    judged: Judged | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to make something of it."""
        if self.standing in {Standing.SAME, Standing.NO_PLACE}:
            return False
        verdict = self.judged.verdict if self.judged else Verdict.UNDONE
        return verdict == Verdict.UNDONE or (
            verdict == Verdict.ACCEPTED and self.standing != Standing.FURTHER
        )

    @property
    def said(self) -> Said:
        """As the form's table looks at it."""
        return Said(name=self.name, value=self.value, is_certain=self.is_certain)


@dataclass(frozen=True, kw_only=True)
class DocumentSaid:
    """One document with its reading, opened. ``reading`` is None for one from before the desk could read."""

    number: int
    document: Document
    name: str
    reading: Reading | None
    said: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class FactsRead:
    """All that was read, as far as it is opened at once."""

    facts: tuple[ReadFact, ...]
    documents: tuple[DocumentSaid, ...]

    @property
    def differences(self) -> tuple[ReadFact, ...]:
        """What the documents say otherwise than the form, and nobody has decided yet."""
        return tuple(fact for fact in self.facts if fact.standing is Standing.DIFFERS and fact.is_open)


def facts_read(
    request: Request, form: Mapping[str, Any], *, first: int = 1, most: int = MOST_DOCUMENTS
) -> FactsRead:
    """The facts of ``most`` documents from the ``first`` on, held against the form. Two queries."""
    documents = tuple(_documents(request, first, min(most, MOST_DOCUMENTS)))
    facts = list(_merged(request, documents))
    judged = judgements_of(request) if facts else {}
    said = [fact.said for fact in facts]
    for fact in facts:
        fact.standing = standing_of(fact.said, form, said)
        fact.judged = judged.get(fact.ref)
    return FactsRead(facts=tuple(facts), documents=documents)


def _documents(request: Request, first: int, most: int) -> Iterator[DocumentSaid]:
    found = request.documents.select_related("reading").order_by("id")[first - 1 : first - 1 + most]
    for number, document in enumerate(found, first):
        yield said_by(request, document, number)


def said_by(request: Request, document: Document, number: int) -> DocumentSaid:
    """One document and what it says."""
    reading = getattr(document, "reading", None)
    sealed = reading.said_sealed if reading else None
    return DocumentSaid(
        number=number,
        document=document,
        name=open_text(request.data_key, document.name_sealed, "document.name"),
        reading=reading,
        said=open_json(request.data_key, sealed, SAID) if sealed else {},
    )


def _merged(request: Request, documents: tuple[DocumentSaid, ...]) -> Iterator[ReadFact]:
    found: dict[str, ReadFact] = {}
    for document in documents:
        for told in document.said.get("facts", ()):
            ref = fact_ref(request, told["name"], told["value"])
            known = found.get(ref)
            if known is None:
                known = found[ref] = _fact(ref, told)
            known.is_certain = known.is_certain or told["is_certain"]
            known.places.append(_place(document, told["provenance"]))
    yield from found.values()


def _fact(ref: str, told: Mapping[str, Any]) -> ReadFact:
    return ReadFact(
        ref=ref,
        name=told["name"],
        value=told["value"],
        as_written=told["as_written"],
        is_certain=told["is_certain"],
        because=told["because"],
    )


def _place(document: DocumentSaid, provenance: Mapping[str, Any]) -> ReadAt:
    return ReadAt(
        number=document.number,
        document=document.name,
        page=provenance["page"],
        box=provenance["box"],
        line=provenance["line"],
    )


def fact_ref(request: Request, name: str, value: str) -> str:
    """A name for a fact that may stand in an address and in clear: it does not say the value."""
    plain = " ".join(value.split()).casefold()
    return desk_keys().reference("fact", request.reference, name, plain)[:20]


def judgements_of(request: Request) -> dict[str, Judged]:
    """The last judgement of each fact."""
    rows = request.fact_judgements.select_related("by").order_by("id")
    return {row.fact_ref: _judged(request, row) for row in rows}


def _judged(request: Request, row: FactJudgement) -> Judged:
    said = open_json(request.data_key, row.said_sealed, JUDGEMENT)
    return Judged(
        verdict=row.verdict, by=row.by.name, at=row.at, put=said.get("put") or "", reason=said["reason"]
    )
