"""Loads a data map from its TOML file, strictly: every fault of the file is reported, not only the first."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from writdesk.core.collected import Holding
from writdesk.sources.data_map import (
    Accounts,
    Category,
    CategoryField,
    DataMap,
    Held,
    KeyType,
    Kind,
    Lookup,
    Pattern,
    Source,
    TimeColumn,
    TimeUnit,
    Written,
)
from writdesk.sources.data_map_check import check_data_map
from writdesk.sources.errors import DataMapError
from writdesk.sources.kind_section import COLUMN, TABLE, read_kind
from writdesk.sources.section import NAME, Section

_PART = re.compile(r"\{([a-z_]+)\}")


def load_data_map(path: Path) -> DataMap:
    """The data map in this file. Raises ``DataMapError`` with every fault, by file and key."""
    faults: list[str] = []
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataMapError([f"{path.name}: cannot be read: {error}"]) from error
    data_map = _read(Section(faults, "", content))
    if not faults:
        faults += check_data_map(data_map)
    if faults:
        raise DataMapError([f"{path.name}: {fault}" for fault in faults])
    return data_map


def _read(whole: Section) -> DataMap:
    platform = whole.table("platform")
    kinds = _read_kinds(whole.table("kinds"))
    data_map = DataMap(
        id=platform.text("id", NAME),
        title=platform.text("title"),
        guidelines=platform.texts("guidelines"),
        media_root=platform.optional_text("media_root"),
        sources={name: _read_source(name, section) for name, section in whole.table("sources").tables()},
        accounts=_read_accounts(whole.table("accounts")),
        identifiers={
            name: _read_identifier(name, part) for name, part in whole.table("identifiers").tables()
        },
        kinds=kinds,
        categories={
            name: _read_category(name, section, kinds) for name, section in whole.table("categories").tables()
        },
    )
    platform.end()
    whole.end()
    return data_map


def _read_kinds(section: Section) -> dict[str, Kind]:
    """Every kind; one that is ``like`` another takes from it what it does not say itself."""
    kinds = dict(section.tables())
    for part in kinds.values():
        model = part.optional_text("like", NAME)
        if model and (model not in kinds or kinds[model].has("like")):
            part.fault(f"{model!r} is no kind that is described whole", "like")
        elif model:
            part.fill_from(kinds[model])
    return {name: read_kind(name, part) for name, part in kinds.items()}


def _read_source(name: str, section: Section) -> Source:
    if section.has("url") == section.has("url_env"):
        section.fault("needs either url or url_env (the variable of the environment that holds the URL)")
    parquet: dict[str, str] = {}
    for table, files in section.table("parquet").entries():
        if isinstance(files, str) and re.fullmatch(TABLE, table):
            parquet[table] = files
        else:
            section.fault(
                f"a table's name and its file or pattern are needed, not {files!r}", f"parquet.{table}"
            )
    source = Source(
        id=name, url=section.optional_text("url"), url_env=section.optional_text("url_env"), parquet=parquet
    )
    section.end()
    return source


def _read_accounts(section: Section) -> Accounts:
    accounts = Accounts(
        source=section.text("source", NAME),
        table=section.text("table", TABLE),
        id=section.text("id", COLUMN),
        id_type=section.choice("id_type", KeyType.TEXT),
        id_pattern=section.text("id_pattern"),
    )
    section.end()
    return accounts


def _read_identifier(name: str, section: Section) -> Lookup | Pattern:
    found = _read_pattern(name, section) if section.has("pattern") else _read_lookup(name, section)
    section.end()
    return found


def _read_pattern(name: str, section: Section) -> Pattern:
    pattern = section.text("pattern")
    parts = tuple(_PART.findall(pattern))
    if not parts or len(set(parts)) < len(parts):
        section.fault("needs at least one {identifier}, each once", "pattern")
    return Pattern(type=name, pattern=pattern, parts=parts)


def _read_lookup(name: str, section: Section) -> Lookup:
    return Lookup(
        type=name,
        source=section.text("source", NAME),
        table=section.text("table", TABLE),
        column=section.text("column", COLUMN),
        column_type=section.choice("column_type", KeyType.TEXT),
        account=section.text("account", COLUMN),
        written=section.choice("written", Written.EXACTLY),
        held_from=_read_time(section, "held_from"),
        held_until=_read_time(section, "held_until"),
    )


def _read_time(section: Section, key: str) -> TimeColumn | None:
    if not section.has(key):
        return None
    part = section.table(key)
    moment = TimeColumn(column=part.text("column", COLUMN), unit=part.choice("unit", TimeUnit.SECONDS))
    if not part.has("unit"):
        part.fault("is missing", "unit")
    part.end()
    return moment


def _read_category(name: str, section: Section, kinds: Mapping[str, Kind]) -> Category:
    fields = {field: _read_field(field, part, kinds) for field, part in section.table("fields").tables()}
    if not fields:
        section.fault("lists no field", "fields")
    category = Category(
        id=name, fields=fields, leaves_out_publicly_available=section.flag("leaves_out_publicly_available")
    )
    section.end()
    return category


def _read_field(name: str, section: Section, kinds: Mapping[str, Kind]) -> CategoryField:
    columns = _read_columns(section, kinds)
    held = [Held(holding=section.choice("holding", Holding.HELD), note=section.optional_text("note") or "")]
    for part in section.list_of_tables("also"):
        held.append(Held(holding=part.choice("holding", Holding.HELD), note=part.text("note")))
        part.end()
    if (held[0].holding is Holding.NOT_HELD) == bool(columns):
        section.fault("has columns exactly when it is not not_held", "columns")
    if held[0].holding is not Holding.HELD and not held[0].note:
        section.fault(
            f"{held[0].holding} needs a note that tells the officer what is missing and why", "note"
        )
    section.end()
    return CategoryField(id=name, columns=columns, held=tuple(held))


def _read_columns(section: Section, kinds: Mapping[str, Kind]) -> dict[str, tuple[str, ...]]:
    """``kind.column`` names one, ``kind.*`` all of a kind."""
    columns: dict[str, tuple[str, ...]] = {}
    for reference in section.texts("columns"):
        kind, _, name = reference.partition(".")
        known = kinds[kind].names() if kind in kinds else ()
        if not known or name not in (*known, "*"):
            section.fault(f"{reference!r} is no column of a kind in this file", "columns")
        columns[kind] = columns.get(kind, ()) + (known if name == "*" else (name,))
    return columns
