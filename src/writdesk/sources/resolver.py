"""From what an officer wrote to an immutable account id, as of a date; an ambiguous one stops."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote

from writdesk.core.request import Identifier
from writdesk.sources.data_map import Lookup, Pattern, Written
from writdesk.sources.platform import Platform

_LONGEST = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """An account that an identifier may mean, and when it had it (None is open, or not known)."""

    account: str
    type: str
    value: str
    held_from: datetime | None = None
    held_until: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Resolved:
    """All identifiers mean one account."""

    account: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Ambiguous:
    """A person must decide, or ask the officer. ``reason`` says why in a sentence."""

    candidates: tuple[Candidate, ...]
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NotFound:
    """No account answers to this identifier. ``reason`` says why in a sentence."""

    identifier: Identifier
    reason: str


Resolution = Resolved | Ambiguous | NotFound


def resolve_account(
    platform: Platform, identifiers: Sequence[Identifier], as_of: datetime, since: datetime | None = None
) -> Resolution:
    """The one account that all these identifiers mean as of a moment, or over the time since another.

    A name that had another holder then is not the present holder's. One that changed hands between ``since``
    and ``as_of``, one that nobody held then but somebody before, and identifiers of different accounts are
    ambiguous.
    """
    if not identifiers:
        raise ValueError("At least one identifier is needed.")
    found: list[Candidate] = []
    for identifier in identifiers:
        answer = _find(platform, identifier, as_of, since or as_of)
        if not isinstance(answer, tuple):
            return answer
        found += answer
    if len({candidate.account for candidate in found}) > 1:
        return Ambiguous(candidates=tuple(found), reason="The identifiers mean different accounts.")
    return Resolved(account=found[0].account)


_Answer = tuple[Candidate, ...] | Ambiguous | NotFound


def _find(platform: Platform, identifier: Identifier, as_of: datetime, since: datetime) -> _Answer:
    """What one identifier means; a URL means what all of its parts mean."""
    rule = platform.data_map.identifiers.get(identifier.type)
    if rule is None:
        return NotFound(identifier=identifier, reason=f"This platform finds no account by {identifier.type}.")
    parts = _parts(rule, identifier.value or "")
    if parts is None:
        return NotFound(identifier=identifier, reason=f"This is not the form of a {identifier.type} here.")
    found: tuple[Candidate, ...] = ()
    for kind, value in parts.items():
        lookup = platform.data_map.identifiers[kind]
        assert isinstance(lookup, Lookup)
        answer = _look_up(platform, lookup, value, identifier, (since, as_of))
        if not isinstance(answer, tuple):
            return answer
        found += answer
    return found


def _parts(rule: Lookup | Pattern, written: str) -> dict[str, str] | None:
    """The plain identifiers within what was written; None where it has not the form."""
    value = unicodedata.normalize("NFC", written).strip()
    if not value or len(value) > _LONGEST or any(unicodedata.category(char) == "Cc" for char in value):
        return None
    if isinstance(rule, Lookup):
        return {rule.type: value}
    match = _url_form(rule).fullmatch(value)
    return {name: unquote(text) for name, text in match.groupdict().items()} if match else None


def _url_form(rule: Pattern) -> re.Pattern[str]:
    """The pattern with whatever people paste around it: http, www, a closing slash, a query."""
    form = re.escape(rule.pattern)
    for part in rule.parts:
        form = form.replace(re.escape(f"{{{part}}}"), f"(?P<{part}>[^/?#]+)")
    form = re.sub(r"^https?://", "(?:https?://)?(?:www\\\\.)?", form)
    return re.compile(form + r"/?(?:[?#].*)?", re.IGNORECASE)


def _look_up(
    platform: Platform, lookup: Lookup, value: str, identifier: Identifier, span: tuple[datetime, datetime]
) -> _Answer:
    from writdesk.sources.holders import holders

    since, as_of = span
    candidates = holders(platform, lookup, as_written(lookup.written, value))
    then = tuple(each for each in candidates if _held(each, since, as_of))
    if len({each.account for each in then}) == 1:
        return then
    if then:
        return Ambiguous(
            candidates=then, reason=f"This {lookup.type} meant more than one account at that time."
        )
    earlier = tuple(each for each in candidates if each.held_from and each.held_from <= as_of)
    if earlier:
        return Ambiguous(
            candidates=earlier, reason=f"Nobody held this {lookup.type} then; it was held before."
        )
    return NotFound(identifier=identifier, reason=f"No account had this {lookup.type} at that time.")


def _held(candidate: Candidate, since: datetime, as_of: datetime) -> bool:
    """Whether the account had it at any moment from ``since`` to ``as_of``, both included."""
    begun = candidate.held_from is None or candidate.held_from <= as_of
    return begun and (candidate.held_until is None or candidate.held_until > since)


def as_written(written: Written, value: str) -> str:
    """What an officer wrote, in the form that the platform stores.

    >>> as_written(Written.HANDLE, " @Lucky.Lark")
    'lucky.lark'
    >>> as_written(Written.PHONE, "001 (217) 555-0187")
    '+12175550187'
    """
    match written:
        case Written.HANDLE:
            return value.strip().removeprefix("@").casefold()
        case Written.EMAIL:
            return value.strip().casefold()
        case Written.PHONE:
            digits = re.sub(r"[\s().\-/\u2010-\u2015]", "", value)
            return "+" + digits[2:] if digits.startswith("00") else digits
        case _:
            return value
