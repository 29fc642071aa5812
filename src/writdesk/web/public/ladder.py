"""The ladder: which process opens which data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from writdesk.core.guideline import Category, Guideline, ProcessRule


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What one process opens of one category: yes, no, in_part or cannot_tell."""

    process: str
    answer: str
    fields: str = ""


@dataclass(frozen=True, kw_only=True)
class Rung:
    """One category with a cell for each process."""

    category: str
    anchor: str
    cells: tuple[Cell, ...]


def ladder_of(guideline: Guideline) -> tuple[Rung, ...]:
    """One rung for each category, one cell for each process, both in the file's order."""
    return tuple(_rung(category, guideline) for category in guideline.categories)


def title_of(process: ProcessRule) -> str:
    """A process as people say it."""
    return process.title or process.id.replace("_", " ")


def spoken(names: Iterable[str]) -> str:
    """Ids in a row, as words."""
    return ", ".join(name.replace("_", " ") for name in names)


def _rung(category: Category, guideline: Guideline) -> Rung:
    cells = tuple(_cell(category, process) for process in guideline.processes)
    return Rung(category=category.title, anchor=f"data-{category.id}", cells=cells)


def _cell(category: Category, process: ProcessRule) -> Cell:
    if process.id in category.reached_by:
        return Cell(process=title_of(process), answer="yes")
    for part in category.in_part:
        if part.process == process.id:
            return Cell(process=title_of(process), answer="in_part", fields=spoken(part.fields))
    answer = "cannot_tell" if process.id in category.unstated_for else "no"
    return Cell(process=title_of(process), answer=answer)
