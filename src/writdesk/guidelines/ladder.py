"""The ladder: which process opens which data category, as a table that one reads at a glance."""

from __future__ import annotations

from dataclasses import dataclass

from writdesk.core.guideline import Category, Guideline, ProcessRule
from writdesk.core.reach import Reach, Reachable, cell

IN_WORDS = {
    Reachable.YES: "yes",
    Reachable.NO: "no",
    Reachable.IN_PART: "in part",
    Reachable.CANNOT_TELL: "not stated",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Rung:
    """One process with one answer for each category, in the ladder's order of categories."""

    process: ProcessRule
    cells: tuple[Reach, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Ladder:
    """Categories across, processes down, from the process that opens least to the one that opens most."""

    categories: tuple[Category, ...]
    rungs: tuple[Rung, ...]


def ladder(guideline: Guideline) -> Ladder:
    """The ladder of a guideline. Categories stand from the most to the least easily opened."""
    categories = sorted(guideline.categories, key=lambda category: -len(category.reached_by))
    rungs = [
        Rung(process=process, cells=tuple(cell(category, process) for category in categories))
        for process in guideline.processes
    ]
    rungs.sort(
        key=lambda rung: sum(each.reachable is Reachable.YES for each in rung.cells) or len(categories) + 1
    )
    return Ladder(categories=tuple(categories), rungs=tuple(rungs))
