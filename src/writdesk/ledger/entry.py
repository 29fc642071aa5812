"""An entry: who did what to which request, with keyed references in place of names, as canonical JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from writdesk.ledger.codes import CODES, Code, CodeRule, Role
from writdesk.ledger.errors import EntryRefused
from writdesk.ledger.facts import FactType, FactValue, JsonFact

__all__ = ["Entry", "FactValue", "decode", "encode"]

VERSION = 1
_REFERENCE = re.compile(r"[0-9a-f]{64}")
_INSTANT = "%Y-%m-%dT%H:%M:%S.%fZ"
# Made once: json.dumps would make an encoder for each entry.
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"))
_ROLES = frozenset(role.value for role in Role)
_MEMBERS = {"v", "code", "at", "request", "actor", "role", "facts"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One act. ``request`` and ``actor`` are keyed references (64 hex digits); ``at`` is aware."""

    code: Code
    at: datetime
    role: str
    actor: str | None = None
    request: str | None = None
    facts: Mapping[str, FactValue] = field(default_factory=dict)


def encode(entry: Entry) -> bytes:
    """The entry's bytes: JSON, keys sorted, no spaces, ASCII. Raises ``EntryRefused``.

    A fact that is None (not stated, not known) is left out.
    """
    rule = CODES.get(entry.code)
    if rule is None:
        raise EntryRefused(f"code {entry.code!r} is not registered; add it to ledger/codes.py")
    document = {
        "v": VERSION,
        "code": str(entry.code),
        "at": _instant(entry.at),
        "request": _reference("request", entry.request),
        "actor": _reference("actor", entry.actor),
        "role": _role(entry.role),
        "facts": _facts(entry.code, rule, entry.facts),
    }
    return _CANONICAL.encode(document).encode("ascii")


def decode(data: bytes) -> Entry:
    """Read an entry back. Raises ``EntryRefused`` for anything that ``encode`` would not have written."""
    try:
        entry = _entry_from(json.loads(data))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EntryRefused(f"these bytes are no entry: {error!r}") from error
    if encode(entry) != data:
        raise EntryRefused("the entry is not in canonical form")
    return entry


def _entry_from(document: Mapping[str, Any]) -> Entry:
    if document.keys() != _MEMBERS or document["v"] != VERSION:
        raise ValueError("not the members of an entry of version 1")
    return Entry(
        code=Code(document["code"]),
        at=datetime.strptime(document["at"], _INSTANT).replace(tzinfo=UTC),
        role=document["role"],
        actor=document["actor"],
        request=document["request"],
        facts=dict(document["facts"]),
    )


def _instant(at: datetime) -> str:
    if at.tzinfo is None:
        raise EntryRefused("the instant has no time zone; give an aware datetime")
    # Twice as quick as strftime, and this is on the path of every act.
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _reference(name: str, value: str | None) -> str | None:
    if value is not None and not _REFERENCE.fullmatch(value):
        raise EntryRefused(f"{name} must be a keyed reference of 64 hexadecimal digits, never a name")
    return value


def _role(role: str) -> str:
    if role not in _ROLES:
        raise EntryRefused(f"role {role!r} is none of {', '.join(Role)}")
    return str(role)


def _facts(code: str, rule: CodeRule, facts: Mapping[str, FactValue]) -> dict[str, JsonFact]:
    stated = {name: value for name, value in facts.items() if value is not None}
    missing = rule.must.keys() - stated.keys()
    if missing:
        raise EntryRefused(f"{code} lacks the fact {', '.join(sorted(missing))}")
    return {name: _fact(code, name, rule.type_of(name), value) for name, value in stated.items()}


def _fact(code: str, name: str, kind: FactType | None, value: FactValue) -> JsonFact:
    if kind is None:
        raise EntryRefused(f"{code} carries no fact {name!r}; register it in ledger/codes.py")
    encoded = kind.to_json(value)
    if encoded is None:
        # The value is not repeated: it may be just what must not stand in a log.
        raise EntryRefused(f"{code}: {name} must be {kind.meaning}")
    return encoded
