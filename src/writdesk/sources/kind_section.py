"""Reads one kind of record from a data map: its table, joins, columns, media and tests."""

from __future__ import annotations

import re
from typing import Any

from writdesk.sources.data_map import (
    Column,
    Conversion,
    Join,
    KeyType,
    Kind,
    MediaPart,
    Test,
    TimeUnit,
    Undated,
)
from writdesk.sources.section import NAME, Section

COLUMN = r"[A-Za-z_][A-Za-z0-9_]*"
TABLE = rf"{COLUMN}(\.{COLUMN})?"
REFERENCE = rf"({NAME}\.)?{COLUMN}"
MEDIA_TYPE = r"[a-z]+/[a-z0-9.+-]+"


def read_kind(name: str, section: Section) -> Kind:
    """The kind in this section; its faults are noted there."""
    kind = Kind(
        id=name,
        title=section.text("title"),
        source=section.text("source", NAME),
        table=section.text("table", TABLE),
        joins=tuple(_read_join(alias, part) for alias, part in section.table("joins").tables()),
        account=section.text("account", REFERENCE),
        account_type=section.choice("account_type", KeyType.TEXT),
        record_id=section.text("id", REFERENCE),
        time=section.optional_text("time", NAME),
        undated=section.choice("undated", Undated.WITHHOLD),
        columns=tuple(
            _read_column(column, section.table("columns")) for column in _names(section, "columns")
        ),
        media=tuple(_read_media(part, media) for part, media in section.table("media").tables()),
        only_when=_read_tests(section.table("only_when")),
        publicly_available=_read_tests(section.table("publicly_available")),
        third_parties=_read_third_parties(section),
    )
    section.end()
    return kind


def _names(section: Section, key: str) -> list[str]:
    names = [name for name, _ in section.table(key).entries()]
    for name in names:
        if not re.fullmatch(NAME, name):
            section.fault("a name has small letters, digits and _ only", f"{key}.{name}")
    return names


def _read_column(name: str, columns: Section) -> Column:
    bare = next(value for key, value in columns.entries() if key == name)
    if isinstance(bare, str):
        columns.text(name, REFERENCE)
        return Column(name=name, column=bare, unit=None, conversion=Conversion.AS_IS, party=False)
    part = columns.table(name)
    column = Column(
        name=name,
        column=part.text("column", REFERENCE),
        unit=part.choice("unit", TimeUnit.SECONDS) if part.has("unit") else None,
        conversion=part.choice("as", Conversion.AS_IS),
        party=part.flag("party"),
    )
    part.end()
    return column


def _read_media(name: str, section: Section) -> MediaPart:
    part = MediaPart(
        name=name,
        column=section.text("column", REFERENCE),
        media_type=section.text("media_type", MEDIA_TYPE),
    )
    section.end()
    return part


def _read_join(alias: str, section: Section) -> Join:
    pairs = [(left, right) for left, right in section.table("on").entries() if _is_pair(left, right, section)]
    if not pairs:
        section.fault("needs at least one pair: column of the joined table = column that stands before", "on")
    join = Join(alias=alias, table=section.text("table", TABLE), on=tuple(pairs))
    section.end()
    return join


def _is_pair(left: str, right: Any, section: Section) -> bool:
    if isinstance(right, str) and re.fullmatch(COLUMN, left) and re.fullmatch(REFERENCE, right):
        return True
    section.fault(f"{left} = {right!r} is no pair of columns", "on")
    return False


def _read_tests(section: Section) -> tuple[Test, ...]:
    tests: list[Test] = []
    for column, value in section.entries():
        if not re.fullmatch(REFERENCE, column):
            section.fault("is no column", column)
        test = _read_test(column, value)
        if test is None:
            section.fault("a value, a list of values or { is_null = true } is needed", column)
        else:
            tests.append(test)
    return tuple(tests)


def _read_test(column: str, value: Any) -> Test | None:
    """``column = "a"``, ``column = ["a", "b"]``, ``column = { is_null = false }``."""
    if isinstance(value, dict):
        wanted = value.get("is_null")
        return Test(column=column, is_null=wanted) if len(value) == 1 and isinstance(wanted, bool) else None
    values = value if isinstance(value, list) else [value]
    same_type = len({type(each) for each in values}) == 1
    if not same_type or not isinstance(values[0], str | int | bool):
        return None
    return Test(column=column, one_of=tuple(values))


def _read_third_parties(section: Section) -> str:
    if not section.has("third_parties"):
        return ""
    part = section.table("third_parties")
    note = part.text("note")
    part.end()
    return note
