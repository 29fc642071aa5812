"""The values of read facts in words, and the field in which one is corrected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from writdesk.core.guideline import Guideline
from writdesk.core.telephones import written
from writdesk.web.desk.words import KINDS, words
from writdesk.web.measures import day_words

_DAYS = frozenset({"issued_on", "returnable_on", "nondisclosure_until"})
_LONG = ("emergency.", "steps_being_taken", "officer_address")
_NOTICE = {"ordered": "An order forbids notice", "requested": "The officer asks not to notify"}
_CODES = frozenset({"process_form", "emergency.harm"})


@dataclass(frozen=True, kw_only=True)
class Input:
    """The field of a correction. ``kind`` is ``text``, ``date``, ``long`` or ``choice``."""

    kind: str
    value: str
    choices: tuple[tuple[str, str], ...] = ()


def said_in_words(name: str, value: str, guideline: Guideline) -> str:
    """A value as people read it.

    >>> said_in_words("issued_on", "2026-11-26", None)
    'Thu 26 Nov 2026'
    """
    if name in _DAYS:
        return _day(value)
    if name == "date_range":
        first, _, last = value.partition("/")
        return f"{_day(first) or 'the beginning'} to {_day(last) or 'now'}"
    if name == "officer_phone":
        return written(value)
    if name in _CODES:
        return words(value).lower()
    return _titles(name, guideline).get(value, value)


def input_for(name: str, value: str, guideline: Guideline) -> Input:
    """How a correction of this fact is typed; what was read stands in it."""
    choices = _titles(name, guideline)
    if choices and name != "kind":
        known = tuple(choices.items())
        return Input(
            kind="choice", value=value, choices=known if value in choices else ((value, value), *known)
        )
    if name in _DAYS:
        return Input(kind="date", value=value)
    return Input(kind="long" if name.startswith(_LONG) else "text", value=value)


def _titles(name: str, guideline: Guideline) -> Mapping[str, str]:
    if name == "kind":
        return KINDS
    if name == "nondisclosure":
        return _NOTICE
    if name == "process":
        return {rule.id: rule.title or rule.id for rule in guideline.processes}
    if name == "data_category":
        return {each.id: each.title or each.id for each in guideline.categories}
    return {}


def _day(value: str) -> str:
    try:
        return day_words(date.fromisoformat(value))
    except ValueError:
        return value
