"""The facts that were read from one page of one document, as its own page lists them."""

from __future__ import annotations

from dataclasses import dataclass

from writdesk.actions.review.facts_read import FactsRead, ReadFact
from writdesk.core.fact_words import fact_words
from writdesk.core.guideline import Guideline
from writdesk.core.read_facts import Standing
from writdesk.store.requests import Request
from writdesk.web.desk.reading.marks import Place, places_of
from writdesk.web.desk.reading.read_words import said_in_words

_STANDINGS = {
    Standing.SAME: "The form says the same",
    Standing.MISSING: "The form does not have it",
    Standing.FURTHER: "The form says it otherwise",
    Standing.DIFFERS: "The form says something else",
    Standing.NO_PLACE: "The form has no place for it",
}
_PLACES = 3


@dataclass(frozen=True, kw_only=True)
class FactHere:
    """One fact of the page; ``standing`` says how it stands to the form, and what a person made of it."""

    ref: str
    label: str
    value: str
    is_certain: bool
    standing: str
    places: tuple[Place, ...]


def facts_on(request: Request, read: FactsRead, guideline: Guideline, page: int) -> tuple[FactHere, ...]:
    """The facts with a place on this page; of a text, which has no pages, all."""
    return tuple(
        _fact(request, fact, guideline)
        for fact in read.facts
        if any(place.page in (page, None) for place in fact.places)
    )


def _fact(request: Request, fact: ReadFact, guideline: Guideline) -> FactHere:
    said = _STANDINGS[fact.standing]
    if fact.judged is not None:
        said = f"{said}; {fact.judged.verdict} by {fact.judged.by}"
    return FactHere(
        ref=fact.ref,
        label=fact_words(fact.name),
        value=said_in_words(fact.name, fact.value, guideline),
        is_certain=fact.is_certain,
        standing=said,
        places=tuple(place for place in places_of(request, fact, _PLACES) if place.mark),
    )
