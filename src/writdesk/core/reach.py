"""Reach: which of the requested data categories the legal process opens."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from writdesk.core.guideline import Category, Guideline, ProcessRule
from writdesk.core.nearest import did_you_mean
from writdesk.core.request import DataRequested, Kind, Request
from writdesk.core.routing import Routed


class Reachable(StrEnum):
    """Whether a category is opened. CANNOT_TELL: the text does not say."""

    YES = "yes"
    NO = "no"
    IN_PART = "in_part"
    CANNOT_TELL = "cannot_tell"


class Reach(NamedTuple):
    """The answer for one category asked for; ``fields`` only where it is reached in part."""

    category: str
    reachable: Reachable
    because: str
    process_that_would: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()

    def to_document(self) -> dict[str, Any]:
        """The answer as JSON values, in the contract's order of keys."""
        document: dict[str, Any] = {
            "category": self.category,
            "requested": True,
            "reachable": self.reachable.value,
            "because": self.because,
            "process_that_would": list(self.process_that_would),
        }
        return {**document, "fields": list(self.fields)} if self.fields else document


Cells = Mapping[tuple[str, str], Reach]


class Reacher:
    """Answers reach under one guideline, from a table of every process and category made beforehand."""

    def __init__(self, guideline: Guideline) -> None:
        """Work out every cell of the ladder: once as it blocks, once as it does not."""
        self._categories = {category.id: category for category in guideline.categories}
        self._routes = guideline.foreign.routes
        self._processes = {process.id: process for process in guideline.processes}
        self._cells = {
            (category.id, process.id): cell(category, process)
            for category in guideline.categories
            for process in guideline.processes
        }
        self._cells |= {(each.id, ""): _no_process(each) for each in guideline.categories}
        self._soft_cells = {place: _never_blocking(answer) for place, answer in self._cells.items()}

    def reach(self, request: Request, routing: Routed) -> tuple[Reach, ...]:
        """One answer for each entry of the data requested, in the officer's order."""
        if not routing.served:
            return tuple(self._by_treaty_only(entry.category, routing) for entry in request.data_requested)
        process = request.process
        named = (process.id or "") if process is not None else ""
        form = process.form if process is not None else None
        cells = self._cells if request.kind is Kind.LEGAL else self._soft_cells
        return tuple([self._one(cells, entry, named, form) for entry in request.data_requested])

    def _one(self, cells: Cells, entry: DataRequested, named: str, form: str | None) -> Reach:
        found = cells.get((entry.category, named))
        if found is None:
            return self._unknown(entry.category, named)
        if form and named:
            found = self._by_form(found, named, form)
        if entry.publicly_available is not False and self._categories[entry.category].except_when:
            found = self._unless_public(found, entry)
        return found

    def _unknown(self, name: str, named: str) -> Reach:
        """A category or a process that the guideline does not know."""
        category = self._categories.get(name)
        if category is None:
            guess = did_you_mean(name, self._categories)
            return Reach(name, Reachable.NO, f'This guideline knows no category "{name}"; {guess}')
        guess = did_you_mean(named, self._processes)
        because = f'This guideline knows no process "{named}"; {guess}'
        return Reach(name, Reachable.NO, because, category.reached_by)

    def _by_treaty_only(self, name: str, routing: Routed) -> Reach:
        """Another country's own process opens nothing, even where it bears a name known here."""
        category = self._categories.get(name)
        would = category.reached_by if category is not None else ()
        routes = tuple(process for process in would if process in self._routes)
        return Reach(name, Reachable.NO, routing.because, routes)

    def _by_form(self, found: Reach, named: str, form: str) -> Reach:
        forms = self._processes[named].forms
        if not forms or form in forms or found.reachable is Reachable.NO:
            return found
        because = (
            f'A {named} of the form "{form}" is not among {", ".join(forms)}; {did_you_mean(form, forms)}'
        )
        others = tuple(each for each in self._categories[found.category].reached_by if each != named)
        return Reach(found.category, Reachable.NO, because, others)

    def _unless_public(self, found: Reach, entry: DataRequested) -> Reach:
        category = self._categories[entry.category]
        if entry.publicly_available:
            because = category.except_text or "What is publicly available is not provided through a request."
            return Reach(entry.category, Reachable.NO, because)
        if found.reachable is Reachable.NO:
            return found
        because = "Whether it is publicly available, and so not provided, is not stated. " + found.because
        return found._replace(reachable=Reachable.CANNOT_TELL, because=because)


def _no_process(category: Category) -> Reach:
    return Reach(category.id, Reachable.NO, "No legal process is named.", category.reached_by)


def _never_blocking(answer: Reach) -> Reach:
    """The category's own rule, for a request that it does not block."""
    return answer._replace(
        because=f"{answer.because} This is the rule for legal process and does not block here."
    )


def cell(category: Category, process: ProcessRule) -> Reach:
    """What one process opens of one category."""
    if process.id in category.reached_by:
        return Reach(category.id, Reachable.YES, f"{process.title} opens it: “{category.text}”")
    for part in category.in_part:
        if part.process == process.id:
            because = f"{process.title} opens only {', '.join(part.fields)}: “{category.text}”"
            return Reach(category.id, Reachable.IN_PART, because, category.reached_by, part.fields)
    if process.id in category.unstated_for:
        because = f"The text does not say whether {process.title} opens it."
        return Reach(category.id, Reachable.CANNOT_TELL, because, category.reached_by)
    because = f"{process.title} does not open it: “{category.text}”"
    return Reach(category.id, Reachable.NO, because, category.reached_by)
