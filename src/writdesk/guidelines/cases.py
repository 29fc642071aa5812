"""Worked cases: small changes to a base request, and what must come out. Form: docs/guideline-format.md."""

from __future__ import annotations

import copy
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from writdesk.core.assessment import Assessment, assess
from writdesk.core.errors import NoRequest
from writdesk.core.findings import ToldBy
from writdesk.core.guideline import Guideline
from writdesk.core.nearest import did_you_mean
from writdesk.core.request_document import parse_request, unknown_keys
from writdesk.guidelines.errors import FaultyGuideline, Problem
from writdesk.guidelines.toml_lines import Lines

CASE_KEYS = ("name", "base", "set", "unset", "told_by", "expect")


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One worked case: the sentence it proves, the request's JSON values, and what is expected."""

    file: str
    line: int
    name: str
    document: Mapping[str, Any]
    told_by: ToldBy
    expect: Mapping[str, Any]


def cases_file(guideline_file: Path) -> Path:
    """Where the cases of a guideline file lie: beside it."""
    return guideline_file.with_suffix(".cases.toml")


def guideline_file(cases: Path) -> Path:
    """The guideline file to which a file of cases belongs."""
    return cases.with_name(cases.name.removesuffix(".cases.toml") + ".toml")


def read_cases(path: Path) -> list[Case]:
    """The cases of one file. Raises ``FaultyGuideline`` with every fault of its form."""
    text = path.read_text(encoding="utf-8")
    document = tomllib.loads(text)
    lines, problems, found = Lines(text), list[Problem](), list[Case]()
    for index, entry in enumerate(document.get("case", [])):
        line = lines.of(f"$.case[{index}]")
        faults = list(_form_faults(entry, document.get("base", {})))
        problems += [Problem(file=str(path), line=line, code="case", message=fault) for fault in faults]
        if not faults:
            found.append(_case(path, line, entry, document["base"]))
    if problems:
        raise FaultyGuideline(problems)
    return found


def _form_faults(entry: Mapping[str, Any], bases: Mapping[str, Any]) -> Iterator[str]:
    for key in entry:
        if key not in CASE_KEYS:
            yield f"{key} is no known key of a case; {did_you_mean(key, CASE_KEYS)}"
    for key in ("name", "base", "expect"):
        if not entry.get(key):
            yield f"a case needs {key}"
    if entry.get("base", "") not in bases:
        yield f"there is no [base.{entry.get('base')}]; {did_you_mean(str(entry.get('base')), bases)}"
    for key in entry.get("expect", {}):
        if key not in EXPECTATIONS:
            yield f"{key} cannot be expected; {did_you_mean(key, EXPECTATIONS)}"


def _case(path: Path, line: int, entry: Mapping[str, Any], bases: Mapping[str, Any]) -> Case:
    document = copy.deepcopy(bases[entry["base"]])
    for fact, value in entry.get("set", {}).items():
        _put(document, fact, value)
    for fact in entry.get("unset", []):
        _put(document, fact, None)
    return Case(
        file=str(path),
        line=line,
        name=entry["name"],
        document=document,
        told_by=ToldBy(entry.get("told_by", ToldBy.FILE)),
        expect=entry["expect"],
    )


def _put(document: dict[str, Any], fact: str, value: Any) -> None:
    """Set one fact by its path: ``officer.name``, ``documents[0].signed``."""
    *above, last = [int(step) if step.isdigit() else step for step in re.findall(r"[^.\[\]]+", fact)]
    place: Any = document
    for step in above:
        if isinstance(step, str) and place.get(step) is None:
            place[step] = {}
        place = place[step]
    place[last] = value


def run_case(case: Case, guideline: Guideline) -> list[str]:
    """What came out otherwise than expected, one line each; empty when the case holds."""
    strange = unknown_keys(case.document)
    if strange:
        return strange
    try:
        request = parse_request(case.document)
    except NoRequest as error:
        return list(error.faults)
    assessment = assess(guideline, request, told_by=case.told_by)
    return [line for key, wanted in case.expect.items() for line in _compare(key, wanted, assessment)]


def _compare(key: str, wanted: Any, assessment: Assessment) -> Iterator[str]:
    got = EXPECTATIONS[key](assessment)
    if not isinstance(wanted, Mapping):
        if _plain(wanted) != _plain(got):
            yield f"{key}: expected {_plain(wanted)}, got {_plain(got)}"
        return
    for name, value in wanted.items():
        answer = got.get(name, ABSENT[key])
        if _plain(value) != _plain(answer):
            yield f"{key}.{name}: expected {_plain(value)}, got {_plain(answer)}"


def _plain(value: Any) -> Any:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    return str(value) if isinstance(value, str) else value


ABSENT = {
    "findings": "not_asked",
    "reach": "not_asked",
    "fields": [],
    "process_that_would": [],
    "clocks": "none",
}
EXPECTATIONS: Mapping[str, Callable[[Assessment], Any]] = {
    "disposition": lambda found: found.disposition,
    "needs_person": lambda found: found.needs_person,
    "served": lambda found: found.routing.served,
    "refer_to": lambda found: found.routing.refer_to or "none",
    "findings": lambda found: {each.provision.id: each.outcome for each in found.findings},
    "reach": lambda found: {each.category: each.reachable for each in found.reach},
    "fields": lambda found: {each.category: each.fields for each in found.reach},
    "process_that_would": lambda found: {each.category: each.process_that_would for each in found.reach},
    "notice": lambda found: found.notice.plan,
    "before_disclosure": lambda found: found.notice.before_disclosure,
    "clocks": lambda found: {each.name: each.due for each in found.clocks},
    "may_seek": lambda found: found.guideline.reimbursement.may_seek,
}


def outcomes_shown(cases: Iterable[Case]) -> dict[str, set[str]]:
    """For each provision, the outcomes that some case names under ``expect.findings``."""
    shown: dict[str, set[str]] = {}
    for case in cases:
        for provision, outcome in case.expect.get("findings", {}).items():
            shown.setdefault(provision, set()).add(outcome)
    return shown
