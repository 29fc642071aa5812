"""Checks that the parts of a data map fit together: what is named exists, and nothing stands twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from writdesk.sources.data_map import DataMap, Kind, Lookup, Part, Pattern


def check_data_map(data_map: DataMap) -> list[str]:
    """Every fault, by key; an empty list for a sound data map."""
    faults = [*_platform_faults(data_map), *_identifier_faults(data_map)]
    for kind in data_map.kinds.values():
        faults += [f"kinds.{kind.id}.{fault}" for fault in _kind_faults(data_map, kind)]
    return faults


def _platform_faults(data_map: DataMap) -> Iterator[str]:
    if not data_map.guidelines:
        yield "platform.guidelines: name the guidelines that this data map serves"
    for part in ("sources", "kinds", "categories", "identifiers"):
        if not getattr(data_map, part):
            yield f"{part}: is empty"
    if data_map.accounts.source not in data_map.sources:
        yield f"accounts.source: there is no source {data_map.accounts.source!r}"
    try:
        re.compile(data_map.accounts.id_pattern)
    except re.error as error:
        yield f"accounts.id_pattern: is no regular expression: {error}"


def _identifier_faults(data_map: DataMap) -> Iterator[str]:
    for name, identifier in data_map.identifiers.items():
        match identifier:
            case Lookup() if identifier.source not in data_map.sources:
                yield f"identifiers.{name}.source: there is no source {identifier.source!r}"
            case Lookup() if (identifier.held_from is None) != (identifier.held_until is None):
                yield f"identifiers.{name}: held_from and held_until stand together or not at all"
            case Pattern():
                for part in identifier.parts:
                    if not isinstance(data_map.identifiers.get(part), Lookup):
                        yield f"identifiers.{name}.pattern: {{{part}}} is no identifier with a table"
            case _:
                pass


def _kind_faults(data_map: DataMap, kind: Kind) -> Iterator[str]:
    if kind.source not in data_map.sources:
        yield f"source: there is no source {kind.source!r}"
    if not kind.columns:
        yield "columns: is empty"
    if kind.media and not data_map.media_root:
        yield "media: needs platform.media_root"
    if any(column.party for column in kind.columns) and not kind.third_parties:
        yield "third_parties: others stand in these records: a note must say how it is minimised, or why not"
    yield from _time_faults(kind)
    yield from _name_faults(kind)
    yield from _reference_faults(kind)


def _time_faults(kind: Kind) -> Iterator[str]:
    column = kind.time_column()
    if kind.time and column is None:
        yield f"time: there is no column {kind.time!r} in this kind"
    if column is not None and column.unit is None:
        yield f"columns.{column.name}: is this kind's time and needs a unit"
    for other in kind.columns:
        if other.unit and (other.party or other.conversion != "as_is"):
            yield f"columns.{other.name}: a time is neither converted nor a party"


def _name_faults(kind: Kind) -> Iterator[str]:
    """A time stands twice, a party brings a flag: those names must be free too."""
    names: list[str] = []
    for column in kind.columns:
        names.append(column.name)
        if column.unit:
            names.append(f"{column.name}_original")
        if column.party:
            names.append(f"{column.name}_is_account_holder")
    names += [part.name for part in kind.media]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"columns: the name {name!r} stands twice"


def _reference_faults(kind: Kind) -> Iterator[str]:
    """Columns may name this kind's joins only, a join only what stands before it."""
    before: set[str] = set()
    for join in kind.joins:
        if join.alias == kind.table.rpartition(".")[2]:
            yield f"joins.{join.alias}: has the name of the kind's own table"
        for _, right in join.on:
            if "." in right and right.partition(".")[0] not in before:
                yield f"joins.{join.alias}.on: {right!r} names no table that stands before"
        before.add(join.alias)
    for reference in _references(kind):
        if "." in reference and reference.partition(".")[0] not in before:
            yield f"{reference}: there is no join of that name"


def _references(kind: Kind) -> list[str]:
    parts: list[Part] = [*kind.columns, *kind.media, *kind.only_when, *kind.publicly_available]
    return [kind.account, kind.record_id, *(part.column for part in parts)]
