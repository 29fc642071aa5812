"""Whole papers as text: what is asserted, and what is only offered."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.documents.reading import papers

from writdesk.documents.reading.fact import Fact
from writdesk.documents.reading.grammar import read_paper
from writdesk.documents.reading.paper import paper_of_lines


def facts_of(text: str) -> tuple[Fact, ...]:
    return read_paper(paper_of_lines("0" * 64, text.splitlines())).facts


def certain(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for fact in facts_of(text):
        if fact.is_certain:
            found.setdefault(fact.name, []).append(fact.value)
    return found


EXPECTED = [
    (
        papers.A_STATE_SUBPOENA,
        {
            "process": ["subpoena"],
            "process_form": ["grand_jury"],
            "agency": ["Halvorsen County District Attorney's Office"],
            "case_number": ["2026-GJ-118"],
            "issued_on": ["2026-03-20"],
            "returnable_on": ["2026-04-14"],
            "nondisclosure": ["ordered"],
            "nondisclosure_until": ["2026-06-18"],
            "identifier.username": ["night_heron.77"],
            "officer_phone": ["+15185550166;ext=203"],
        },
    ),
    (
        papers.A_PRESERVATION_LETTER,
        {
            "kind": ["preservation"],
            "statute": ["18 U.S.C. § 2703(f)"],
            "case_number": ["26-000817"],
            "po_box": ["P.O. Box 4417"],
            "officer_name": ["Marcus O. Feld"],
            "officer_phone": ["+16085550112;ext=31"],
            "identifier.user_id": ["7012345678901234567"],
            "date_range": ["2025-12-01/2026-01-10"],
            "nondisclosure": ["requested"],
        },
    ),
    (
        papers.A_NOTICE_FROM_INDIA,
        {
            "kind": ["legal"],
            "case_number": ["12/FIR-0045/2026"],
            "issued_on": ["2026-02-03"],
            "returnable_on": ["2026-02-17"],
            "identifier.username": ["delhi_deals99"],
            "officer_phone": ["+919810000123"],
        },
    ),
    (
        papers.AN_EMERGENCY_FORM,
        {
            "kind": ["emergency"],
            "emergency.harm": ["death"],
            "emergency.person_in_danger": ["Emma, 16, surname unknown."],
            "emergency.other_circumstances": ["Snow is forecast tonight."],
            "badge_number": ["771"],
        },
    ),
    (
        papers.A_TREATY_REQUEST,
        {
            "process": ["mlat_request"],
            "issued_by": ["Staatsanwaltschaft Falkenberg"],
            "agency": ["Kriminalpolizei Falkenberg"],
            "case_number": ["310 Js 4471/26"],
            "signed_by": ["Konrad Sturm"],
        },
    ),
    (
        papers.A_STATE_WARRANT,
        {
            "process": ["warrant"],
            "statute": ["Fla. Stat. § 827.071", "Fla. Stat. § 934.25"],
            "nondisclosure_until": ["2027-02-12"],
            "officer_name": ["Ramona Cruz"],
            "signed_by": ["LEOPOLD FINCH"],
        },
    ),
]


@pytest.mark.parametrize(("text", "expected"), EXPECTED)
def test_a_paper_says_what_a_careful_person_reads_in_it(text: str, expected: dict[str, list[str]]) -> None:
    found = certain(text)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Nothing in this order forbids you to tell the account holder of it.",
        "You need not keep this letter secret; the account holder knows of it.",
        "No request for confidentiality is made.",
        "The Court makes no order under 18 U.S.C. § 2705(b).",
    ],
)
def test_a_sentence_that_leaves_notice_free_is_no_prohibition(sentence: str) -> None:
    assert "nondisclosure" not in certain(f"ORDER\n\nIT IS ORDERED that records be produced.\n\n{sentence}\n")


def test_an_example_in_a_form_is_no_account() -> None:
    text = "Please preserve the account (for example: @jane_example, https://x.example/@jane_example).\n"
    assert not [name for name in certain(text) if name.startswith("identifier")]


def test_what_a_witness_gave_is_not_the_officers() -> None:
    text = "The witness Mrs Harriet Oldcastle (h.oldcastle@postbox.example) reported it.\n"
    assert "officer_email" not in certain(text)


def test_every_fact_of_a_text_says_its_line() -> None:
    assert all(fact.provenance.line for fact in facts_of(papers.A_STATE_SUBPOENA))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=600))
def test_no_text_makes_the_reader_raise(text: str) -> None:
    assert all(fact.name and fact.value for fact in facts_of(text))


_PIECES = st.sampled_from(
    [
        "Case No. 26-1",
        "Username:",
        "@a.b",
        "18 U.S.C. §",
        "2703(d)",
        "until",
        "March 4, 2026",
        "____",
        "Sincerely,",
        "Dr. A B",
        "\t",
        "  ",
        "\n",
        "\n\n",
        "☒",
        "YOU ARE COMMANDED",
        "https://x.example/@y",
        "(217) 555-0142",
        "ext. 4",
        "Emergency",
        ":",
        "?",
        "*",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_PIECES, max_size=60).map(" ".join))
def test_no_heap_of_its_own_words_makes_the_reader_raise(text: str) -> None:
    assert all(fact.name and fact.value for fact in facts_of(text))
