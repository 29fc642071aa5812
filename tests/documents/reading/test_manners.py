# ruff: noqa: E501 - a case keeps its line
"""Manners of asking, forbidding and signing, each by itself: what a sentence of its kind says."""

from __future__ import annotations

import pytest
from tests.documents.reading.test_papers import certain

ORDER = "DISTRICT COURT OF ELM COUNTY\n\nORDER\n\nIT IS ORDERED as follows.\n\n"
PRESERVATION = "PRESERVATION REQUEST\n\n"


@pytest.mark.parametrize(
    ("text", "name", "values"),
    [
        (ORDER + "Chirrup, Inc. shall not, until May 4, 2027, notify the subscriber.", "nondisclosure", ["ordered"]),
        (ORDER + "It is ordered that the provider not notify any party of this order.", "nondisclosure", ["ordered"]),
        (PRESERVATION + "Do not disclose this request to the user.", "nondisclosure", ["requested"]),
        (PRESERVATION + "We ask that this letter be kept from the holder.", "nondisclosure", ["requested"]),
        (ORDER + "Chirrup, Inc. must turn over all account holder details.", "data_category", ["subscriber_information"]),
        (ORDER + "Schedule 2: The material for May: (i) IP logs; (ii) comments.", "data_category", ["log_data", "user_interactions"]),
        ("SUMMONS No. AB-26-0093\n\nSummons to produce records\n", "process", ["subpoena"]),
        ("NOTICE TO PRODUCE\n\nReference: EB/2026/117\n", "kind", ["legal"]),
        (ORDER + "In re: sealed matter\n\nNO. SW2026-001198\n", "case_number", ["SW2026-001198"]),
        (PRESERVATION + "I am Rosa Tern, Patrol Sergeant, badge H-64.", "officer_name", ["Rosa Tern"]),
        (PRESERVATION + "Thank you,\n\nDet. Rosa Tern #318\n", "badge_number", ["318"]),
        (ORDER + "By Rosa Tern, Elm Police Department, ID #8812.", "agency", ["Elm Police Department"]),
        ("REQUEST\n\nFrom - to: 19-02-2026 - 10-03-2026", "date_range", ["2026-02-19/2026-03-10"]),
        (PRESERVATION + "P.O. Box: Private Bag 41", "po_box", ["Private Bag 41"]),
    ],
)  # fmt: skip
def test_each_manner_is_read(text: str, name: str, values: list[str]) -> None:
    assert certain(text).get(name) == values


def test_words_under_a_fax_that_went_astray_ask_for_nothing() -> None:
    text = PRESERVATION + "This facsimile is confidential; you must not disclose it to third parties.\n"
    assert "nondisclosure" not in certain(text)


def test_a_superior_who_is_named_does_not_ask() -> None:
    text = PRESERVATION + "My supervisor is Captain Lou Heron.\n\nMy name is Rosa Tern, Detective Corporal.\n"
    assert certain(text)["officer_name"] == ["Rosa Tern"]


def test_a_line_without_its_tick_is_not_asked_for() -> None:
    text = ORDER + "FOR THE FOLLOWING:\n\n☒ Subscriber information\n\nMessages, comments and likes\n"
    assert certain(text)["data_category"] == ["subscriber_information"]
