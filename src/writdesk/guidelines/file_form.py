"""The form of a guideline file: which headings there are, which keys each has, and of which type."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from writdesk.core import guideline as model
from writdesk.core.readers import DAY_READER, FLAG, NAME, NUMBER, TEXT, many, one_of
from writdesk.core.request import Kind
from writdesk.core.shapes import Faults, Key, Reader, Shape, shown

WORDS = many(NAME)
KINDS = many(one_of(Kind))


def _must(reader: Reader, says: str, *names: str) -> tuple[Key, ...]:
    return tuple(Key(name=name, reader=reader, is_required=True, says=says) for name in names)


def _may(reader: Reader, *names: str) -> tuple[Key, ...]:
    return tuple(Key(name=name, reader=reader) for name in names)


def _word(words: type[StrEnum], name: str, *, is_required: bool = False) -> Key:
    says = f"write one of {', '.join(words)}"
    return Key(name=name, reader=one_of(words), is_required=is_required, says=says)


def _countries_or_all(value: Any, path: str, faults: Faults) -> tuple[str, ...] | None:
    if value == "*":
        return None
    countries: tuple[str, ...] = COUNTRIES.read(value, path, faults)
    return countries


def _read_country(value: Any, path: str, faults: Faults) -> str | None:
    if isinstance(value, str) and len(value) == 2 and value.isascii() and value.isalpha() and value.isupper():
        return value
    faults.append(f"{path}: {shown(value)} is no country; write two capital letters (ISO 3166-1)")
    return None


COUNTRY = Reader(read=_read_country, write=str, schema={})
COUNTRIES = many(COUNTRY)
SERVES = Reader(read=_countries_or_all, write=str, schema={})
PASSAGE = _may(TEXT, "text", "section")
CITED = _must(NAME, "quote the sentence and name its heading", "text", "section")

HEAD_KEYS = (
    *_must(NAME, "every guideline needs it", "id", "version", "title", "provider", "text_source"),
    *_must(DAY_READER, "write a day without quotes, such as 2020-08-13", "in_force_from"),
    *_may(DAY_READER, "in_force_until"),
    *_may(TEXT, "language", "copy_of", "note"),
    *_may(COUNTRY, "country"),
    *_must(KINDS, 'write ["legal", "preservation", "emergency"]', "request_types"),
)
ROUTING_KEYS = (
    _word(model.RoutedBy, "by"),
    *_may(SERVES, "serves"),
    *_may(COUNTRIES, "home"),
    *_may(TEXT, "otherwise"),
    *_may(FLAG, "unstated"),
    *PASSAGE,
)
REFERRAL = Shape(
    makes=model.Referral,
    keys=(
        *_must(COUNTRIES, "list the countries", "jurisdictions"),
        *_must(NAME, "name a guideline or an address", "to"),
        *PASSAGE,
    ),
)
CHANNEL = Shape(
    makes=model.Channel,
    keys=(
        *_must(NAME, "name the channel, such as email", "id"),
        *_may(TEXT, "title", "address", "note"),
        *_must(KINDS, "list the kinds of request it takes", "takes"),
        *CITED,
    ),
)
PROCESS = Shape(
    makes=model.ProcessRule,
    keys=(
        *_must(NAME, "name the process", "id"),
        _word(model.ProcessKind, "kind", is_required=True),
        *_must(NAME, "as people say it", "title"),
        *_may(WORDS, "forms"),
        *CITED,
    ),
)
PART = Shape(
    makes=model.PartReach,
    keys=(*_must(NAME, "name the process", "process"), *_must(WORDS, "list the fields it opens", "fields")),
)
CATEGORY_KEYS = (
    *_must(NAME, "as printed", "id", "title"),
    *_must(WORDS, "list its fields", "fields"),
    *_must(WORDS, "list the processes that open it", "reached_by"),
    *_may(WORDS, "unstated_for", "except_when"),
    *_may(TEXT, "except_text", "retention"),
    *_may(FLAG, "is_content"),
    *CITED,
)
PROVISION_KEYS = (
    *_must(NAME, "name the provision", "id"),
    *_must(KINDS, "list the kinds of request it concerns", "applies_to"),
    *_must(NAME, "name a condition of docs/guideline-format.md", "condition"),
    _word(model.IfNotMet, "if_not_met", is_required=True),
    *_may(TEXT, "remedy", "when", "refer_to"),
    *_may(WORDS, "channels", "processes"),
    *_may(FLAG, "person_decides"),
    _word(model.Basis, "basis"),
    *CITED,
)
PRESERVATION = Shape(
    makes=model.PreservationRule,
    keys=(
        *_may(NUMBER, "days", "extensions", "extension_days"),
        *_may(TEXT, "on_expiry", "scope"),
        *_may(FLAG, "best_effort"),
        *PASSAGE,
    ),
)
EMERGENCY = Shape(makes=model.EmergencyRule, keys=(*_may(TEXT, "standard"), *_may(WORDS, "harms"), *PASSAGE))
NOTICE = Shape(
    makes=model.NoticeRule,
    keys=(
        _word(model.NoticeDefault, "default", is_required=True),
        *_may(FLAG, "before_disclosure"),
        *_may(KINDS, "applies_to"),
        *_may(many(one_of(model.WithheldWhen)), "withheld_when"),
        *_may(NUMBER, "objection_days"),
        *PASSAGE,
    ),
)
FOREIGN = Shape(
    makes=model.ForeignRule, keys=(*_may(WORDS, "routes"), *_may(FLAG, "preserve_while_underway"), *PASSAGE)
)
ENFORCEMENT = Shape(
    makes=model.EnforcementRule, keys=(*_may(FLAG, "acts", "officer_may_ask_deferral"), *PASSAGE)
)
REIMBURSEMENT = Shape(
    makes=model.Reimbursement,
    keys=(
        *_may(FLAG, "may_seek", "none_in_emergencies"),
        *_may(TEXT, "currency"),
        *_may(NUMBER, "free_accounts", "fee_per_account", "fee_per_hour"),
        *PASSAGE,
    ),
)
SERVICE = Shape(makes=model.Service, keys=(*_may(FLAG, "waives_objections"), *PASSAGE))
RESPONSE = Shape(
    makes=model.Response,
    keys=(*_may(NUMBER, "legal_days", "preservation_days", "emergency_days"), *PASSAGE),
)
PASSAGE_SHAPE = Shape(makes=model.Passage, keys=PASSAGE)
REPLY = Shape(
    makes=model.Reply,
    keys=(
        *_must(KINDS, "list the kinds of request", "kinds"),
        *_must(NAME, 'write "none" or "where_to_turn"', "reply"),
        *_may(TEXT, "to"),
        *PASSAGE,
    ),
)
SECTION = Shape(makes=model.Section, keys=_must(NAME, "a section needs both", "heading", "text"))

# Headings that stand once, and headings that stand as often as needed: heading → (attribute, shape).
ONCE: Mapping[str, Shape] = {
    "preservation": PRESERVATION,
    "emergency": EMERGENCY,
    "notice": NOTICE,
    "foreign": FOREIGN,
    "enforcement": ENFORCEMENT,
    "reimbursement": REIMBURSEMENT,
    "service": SERVICE,
    "response": RESPONSE,
    "retention": PASSAGE_SHAPE,
    "accuracy": PASSAGE_SHAPE,
}
MANY: Mapping[str, tuple[str, Shape]] = {
    "channel": ("channels", CHANNEL),
    "process": ("processes", PROCESS),
    "reply": ("replies", REPLY),
    "section": ("sections", SECTION),
}
HEADINGS = ("guideline", "routing", "category", "provision", *ONCE, *MANY)
