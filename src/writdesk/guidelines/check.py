"""The check of guideline files: everything wrong with them, with file and line."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

from writdesk.core.conditions import CONDITIONS, Outcome
from writdesk.core.guideline import Guideline
from writdesk.guidelines.cases import cases_file, outcomes_shown, read_cases, run_case
from writdesk.guidelines.catalogue import Catalogue, guideline_files
from writdesk.guidelines.copies import differences_from_original
from writdesk.guidelines.errors import FaultyGuideline, GuidelineError, Problem
from writdesk.guidelines.load import Draft, read_draft

A_DAY = timedelta(days=1)


def check(paths: Sequence[Path], shelf: Catalogue) -> list[Problem]:
    """Every problem of these files: form, references, copies, versions and worked cases.

    ``shelf`` is where guidelines are found that a file says it copies.
    """
    drafts = {path: read_draft(path) for path in paths}
    problems = [problem for draft in drafts.values() for problem in draft.problems]
    whole = {path: draft for path, draft in drafts.items() if draft.guideline is not None}
    for draft in whole.values():
        problems += _copy_problems(draft, shelf)
    problems += _version_problems([*whole.values(), *_siblings(whole)])
    for path, draft in whole.items():
        if not draft.problems:
            problems += _case_problems(path, draft)
    return sorted(set(problems))


def _of(draft: Draft) -> Guideline:
    assert draft.guideline is not None
    return draft.guideline


# --- copies ---


def _copy_problems(draft: Draft, shelf: Catalogue) -> Iterator[Problem]:
    """What a guideline has lost against the one it says it copies."""
    copied = _of(draft).copy_of
    if copied is None:
        return
    try:
        original = shelf.get(copied)
    except GuidelineError as error:
        yield draft.problem("$.guideline.copy_of", "copy", f"copy_of: {error}")
        return
    yield from differences_from_original(draft, original)


# --- versions ---


def _siblings(whole: dict[Path, Draft]) -> list[Draft]:
    """The other versions beside the files checked, so that one file alone shows its overlaps too."""
    folders = {path.parent for path in whole if path.parent.name == _of(whole[path]).id}
    checked = {path.resolve() for path in whole}
    others = [
        path for folder in sorted(folders) for path in guideline_files(folder.parent) if path.parent == folder
    ]
    drafts = [read_draft(path) for path in others if path.resolve() not in checked]
    return [draft for draft in drafts if draft.guideline is not None]


def _version_problems(drafts: Iterable[Draft]) -> Iterator[Problem]:
    by_id: dict[str, list[Draft]] = {}
    for draft in drafts:
        by_id.setdefault(_of(draft).id, []).append(draft)
    for versions in by_id.values():
        versions.sort(key=lambda draft: (_of(draft).in_force_from, _of(draft).version))
        for draft in versions:
            yield from _own_dates(draft)
        for earlier, later in pairwise(versions):
            yield from _neighbours(earlier, later)


def _own_dates(draft: Draft) -> Iterator[Problem]:
    guideline = _of(draft)
    if guideline.in_force_until is not None and guideline.in_force_until < guideline.in_force_from:
        message = f"in_force_until: {guideline.name} ends before it begins"
        yield draft.problem("$.guideline.in_force_until", "versions", message)


def _neighbours(earlier: Draft, later: Draft) -> Iterator[Problem]:
    """Two versions of one guideline that follow each other: the same name, an overlap, or a gap."""
    first, second = _of(earlier), _of(later)
    if first.version == second.version:
        message = f"the version {first.version} of {first.id} stands in {earlier.file} as well"
        yield later.problem("$.guideline.version", "versions", message)
    if first.in_force_from == second.in_force_from:
        message = f"{second.name} and {first.name} come into force on the same day"
        yield later.problem("$.guideline.in_force_from", "versions", message)
        return
    end = first.in_force_until
    if end is not None and end >= second.in_force_from:
        message = f"in_force_until: {first.name} overlaps {second.name}, which begins {second.in_force_from}"
        yield earlier.problem("$.guideline.in_force_until", "versions", message)
    if end is not None and end + A_DAY < second.in_force_from:
        message = f"in_force_until: nothing is in force between {first.name} and {second.name}"
        yield earlier.problem("$.guideline.in_force_until", "versions", message)


# --- worked cases ---


def _case_problems(path: Path, draft: Draft) -> Iterator[Problem]:
    """Cases that do not hold, and provisions that no case shows in each outcome they can have."""
    file = cases_file(path)
    if not file.exists():
        message = f"no worked cases; write {file.name} beside the file"
        yield draft.problem("$.guideline", "cases", message)
        return
    try:
        cases = read_cases(file)
        shown = outcomes_shown(cases)
    except (FaultyGuideline, tomllib.TOMLDecodeError) as error:
        yield from error.problems if isinstance(error, FaultyGuideline) else [_unreadable(file, error)]
        return
    for case in cases:
        for line in run_case(case, _of(draft)):
            yield Problem(file=case.file, line=case.line, code="case", message=f"“{case.name}”: {line}")
    for index, provision in enumerate(_of(draft).provisions):
        never = CONDITIONS[provision.condition].never
        for outcome in Outcome:
            if outcome not in never and outcome not in shown.get(provision.id, set()):
                message = f"{provision.id}: no worked case shows it {outcome.replace('_', ' ')}"
                yield draft.problem(f"$.provision[{index}].id", "cases", message)


def _unreadable(file: Path, error: Exception) -> Problem:
    return Problem(file=str(file), line=1, code="unreadable", message=f"no readable TOML file: {error}")
