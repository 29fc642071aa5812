"""Reads one guideline file strictly: every problem with its line, or the guideline whole."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from writdesk.core.conditions import CONDITIONS, Parameter
from writdesk.core.guideline import Category, Guideline, PartReach, Provision, Routing
from writdesk.core.nearest import did_you_mean
from writdesk.core.readers import NUMBER, TEXT
from writdesk.core.shapes import Faults, Key, Reader, Shape, shown
from writdesk.guidelines import file_form as form
from writdesk.guidelines.errors import FaultyGuideline, Problem
from writdesk.guidelines.references import reference_faults
from writdesk.guidelines.sketch import sketch
from writdesk.guidelines.toml_lines import Lines

PARAMETER_READERS: Mapping[Parameter, Reader] = {
    Parameter.WORDS: form.WORDS,
    Parameter.COUNTRIES: form.COUNTRIES,
    Parameter.TEXT: TEXT,
    Parameter.NUMBER: NUMBER,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A file as read: the guideline if its form allowed one, its lines, and every problem found."""

    file: str
    guideline: Guideline | None
    lines: Lines
    problems: tuple[Problem, ...]

    def problem(self, path: str, code: str, message: str) -> Problem:
        """A problem at the line of this path."""
        return Problem(file=self.file, line=self.lines.of(path), code=code, message=message)


def load(path: Path) -> Guideline:
    """The guideline of this file. Raises ``FaultyGuideline`` with every problem of the file."""
    draft = read_draft(path)
    if draft.guideline is None or draft.problems:
        raise FaultyGuideline(draft.problems)
    return draft.guideline


def read_draft(path: Path, shown_as: str | None = None) -> Draft:
    """Read a file for the check: with all its problems, and as much of a guideline as there is."""
    file = shown_as or str(path)
    try:
        body = path.read_bytes()
        text = body.decode("utf-8")
        document = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        return _unreadable(file, error)
    faults: Faults = []
    guideline = read_guideline(document, "sha256:" + sha256(body).hexdigest(), faults)
    lines = Lines(text.replace("\r\n", "\n"))
    problems = [_located(file, lines, fault, "form") for fault in faults]
    seen = guideline or sketch(document)
    problems += [_located(file, lines, fault, "reference") for fault in reference_faults(seen)]
    return Draft(file=file, guideline=guideline, lines=lines, problems=tuple(sorted(problems)))


def _unreadable(file: str, error: Exception) -> Draft:
    line = 1
    if isinstance(error, tomllib.TOMLDecodeError) and "(at line " in str(error):
        line = int(str(error).split("(at line ")[1].split(",")[0])
    message = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    problem = Problem(file=file, line=line, code="unreadable", message=f"no readable TOML file: {message}")
    return Draft(file=file, guideline=None, lines=Lines(""), problems=(problem,))


def _located(file: str, lines: Lines, fault: str, code: str) -> Problem:
    path, _, message = fault.partition(": ")
    return Problem(file=file, line=lines.of(path), code=code, message=f"{path.removeprefix('$.')}: {message}")


def read_guideline(document: Mapping[str, Any], digest: str, faults: Faults) -> Guideline | None:
    """The guideline of a file's values; what is wrong goes into ``faults`` with its path."""
    for heading in document:
        if heading not in form.HEADINGS:
            faults.append(f"$.{heading}: is no known heading; {did_you_mean(heading, form.HEADINGS)}")
    parts: dict[str, Any] = {"digest": digest, **_read_head(document, faults)}
    for heading, shape in form.ONCE.items():
        if heading in document:
            parts[heading] = read_strictly(shape, document[heading], f"$.{heading}", faults)
    for heading, (attribute, shape) in form.MANY.items():
        parts[attribute] = tuple(_entries(document, heading, shape, faults))
    parts["routing"] = _read_routing(document.get("routing", {}), faults)
    parts["categories"] = tuple(_read_categories(document, faults))
    parts["provisions"] = tuple(_read_provisions(document, faults))
    return None if faults else Guideline(**parts)


def _read_head(document: Mapping[str, Any], faults: Faults) -> dict[str, Any]:
    if "guideline" not in document:
        faults.append("$.guideline: is missing; every file begins with [guideline]")
        return {}
    shape = Shape(makes=dict, keys=form.HEAD_KEYS)
    return read_strictly(shape, document["guideline"], "$.guideline", faults) or {}


def read_strictly(shape: Shape, value: Any, path: str, faults: Faults) -> Any:
    """Read one table; a key that its shape does not know is a fault."""
    for line in shape.unknown(value, path):
        faults.append(line.replace(": is not known and was not read; ", ": is no known key; "))
    return shape.read(value, path, faults)


def _tables(
    document: Mapping[str, Any], heading: str, faults: Faults, at: str = "$"
) -> Iterator[tuple[str, Any]]:
    tables = document.get(heading, [])
    if not isinstance(tables, list):
        faults.append(f"{at}.{heading}: stands with single brackets; write [[{heading}]]")
        return
    for index, table in enumerate(tables):
        path = f"{at}.{heading}[{index}]"
        if isinstance(table, Mapping):
            yield path, table
        else:
            faults.append(f"{path}: {shown(table)} is no table")


def _entries(
    document: Mapping[str, Any], heading: str, shape: Shape, faults: Faults, at: str = "$"
) -> Iterator[Any]:
    for path, table in _tables(document, heading, faults, at):
        entry = read_strictly(shape, table, path, faults)
        if entry is not None:
            yield entry


def _read_routing(table: Any, faults: Faults) -> Routing | None:
    if not isinstance(table, Mapping):
        faults.append("$.routing: stands with double brackets; write [routing]")
        return None
    own = {key: value for key, value in table.items() if key != "refers"}
    shape = Shape(makes=dict, keys=form.ROUTING_KEYS)
    parts = read_strictly(shape, own, "$.routing", faults) or {}
    refers = tuple(_entries(table, "refers", form.REFERRAL, faults, "$.routing"))
    return Routing(**parts, refers=refers)


def _read_categories(document: Mapping[str, Any], faults: Faults) -> Iterator[Category]:
    shape = Shape(makes=dict, keys=form.CATEGORY_KEYS)
    for path, table in _tables(document, "category", faults):
        own = {key: value for key, value in table.items() if key != "in_part"}
        parts = read_strictly(shape, own, path, faults)
        in_part: tuple[PartReach, ...] = tuple(_entries(table, "in_part", form.PART, faults, path))
        if parts is not None:
            yield Category(**parts, in_part=in_part)


def _read_provisions(document: Mapping[str, Any], faults: Faults) -> Iterator[Provision]:
    for path, table in _tables(document, "provision", faults):
        wanted = _parameters(table.get("condition"), path, faults)
        shape = Shape(makes=dict, keys=(*form.PROVISION_KEYS, *wanted))
        parts = read_strictly(shape, table, path, faults)
        if parts is not None:
            parameters = {key.name: _frozen(parts.pop(key.name)) for key in wanted}
            yield Provision(**parts, parameters=parameters)


def _parameters(name: Any, path: str, faults: Faults) -> tuple[Key, ...]:
    if not isinstance(name, str):
        return ()
    if name not in CONDITIONS:
        faults.append(f'{path}.condition: "{name}" is no known condition; {did_you_mean(name, CONDITIONS)}')
        return ()
    says = f"the condition {name} needs it, such as {CONDITIONS[name].example}"
    return tuple(
        Key(name=key, reader=PARAMETER_READERS[kind], is_required=True, says=says)
        for key, kind in CONDITIONS[name].parameters.items()
    )


def _frozen(value: Any) -> Any:
    return frozenset(value) if isinstance(value, tuple) else value
