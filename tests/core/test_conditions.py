"""The closed list of conditions: each is documented, and can answer all that it does not rule out."""

from __future__ import annotations

import tomllib

import pytest

from writdesk.core.conditions import CANNOT_TELL, CONDITIONS, FILES, MET, NOT_MET
from writdesk.core.conditions.circumstances import CIRCUMSTANCES
from writdesk.core.conditions.sender import mailing_address_is_not_po_box, officer_email_is_employer_issued
from writdesk.core.request import Kind, Officer, Request
from writdesk.core.request_document import parse_request

BARE = parse_request({"kind": "legal", "received_at": "2024-03-04T15:20:00Z"})


@pytest.mark.parametrize("condition", CONDITIONS.values(), ids=CONDITIONS)
def test_every_condition_says_in_one_sentence_what_must_be_so(condition: object) -> None:
    entry = CONDITIONS[condition.name]  # type: ignore[attr-defined]
    assert entry.asks.endswith(".")
    assert "\n" not in entry.asks
    assert set(tomllib.loads(entry.example)) == set(entry.parameters)
    assert entry.check.__module__ in {module.__name__ for module in FILES}


@pytest.mark.parametrize("name", CIRCUMSTANCES)
def test_every_circumstance_says_in_one_sentence_when_it_holds(name: str) -> None:
    assert CIRCUMSTANCES[name].says.endswith(".")
    assert CIRCUMSTANCES[name].holds(BARE, frozenset({"US"})) in {True, False}


@pytest.mark.parametrize("condition", CONDITIONS.values(), ids=CONDITIONS)
def test_a_missing_fact_is_never_met(condition: object) -> None:
    entry = CONDITIONS[condition.name]  # type: ignore[attr-defined]
    values = tomllib.loads(entry.example)
    parameters = {
        key: frozenset(value) if isinstance(value, list) else value for key, value in values.items()
    }
    outcome, _ = entry.check(BARE, **parameters)
    if entry.name == "extension_is_within_limit":
        assert outcome is MET  # a request that extends nothing is within any limit
    else:
        assert outcome in {NOT_MET, CANNOT_TELL}
        assert outcome not in entry.never


def with_officer(**particulars: str | None) -> Request:
    return Request(kind=Kind.LEGAL, received_at=BARE.received_at, officer=Officer(**particulars))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "address",
    [
        *("P.O. Box 12", "PO Box 12", "p.o.box 12", "P O Box 12", "POB 12", "P.O.B. 12, Haifa"),
        *(
            "Post Office Box 12",
            "Postal Box 4",
            "Postfach 12 34",
            "Springfield, P. O. BOX #9",
            "",
            "  ",
            None,
        ),
        *("800 East Monroe Street, P.O Box 12", "po box12", "POBox 7", "GPO Box 9"),
    ],
)
def test_a_post_office_box_is_no_street_address(address: str | None) -> None:
    assert mailing_address_is_not_po_box(with_officer(mailing_address=address))[0] is NOT_MET


@pytest.mark.parametrize(
    "address",
    ["800 East Monroe Street", "12 Poboda Lane", "1 Boxer Road", "5 Post Office Lane", "Pob Street 4, Hebo"],
)
def test_a_street_whose_name_resembles_a_box_is_an_address(address: str) -> None:
    assert mailing_address_is_not_po_box(with_officer(mailing_address=address))[0] is MET


@pytest.mark.parametrize(
    "email", ["", None, "x", "a@b", "dana@gmail.com", "Dana@GMail.com", "dana@@x.example"]
)
def test_a_private_or_broken_address_is_not_employer_issued(email: str | None) -> None:
    assert officer_email_is_employer_issued(with_officer(email=email))[0] is NOT_MET
