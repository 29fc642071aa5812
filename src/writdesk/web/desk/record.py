"""What happened on a request: letters, decisions with their people, call-backs, ledger entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.html import format_html

from writdesk.adapters.vault import desk_keys, open_json, open_text
from writdesk.core.grant import GrantedCategory
from writdesk.core.guideline import Guideline
from writdesk.ledger.codes import CODES
from writdesk.store.decisions import Decision
from writdesk.store.ledger_reading import Entered, entries_of
from writdesk.store.messages import Message
from writdesk.store.people import Person, Role
from writdesk.store.requests import Request
from writdesk.web.desk.words import OUTCOMES, words
from writdesk.web.measures import day_words, instant_words


@dataclass(frozen=True, kw_only=True)
class LetterDocument:
    """A file that came with a message; ``number`` counts the request's documents."""

    number: int
    name: str


@dataclass(frozen=True, kw_only=True)
class LetterRow:
    """One letter, answer or message, whole. ``kind`` tells the latter two from the desk's own letters."""

    kind: str
    who: str
    at: str
    subject: str
    text: str
    is_outgoing: bool
    state: str
    is_unread: bool
    documents: tuple[LetterDocument, ...]


@dataclass(frozen=True, kw_only=True)
class GrantedRow:
    """One category of an approval."""

    title: str
    fields: str
    days: str


@dataclass(frozen=True, kw_only=True)
class DecisionRow:
    """One decision with its people and reasons."""

    outcome: str
    state: str
    by: str
    at: str
    reason: str
    second: str
    second_at: str
    second_reason: str
    second_because: str
    refer_to: str
    granted: tuple[GrantedRow, ...]
    is_waiting: bool
    taken_back: str = ""


@dataclass(frozen=True, kw_only=True)
class CallRow:
    """One call-back."""

    number: str
    source: str
    outcome: str
    note: str
    by: str
    at: str


@dataclass(frozen=True, kw_only=True)
class EntryRow:
    """One ledger entry: nothing in it names a person; the desk knows its own people by their references."""

    index: int
    meaning: str
    who: str
    role: str
    at: str
    facts: str


CALL_OUTCOMES = {
    "confirmed": "The agency confirmed the request",
    "denied": "The agency knows nothing of it",
    "not_reached": "Nobody was reached",
}
DECISION_STATES = {
    "proposed": "Waiting for the second person",
    "in_force": "In force",
    "declined": "Declined",
    "taken_back": "Taken back",
}


def letters_of(request: Request) -> tuple[LetterRow, ...]:
    """The correspondence, the oldest first."""
    documents = _documents_by_message(request)
    return tuple(
        LetterRow(
            kind=_kind_of(row),
            who=_writer(row.by, is_outgoing=row.is_outgoing),
            at=instant_words(row.at),
            subject=open_text(request.data_key, row.subject_sealed, "message.subject"),
            text=open_text(request.data_key, row.text_sealed, "message.text"),
            is_outgoing=row.is_outgoing,
            state=_state(row),
            is_unread=row.is_free and row.read_at is None,
            documents=tuple(documents.get(row.pk, ())),
        )
        for row in request.messages.select_related("by")
    )


def _writer(by: Person | None, *, is_outgoing: bool) -> str:
    if by is None:
        return "The desk"
    return str(by) if is_outgoing or not by.has_role(Role.OFFICER) else "The officer"


def _kind_of(row: Message) -> str:
    if row.is_free:
        return "Message" if row.is_outgoing else "Message from the officer"
    return "" if row.is_outgoing else "Answer to our question"


def _state(row: Message) -> str:
    if row.is_free and row.is_outgoing:
        return "read by the officer" if row.read_at else "not read by the officer yet"
    if not row.is_outgoing:
        return "received"
    return "mailed" if row.mailed_at else "not mailed yet"


def _documents_by_message(request: Request) -> dict[int, list[LetterDocument]]:
    """The files that came with messages, under the numbers that they have on the page of documents."""
    found: dict[int, list[LetterDocument]] = {}
    rows = request.documents.order_by("id").only("message_id", "name_sealed")
    if not request.documents.filter(message__isnull=False).exists():
        return found
    for number, row in enumerate(rows, start=1):
        if row.message_id is not None:
            name = open_text(request.data_key, row.name_sealed, "document.name")
            found.setdefault(row.message_id, []).append(LetterDocument(number=number, name=name))
    return found


def decisions_of(request: Request, guideline: Guideline) -> tuple[DecisionRow, ...]:
    """Every decision, the newest first."""
    rows = request.decisions.select_related("by", "second", "taken_back_by").order_by("-id")
    return tuple(decision_row(row, request, guideline) for row in rows)


def decision_row(row: Decision, request: Request, guideline: Guideline) -> DecisionRow:
    """One decision, opened."""
    key = request.data_key
    return DecisionRow(
        outcome=OUTCOMES[row.outcome],
        state=DECISION_STATES[row.state],
        by=str(row.by),
        at=instant_words(row.at),
        reason=open_text(key, row.reason_sealed, "decision.reason"),
        second=str(row.second) if row.second else "",
        second_at=instant_words(row.second_at) if row.second_at else "",
        second_reason=open_text(key, row.second_reason_sealed, "decision.second_reason")
        if row.second_reason_sealed
        else "",
        second_because=row.second_person_because,
        refer_to=row.refer_to,
        granted=granted_rows(row.granted, guideline),
        is_waiting=row.state == Decision.State.PROPOSED,
        taken_back=_taken_back(row),
    )


def _taken_back(row: Decision) -> str:
    """Who took the decision back, when and why; empty where it stands."""
    if row.taken_back_at is None or row.taken_back_reason_sealed is None:
        return ""
    reason = open_text(row.request.data_key, row.taken_back_reason_sealed, "decision.taken_back_reason")
    return format_html("{}, {}: {}", str(row.taken_back_by), instant_words(row.taken_back_at), reason)


def letter_of(row: Decision, request: Request) -> tuple[str, str]:
    """Subject and text of the letter that a decision sends."""
    letter = open_json(request.data_key, row.letter_sealed, "decision.letter")
    return letter["subject"], letter["text"]


def granted_rows(granted: Iterable[Mapping[str, Any]], guideline: Guideline) -> tuple[GrantedRow, ...]:
    """The categories of an approval in words."""
    titles = {category.id: category.title for category in guideline.categories}
    return tuple(_granted_row(_category(entry), titles) for entry in granted)


def granted_row(entry: GrantedCategory, guideline: Guideline) -> GrantedRow:
    """One category that would be granted."""
    return _granted_row(entry, {category.id: category.title for category in guideline.categories})


def _granted_row(entry: GrantedCategory, titles: Mapping[str, str]) -> GrantedRow:
    first = day_words(entry.from_on) if entry.from_on else "the beginning"
    last = day_words(entry.until_on) if entry.until_on else "the day of collection"
    return GrantedRow(
        title=titles.get(entry.category) or entry.category,
        fields=", ".join(words(field).lower() for field in entry.fields),
        days=f"from {first} until {last}",
    )


def _category(entry: Mapping[str, Any]) -> GrantedCategory:
    return GrantedCategory(
        category=entry["category"],
        fields=tuple(entry["fields"]),
        from_on=_day(entry["from_on"]),
        until_on=_day(entry["until_on"]),
    )


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def calls_of(request: Request) -> tuple[CallRow, ...]:
    """The call-backs, the oldest first."""
    return tuple(
        CallRow(
            number=row.number.number,
            source=row.number.source,
            outcome=CALL_OUTCOMES[row.outcome],
            note=open_text(request.data_key, row.note_sealed, "call_back.note"),
            by=str(row.by),
            at=instant_words(row.at),
        )
        for row in request.call_backs.select_related("number", "by")
    )


def entries_on(request: Request) -> tuple[EntryRow, ...]:
    """The ledger entries of this request, in order."""
    keys = desk_keys()
    names = {keys.reference("system"): "the desk itself"}
    for person in Person.objects.only("pk", "name", "username", "roles"):
        if not person.roles or Role.OFFICER not in person.roles:
            names[keys.reference(f"person:{person.pk}")] = str(person)
    if request.officer is not None:
        names[keys.reference(f"person:{request.officer.person_id}")] = "the officer"
    return tuple(entry_row(each, names) for each in entries_of(keys.reference("request", request.reference)))


def entry_row(entered: Entered, names: Mapping[str, str]) -> EntryRow:
    """One entry in words."""
    entry = entered.entry
    return EntryRow(
        index=entered.index,
        meaning=CODES[entry.code].meaning,
        who=names.get(entry.actor or "", ""),
        role=entry.role,
        at=instant_words(entry.at),
        facts=", ".join(f"{words(name).lower()} {_short(value)}" for name, value in entry.facts.items()),
    )


def _short(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = f"{value:,}" if isinstance(value, int) else str(value)
    return f"{text[:12]}…" if len(text) == 64 else text
