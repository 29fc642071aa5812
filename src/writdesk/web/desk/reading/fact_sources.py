"""Where each fact of the form comes from: stated, accepted, corrected; and what the papers say to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from writdesk.actions.review.facts_read import FactsRead, ReadFact
from writdesk.core.form_places import Categories, Identifiers, Span
from writdesk.core.form_places import Place as FormPlace
from writdesk.core.read_facts import Standing, place_of
from writdesk.core.request import Kind
from writdesk.store.readings import FactJudgement
from writdesk.store.requests import Request
from writdesk.web.desk.reading.marks import Place, places_of

Form = Mapping[str, Any]
Verdict = FactJudgement.Verdict


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where one fact of the form comes from: words, the place between them, and words after it."""

    before: str
    place: Place | None
    after: str
    is_otherwise: bool = False


def sources_of(request: Request, form: Form, read: FactsRead) -> Mapping[str, tuple[Source, ...]]:
    """The sources by the form's paths; lists count their entries: ``accounts.0``."""
    found: dict[str, list[Source]] = defaultdict(list)
    for fact in read.facts:
        place = place_of(fact.name, Kind(request.kind))
        source = _source(request, fact) if place is not None else None
        if place is None or source is None:
            continue
        for path in _paths(place, form, _put(fact)):
            if source not in found[path] and len(found[path]) < 2:
                found[path].append(source)
    return {path: tuple(sources) for path, sources in found.items()}


def _put(fact: ReadFact) -> str:
    """What the form has of it."""
    is_corrected = fact.judged is not None and fact.judged.verdict == Verdict.CORRECTED
    return fact.judged.put if is_corrected and fact.judged else fact.value


def _source(request: Request, fact: ReadFact) -> Source | None:
    place = next(iter(places_of(request, fact, 1)), None)
    judged = fact.judged
    if judged is not None and judged.verdict == Verdict.CORRECTED:
        return Source(before="read from", place=place, after=f"and corrected by {judged.by}")
    if fact.standing is Standing.SAME:
        if judged is not None and judged.verdict == Verdict.ACCEPTED:
            return Source(before="read from", place=place, after=f"and accepted by {judged.by}")
        return Source(before="", place=place, after="says the same")
    if fact.standing is Standing.DIFFERS:
        return Source(before="", place=place, after="says something else", is_otherwise=True)
    return None


def _paths(place: FormPlace, form: Form, value: str) -> Iterator[str]:
    if isinstance(place, Identifiers):
        for index, account in enumerate(form.get("accounts") or ()):
            if place.has({"accounts": [account]}, value):
                yield f"accounts.{index}"
    elif isinstance(place, Categories):
        for index, entry in enumerate(form.get("data_requested") or ()):
            if entry["category"] == value:
                yield f"data_requested.{index}"
    elif not isinstance(place, Span):
        yield place.path
