"""Entries are canonical and closed: nothing that is not in the table, nothing that could name a person."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writdesk.core.lifecycle import Party
from writdesk.ledger.codes import CODES, Code, Role
from writdesk.ledger.entry import Entry, decode, encode
from writdesk.ledger.errors import EntryRefused
from writdesk.ledger.facts import Choice

AT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
REQUEST, ACTOR = "a1" * 32, "b2" * 32


def received(**changes: Any) -> Entry:
    particulars: dict[str, Any] = {
        "code": Code.REQUEST_RECEIVED,
        "at": AT,
        "request": REQUEST,
        "actor": ACTOR,
        "role": "analyst",
        "facts": {"kind": "legal", "country": "US", "accounts": 2, "due_on": date(2026, 3, 15)},
    }
    return Entry(**{**particulars, **changes})


def test_an_entry_has_exactly_these_bytes() -> None:
    assert encode(received()).decode() == (
        '{"actor":"' + ACTOR + '","at":"2026-03-01T12:30:00.000000Z","code":"request.received",'
        '"facts":{"accounts":2,"country":"US","due_on":"2026-03-15","kind":"legal"},'
        '"request":"' + REQUEST + '","role":"analyst","v":1}'
    )


def test_an_instant_is_written_in_utc() -> None:
    elsewhere = AT.astimezone(timezone(timedelta(hours=-7)))
    assert encode(received(at=elsewhere)) == encode(received())


def test_an_entry_reads_back_and_is_the_same_bytes_again() -> None:
    data = encode(received())
    assert encode(decode(data)) == data


def test_a_fact_that_is_not_known_is_left_out() -> None:
    facts = json.loads(encode(received(facts={"kind": "legal", "country": None})))["facts"]
    assert facts == {"kind": "legal"}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"code": "request.burnt"}, "not registered"),
        ({"facts": {"kind": "legal", "officer": "x"}}, "carries no fact 'officer'"),
        ({"facts": {"country": "US"}}, "lacks the fact kind"),
        ({"facts": {"kind": None}}, "lacks the fact kind"),
        ({"facts": {"kind": "legal process for Jane Doe"}}, "kind must be one of legal"),
        ({"facts": {"kind": "legal", "country": "United States"}}, "country must be an ISO"),
        ({"facts": {"kind": "legal", "country": "us"}}, "country must be"),
        ({"facts": {"kind": "legal", "accounts": -1}}, "accounts must be a whole number"),
        ({"facts": {"kind": "legal", "accounts": True}}, "accounts must be a whole number"),
        ({"facts": {"kind": "legal", "accounts": "2"}}, "accounts must be a whole number"),
        ({"facts": {"kind": "legal", "accounts": 2**60}}, "accounts must be a whole number"),
        ({"facts": {"kind": "legal", "due_on": AT}}, "due_on must be a date"),
        ({"facts": {"kind": "legal", "due_on": "2026-13-01"}}, "due_on must be a date"),
        ({"facts": {"kind": "legal", "process": "a sentence"}}, "process must be a word"),
        ({"facts": {"kind": "legal", "process": "jane@police.example"}}, "process must be a word"),
        ({"facts": {"kind": "legal", "process": "x" * 65}}, "process must be a word"),
        ({"facts": {"kind": "legal", "process": "x\n"}}, "process must be a word"),
        ({"facts": {"kind": "legal", "guideline": "jane@police.example"}}, "guideline must be"),
        ({"request": "LR-2026-000001"}, "request must be a keyed reference"),
        ({"actor": "Jane Doe"}, "actor must be a keyed reference"),
        ({"role": "boss"}, "role 'boss'"),
        ({"at": AT.replace(tzinfo=None)}, "no time zone"),
    ],
)
def test_what_is_not_in_the_table_is_refused(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(EntryRefused, match=says):
        encode(received(**changes))


def test_a_refusal_does_not_repeat_the_value() -> None:
    with pytest.raises(EntryRefused) as refusal:
        encode(received(facts={"kind": "legal", "process": "Jane Doe of 5 Main St"}))
    assert "Jane" not in str(refusal.value)


@given(st.text(max_size=80))
def test_no_text_with_a_space_or_a_capital_gets_in(text: str) -> None:
    if any(letter.isspace() or letter.isupper() or ord(letter) > 126 for letter in text):
        for fact in ("process", "guideline", "channel"):
            with pytest.raises(EntryRefused):
                encode(received(facts={"kind": "legal", fact: text}))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b"null",
        b"\xff",
        encode(received()).replace(b'"v":1', b'"v":2'),
        encode(received()).replace(b'"v":1', b'"v": 1'),
        encode(received()).replace(b"}", b',"more":1}', 1),
        encode(received()).replace(b"request.received", b"request.invented"),
        encode(received()) + b" ",
    ],
)
def test_bytes_that_are_not_canonical_do_not_decode(data: bytes) -> None:
    with pytest.raises(EntryRefused):
        decode(data)


def test_every_code_has_its_row_with_a_sentence() -> None:
    assert set(CODES) == set(Code)
    assert all(rule.meaning.endswith(".") for rule in CODES.values())


def test_every_code_can_be_entered_with_what_it_must_carry() -> None:
    for code, rule in CODES.items():
        facts = {
            name: next(iter(kind.members)) for name, kind in rule.must.items() if isinstance(kind, Choice)
        }
        assert decode(encode(received(code=code, facts=facts))).code is code


def test_everyone_who_can_act_has_a_role_in_the_ledger() -> None:
    assert {party.value for party in Party} <= {role.value for role in Role}
