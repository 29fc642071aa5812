"""The queue's search line: ``kind:emergency status:under_review agency:osaka country:JP due:<3d mine``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from writdesk.core.lifecycle import Status
from writdesk.core.nearest import did_you_mean
from writdesk.core.request import Kind
from writdesk.store.people import Person
from writdesk.store.queue import Wanted

_TOKEN = re.compile(r'(?:([a-z]+):)?(?:"([^"]*)"|(\S+))')
_REFERENCE = re.compile(r"[LEP]R-\d{4}-\d{6,}", re.IGNORECASE)
_WITHIN = re.compile(r"<(\d{1,4})([dh])")
LONGEST = 300
WORDS = ("mine", "unassigned", "closed", "unread")
KEYS = ("kind", "status", "agency", "country", "due")


class NotUnderstood(ValueError):
    """A part of the search line; the message says what could stand there."""

    code = "search_not_understood"


@dataclass(frozen=True, kw_only=True)
class Search:
    """The parts of a search line, each key once; the last one counts."""

    parts: Mapping[str, str]

    def line(self) -> str:
        """The line that says the same."""
        return " ".join(
            key if key in WORDS else f"{key}:{_quoted(value)}" for key, value in self.parts.items()
        )

    def having(self, key: str, value: str | None) -> Search:
        """The same search with one part set, or taken away."""
        kept = {name: text for name, text in self.parts.items() if name != key}
        return Search(parts=kept if value is None else {**kept, key: value})


def read_search(line: str) -> Search:
    """The parts of a line. A bare reference is a reference, any other bare word belongs to an agency's name.

    >>> dict(read_search('kind:legal agency:"Osaka Prefectural" mine').parts)
    {'kind': 'legal', 'agency': 'Osaka Prefectural', 'mine': ''}
    """
    parts: dict[str, str] = {}
    for key, quoted, plain in _TOKEN.findall(line[:LONGEST]):
        value = quoted or plain
        if not key and value.lower() in WORDS:
            parts[value.lower()] = ""
        elif not key and _REFERENCE.fullmatch(value):
            parts["reference"] = value.upper()
        else:
            name = key or "agency"
            parts[name] = f"{parts[name]} {value}" if not key and name in parts else value
    return Search(parts=parts)


def wanted_by(search: Search, person: Person, now: datetime) -> Wanted:
    """What the queue should show. Raises ``NotUnderstood`` for the first part that means nothing."""
    found = Wanted()
    for key, value in search.parts.items():
        reader = _READERS.get(key)
        if reader is None:
            raise NotUnderstood(f'The queue knows no "{key}:"; {did_you_mean(key, KEYS)}')
        found = replace(found, **reader(value, person, now))
    return found


def _kind(value: str, _person: Person, _now: datetime) -> dict[str, Any]:
    if value not in list(Kind):
        raise NotUnderstood(f'There is no kind "{value}"; {did_you_mean(value, list(Kind))}')
    return {"kind": Kind(value)}


def _status(value: str, _person: Person, _now: datetime) -> dict[str, Any]:
    if value not in list(Status):
        raise NotUnderstood(f'There is no status "{value}"; {did_you_mean(value, list(Status))}')
    return {"status": Status(value)}


def _country(value: str, _person: Person, _now: datetime) -> dict[str, Any]:
    if not re.fullmatch(r"[A-Za-z]{2}", value):
        raise NotUnderstood(f'"{value}" is no country code; write two letters, such as country:JP.')
    return {"country": value.upper()}


def _due(value: str, _person: Person, now: datetime) -> dict[str, Any]:
    if value == "overdue":
        return {"due_before": now}
    match = _WITHIN.fullmatch(value)
    if match is None:
        raise NotUnderstood(f'"due:{value}" is not understood; write due:<3d, due:<12h or due:overdue.')
    number = int(match[1])
    return {"due_before": now + (timedelta(days=number) if match[2] == "d" else timedelta(hours=number))}


_READERS: Mapping[str, Callable[[str, Person, datetime], dict[str, Any]]] = {
    "kind": _kind,
    "status": _status,
    "country": _country,
    "due": _due,
    "agency": lambda value, _person, _now: {"agency": value},
    "reference": lambda value, _person, _now: {"reference": value.upper()},
    "mine": lambda _value, person, _now: {"assigned_to": person},
    "unassigned": lambda _value, _person, _now: {"is_unassigned": True},
    "closed": lambda _value, _person, _now: {"is_closed": True},
    "unread": lambda _value, _person, _now: {"is_unread": True},
}


def _quoted(value: str) -> str:
    return f'"{value}"' if re.search(r"\s", value) else value
