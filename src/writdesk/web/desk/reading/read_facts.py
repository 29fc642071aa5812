"""What was read from the documents, beside what the form says: to accept, to correct, to dismiss."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from writdesk.actions.review.accept_read_facts import certain_and_missing
from writdesk.actions.review.facts_read import FactsRead, ReadFact
from writdesk.core.fact_words import fact_words
from writdesk.core.form_places import Fixed
from writdesk.core.guideline import Guideline
from writdesk.core.read_facts import Standing, place_of
from writdesk.core.request import Kind
from writdesk.store.readings import FactJudgement, Reading
from writdesk.store.requests import Request
from writdesk.web.desk.reading.marks import Place, places_of
from writdesk.web.desk.reading.read_words import Input, input_for, said_in_words
from writdesk.web.desk.refusals import FormState, Refusal, state_of
from writdesk.web.measures import instant_words

# So many of each list stand on the page; the rest is counted, and moves up as these are judged.
MOST_OPEN = 40
MOST_FOLDED = 100
PLACES = 3
Verdict = FactJudgement.Verdict
_SAID = {
    Verdict.ACCEPTED: "Accepted",
    Verdict.CORRECTED: "Corrected",
    Verdict.DISMISSED: "Dismissed",
    Verdict.UNDONE: "Offered again",
}


@dataclass(frozen=True, kw_only=True)
class FactRow:
    """One read fact. ``form_says`` is empty where the form says nothing; ``input`` is for a correction."""

    ref: str
    label: str
    value: str
    form_says: str
    places: tuple[Place, ...]
    more_places: int
    is_certain: bool
    because: str
    is_fixed: bool
    judged: str
    put: str
    reason: str
    input: Input
    correcting: FormState


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A list of facts as far as it is shown."""

    rows: tuple[FactRow, ...]
    total: int

    @property
    def left_over(self) -> int:
        """How many are not shown."""
        return self.total - len(self.rows)


@dataclass(frozen=True, kw_only=True)
class ReadPart:
    """The part of the request's page on what was read."""

    pending: int
    failed: int
    never: int
    documents_left: int
    may_judge: bool
    may_read_again: bool
    differences: Listed
    offers: Listed
    certain: Listed
    further: Listed
    same: Listed
    other: Listed
    judged: Listed

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say at all."""
        return not (self.pending or self.failed or self.never or self.found)

    @property
    def found(self) -> int:
        """How many facts there are."""
        lists = (self.differences, self.offers, self.further, self.same, self.other, self.judged)
        return sum(each.total for each in lists)

    @property
    def is_settled(self) -> bool:
        """Whether nobody has to do anything about it."""
        return not (self.differences.total or self.offers.total)


@dataclass(frozen=True, kw_only=True)
class _Rows:
    request: Request
    form: Mapping[str, Any]
    guideline: Guideline
    refusal: Refusal | None

    def listed(self, facts: Sequence[ReadFact], most: int) -> Listed:
        return Listed(rows=tuple(self.row(fact) for fact in facts[:most]), total=len(facts))

    def row(self, fact: ReadFact) -> FactRow:
        place = place_of(fact.name, Kind(self.request.kind))
        said = place.said(self.form) if place else []
        judged = fact.judged
        return FactRow(
            ref=fact.ref,
            label=fact_words(fact.name),
            value=self._words(fact.name, fact.value),
            form_says="; ".join(self._words(fact.name, each) for each in said[:5]),
            places=places_of(self.request, fact, PLACES),
            more_places=max(0, len(fact.places) - PLACES),
            is_certain=fact.is_certain,
            because=fact.because,
            is_fixed=isinstance(place, Fixed),
            judged=f"{_SAID[Verdict(judged.verdict)]} by {judged.by}, {instant_words(judged.at)}"
            if judged
            else "",
            put=self._words(fact.name, judged.put) if judged and judged.verdict == Verdict.CORRECTED else "",
            reason=judged.reason if judged else "",
            input=input_for(fact.name, fact.value, self.guideline),
            correcting=state_of(f"fact-{fact.ref}", self.refusal),
        )

    def _words(self, name: str, value: str) -> str:
        return said_in_words(name, value, self.guideline)


def read_part(
    request: Request,
    form: Mapping[str, Any],
    read: FactsRead,
    guideline: Guideline,
    *,
    may_judge: bool,
    total: int,
    refusal: Refusal | None = None,
) -> ReadPart:
    """The part for this person. ``total`` is how many documents the request has. One query."""
    states = dict(request.readings.order_by().values_list("state").annotate(Count("id")))
    rows = _Rows(request=request, form=form, guideline=guideline, refusal=refusal)
    by = _sorted(read.facts)
    failed, never = states.get(Reading.State.FAILED, 0), total - sum(states.values())
    return ReadPart(
        pending=states.get(Reading.State.PENDING, 0),
        failed=failed,
        never=never,
        documents_left=total - len(read.documents),
        may_judge=may_judge,
        may_read_again=may_judge and bool(failed or never),
        differences=rows.listed(by["differences"], MOST_OPEN),
        offers=rows.listed(by["offers"], MOST_OPEN),
        certain=rows.listed(certain_and_missing(read.facts)[:MOST_FOLDED], MOST_FOLDED),
        further=rows.listed(by["further"], MOST_OPEN),
        same=rows.listed(by["same"], MOST_FOLDED),
        other=rows.listed(by["other"], MOST_FOLDED),
        judged=rows.listed(by["judged"], MOST_FOLDED),
    )


def _sorted(facts: Sequence[ReadFact]) -> dict[str, list[ReadFact]]:
    """Each fact in its list."""
    by: dict[str, list[ReadFact]] = {
        name: [] for name in ("differences", "offers", "further", "same", "other", "judged")
    }
    for fact in facts:
        by[_list_of(fact)].append(fact)
    return by


def _list_of(fact: ReadFact) -> str:
    if fact.is_open:
        names = {Standing.DIFFERS: "differences", Standing.MISSING: "offers"}
        return names.get(fact.standing, "further")
    if fact.judged is not None and fact.judged.verdict != Verdict.UNDONE:
        return "judged"
    return "other" if fact.standing is Standing.NO_PLACE else "same"
