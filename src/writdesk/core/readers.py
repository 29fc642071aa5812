"""Readers of single values: text, yes or no, days, instants, countries, lists and objects."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from writdesk.core.shapes import Faults, Reader, Shape, shown

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# RFC 3339: 2024-03-04T15:20:00Z. The parser also matches a time without its offset, to say what it lacks.
MOMENT = DAY.pattern + r"[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?"
OFFSET = "([Zz]|[+-][0-9]{2}:[0-9]{2})"
INSTANT = re.compile(MOMENT + OFFSET + "?")


def _same(value: Any) -> Any:
    return value


def _iso(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _is_clean(value: str) -> bool:
    # A lone surrogate is half a character; it can be neither printed nor stored.
    return not any("\ud800" <= sign <= "\udfff" for sign in value)


def _read_text(value: Any, path: str, faults: Faults) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        faults.append(f"{path}: {shown(value)} is no text; write it between quotes, or null")
    elif not _is_clean(value):
        faults.append(f"{path}: {shown(value)} holds half a character (a lone surrogate); write it out")
    else:
        return value
    return None


def _read_name(value: Any, path: str, faults: Faults) -> str | None:
    before = len(faults)
    text = _read_text(value, path, faults)
    if len(faults) == before and (text is None or not text.strip()):
        faults.append(f"{path}: {shown(value)} is empty; a name is needed")
    return text


def _read_flag(value: Any, path: str, faults: Faults) -> bool | None:
    if value is not None and not isinstance(value, bool):
        faults.append(f"{path}: {shown(value)} is neither true, false nor null")
        return None
    return value


def _read_number(value: Any, path: str, faults: Faults) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        faults.append(f"{path}: {shown(value)} is no whole number from 0 upward")
        return None
    return value


def _read_day(value: Any, path: str, faults: Faults) -> date | None:
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    try:
        if isinstance(value, str) and DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    faults.append(f"{path}: {shown(value)} is no date; write YYYY-MM-DD")
    return None


def _read_instant(value: Any, path: str, faults: Faults) -> datetime | None:
    instant = value if isinstance(value, datetime) else _instant(value)
    if instant is None:
        faults.append(f"{path}: {shown(value)} is no time; write 2024-03-04T15:20:00Z")
        return None
    if instant.tzinfo is None:
        faults.append(f"{path}: {shown(str(value))} has no time zone; add Z or +02:00")
        return None
    try:
        return instant.astimezone(UTC)
    except OverflowError:
        faults.append(f"{path}: {shown(str(value))} lies outside the years 1 to 9999")
        return None


def _instant(value: Any) -> datetime | None:
    try:
        if isinstance(value, str) and INSTANT.fullmatch(value):
            return datetime.fromisoformat(value.upper())
    except ValueError:
        pass
    return None


def _read_country(value: Any, path: str, faults: Faults) -> str | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str) or re.fullmatch(r"[A-Z]{2}", value) is None:
        faults.append(
            f"{path}: {shown(value)} is no country; write two capital letters (ISO 3166-1), or null"
        )
        return None
    return value


def _nullable(kind: str, **more: Any) -> dict[str, Any]:
    return {"type": [kind, "null"], **more}


TEXT = Reader(read=_read_text, write=_same, schema=_nullable("string"))
NAME = Reader(read=_read_name, write=_same, schema={"type": "string", "pattern": r"\S"})
FLAG = Reader(read=_read_flag, write=_same, schema=_nullable("boolean"))
NUMBER = Reader(read=_read_number, write=_same, schema=_nullable("integer", minimum=0))
DAY_READER = Reader(
    read=_read_day, write=_iso, schema=_nullable("string", pattern=f"^{DAY.pattern}$", format="date")
)
INSTANT_READER = Reader(
    read=_read_instant,
    write=lambda value: value.isoformat().replace("+00:00", "Z"),
    schema={"type": "string", "pattern": f"^{MOMENT}{OFFSET}$", "format": "date-time"},
)
COUNTRY = Reader(read=_read_country, write=_same, schema=_nullable("string", pattern="^([A-Z]{2})?$"))


def one_of(words: type[StrEnum]) -> Reader:
    """A word of a closed list."""
    known = [str(word) for word in words]

    def read(value: Any, path: str, faults: Faults) -> StrEnum | None:
        if not isinstance(value, str) or value not in known:
            faults.append(f"{path}: {shown(value)} is none of {', '.join(known)}")
            return None
        return words(value)

    return Reader(read=read, write=str, schema={"enum": known})


def many(item: Reader) -> Reader:
    """A list; null is an empty one."""

    def read(value: Any, path: str, faults: Faults) -> tuple[Any, ...]:
        if value is None:
            return ()
        if not isinstance(value, list | tuple):
            faults.append(f"{path}: {shown(value)} is no list; write […]")
            return ()
        return tuple(item.read(entry, f"{path}[{index}]", faults) for index, entry in enumerate(value))

    def write(values: Sequence[Any]) -> list[Any]:
        return [item.write(value) for value in values]

    def unknown(values: Any, path: str) -> list[str]:
        entries = values if isinstance(values, list | tuple) else []
        return [
            line for index, entry in enumerate(entries) for line in item.unknown(entry, f"{path}[{index}]")
        ]

    return Reader(read=read, write=write, schema=_nullable("array", items=item.schema), unknown=unknown)


def thing(shape: Shape) -> Reader:
    """An object that must be one, as an entry of a list."""
    return Reader(read=shape.read, write=shape.write, schema=shape.schema(), unknown=shape.unknown)


def optional(shape: Shape) -> Reader:
    """An object, or null for *there is none*."""

    def read(value: Any, path: str, faults: Faults) -> Any:
        return None if value is None else shape.read(value, path, faults)

    def write(value: Any) -> Any:
        return None if value is None else shape.write(value)

    schema = {**shape.schema(), "type": ["object", "null"]}
    return Reader(read=read, write=write, schema=schema, unknown=shape.unknown)


def always(shape: Shape) -> Reader:
    """An object whose absence means that nothing in it is known; null is the same as absent."""

    def read(value: Any, path: str, faults: Faults) -> Any:
        return shape.makes() if value is None else shape.read(value, path, faults)

    schema = {**shape.schema(), "type": ["object", "null"]}
    return Reader(read=read, write=shape.write, schema=schema, unknown=shape.unknown)
