"""Where read facts belong in a form, and how they stand to what the form says."""

from __future__ import annotations

from typing import Any

import pytest

from writdesk.core.fact_words import FACT_WORDS
from writdesk.core.form_places import NoPlace, at_path, taken_back, with_path
from writdesk.core.read_facts import PLACES, Said, Standing, place_of, put_into, standing_of
from writdesk.core.request import Kind
from writdesk.core.request_document import parse_request

FORM: dict[str, Any] = {
    "kind": "legal",
    "received_at": "2026-03-02T09:30:00Z",
    "agency": {"name": "Harbor County Sheriff's Office"},
    "officer": {"name": "Dana Ruiz", "phone": "+1 217 555 0142 ext. 12"},
    "accounts": [{"identifiers": [{"type": "username", "value": "lucky.lark"}]}],
    "process": {"id": "subpoena", "case_number": "GJ-26-0117", "statute": "18 U.S.C. § 2703(c)(2)"},
    "data_requested": [{"category": "subscriber_information"}],
}
VALUES = {
    "officer_phone": "+12175550142;ext=12",
    "date_range": "2026-01-01/2026-03-31",
    "issued_on": "2026-02-20",
    "returnable_on": "2026-03-25",
    "nondisclosure_until": "2026-09-01",
    "nondisclosure": "ordered",
}


def standing(name: str, value: str, *, is_certain: bool = True, others: tuple[Said, ...] = ()) -> Standing:
    fact = Said(name=name, value=value, is_certain=is_certain)
    return standing_of(fact, FORM, (fact, *others))


def test_every_fact_with_a_place_has_words() -> None:
    assert {name for places in PLACES.values() for name in places} <= set(FACT_WORDS)


@pytest.mark.parametrize("kind", list(Kind))
def test_whatever_is_put_in_reads_back_as_a_request(kind: Kind) -> None:
    form = FORM | {"kind": kind.value}
    for name in PLACES[kind]:
        if name != "kind":
            form = put_into(form, name, VALUES.get(name, "death" if name == "emergency.harm" else "A value"))
            place = place_of(name, kind)
            assert place is not None
            assert place.said(form)
    assert parse_request(form).kind is kind


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("case_number", "Case No. GJ-26-0117", Standing.SAME),
        ("case_number", "GJ-26-0171", Standing.DIFFERS),
        ("agency", "HARBOR COUNTY SHERIFF'S OFFICE", Standing.SAME),
        ("officer_name", "Det. Dana Ruiz", Standing.SAME),
        ("officer_phone", "+12175550142;ext=12", Standing.SAME),
        ("officer_phone", "+12175550199", Standing.DIFFERS),
        ("badge_number", "4471", Standing.MISSING),
        ("process", "warrant", Standing.DIFFERS),
        ("identifier.username", "lucky.larc", Standing.DIFFERS),
        ("identifier.profile_url", "https://clipstream.example/@lucky.lark", Standing.SAME),
        ("statute", "18 U.S.C. § 875(c)", Standing.FURTHER),
        ("signed_by", "Morgan Ellery", Standing.NO_PLACE),
        ("emergency.harm", "death", Standing.NO_PLACE),
        ("nondisclosure_until", "indefinite", Standing.NO_PLACE),
    ],
)
def test_a_fact_stands_to_the_form(name: str, value: str, expected: Standing) -> None:
    assert standing(name, value) is expected


def test_what_is_not_certain_never_differs() -> None:
    assert standing("case_number", "GJ-26-0171", is_certain=False) is Standing.FURTHER


def test_a_second_value_does_not_differ_where_the_papers_say_the_forms_too() -> None:
    same = Said(name="case_number", value="GJ-26-0117", is_certain=True)
    assert standing("case_number", "22-CR-81", others=(same,)) is Standing.FURTHER


def test_lists_grow_and_nothing_is_replaced() -> None:
    form = put_into(FORM, "identifier.username", "quiet.crow")
    assert len(form["accounts"]) == 2
    form = put_into(form, "data_category", "log_data")
    assert [each["category"] for each in form["data_requested"]] == ["subscriber_information", "log_data"]
    assert put_into(form, "statute", "18 U.S.C. § 1030")["process"]["statute"].endswith("; 18 U.S.C. § 1030")


def test_the_kind_is_not_changed_by_a_fact() -> None:
    with pytest.raises(NoPlace):
        put_into(FORM, "kind", "emergency")


def test_a_change_is_taken_back_beside_others_and_not_over_a_later_one() -> None:
    after = with_path(FORM, "process.case_number", "GJ-26-0171")
    later = with_path(after, "process.issued_on", "2026-02-20")
    back = taken_back(later["process"], FORM["process"], after["process"])
    assert back["case_number"] == "GJ-26-0117"
    assert back["issued_on"] == "2026-02-20"
    again = with_path(after, "process.case_number", "GJ-1")
    with pytest.raises(NoPlace):
        taken_back(again["process"], FORM["process"], after["process"])
    more = put_into(put_into(FORM, "identifier.username", "a.a"), "identifier.username", "b.b")
    first = put_into(FORM, "identifier.username", "a.a")
    left = taken_back(more["accounts"], FORM["accounts"], first["accounts"])
    assert [at_path(each["identifiers"][0], "value") for each in left] == ["lucky.lark", "b.b"]
