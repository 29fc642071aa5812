"""What is made from a guideline: its page, its ladder, its tables, its differences, its explanations."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from writdesk.core.guideline import Guideline, IfNotMet, NoticeDefault
from writdesk.guidelines import UnknownGuideline, catalogue
from writdesk.guidelines.cases import cases_file, read_cases
from writdesk.guidelines.diff import diff
from writdesk.guidelines.explain import explain
from writdesk.guidelines.ladder import ladder
from writdesk.guidelines.render import render_fragment, render_markdown, render_page
from writdesk.guidelines.tables import table_files

SHELF = catalogue()
INC = SHELF.get("tiktok-inc")
DOCS = Path(__file__).resolve().parents[2] / "docs"
VOID = {"meta", "br"}


class Tags(HTMLParser):
    """Holds that every tag is closed in order, and collects the ids."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("guideline", SHELF.all(), ids=lambda each: each.id)
def test_the_page_is_well_formed_and_has_an_anchor_for_each_provision(guideline: Guideline) -> None:
    tags = Tags()
    tags.feed(render_page(guideline))
    assert tags.open == []
    assert len(tags.ids) == len(set(tags.ids))
    assert {f"provision-{each.id}" for each in guideline.provisions} <= set(tags.ids)


def test_text_in_a_guideline_cannot_become_markup() -> None:
    hostile = replace(INC, title="<script>alert(1)</script>", note='"><img src=x>')
    for page in (render_page(hostile), render_fragment(hostile)):
        assert "<script" not in page
        assert "<img" not in page
    assert "<script" not in render_markdown(hostile)


def test_the_ladder_of_tiktok_inc_climbs_from_subpoena_to_warrant() -> None:
    table = ladder(INC)
    assert [each.id for each in table.categories] == [
        *("subscriber_information", "log_data", "video_content", "user_interactions"),
    ]
    cells = {rung.process.id: " ".join(each.reachable for each in rung.cells) for rung in table.rungs}
    assert cells == {
        "subpoena": "yes no no no",
        "court_order_2703d": "yes yes no no",
        "warrant": "yes yes yes yes",
        "mlat_request": "cannot_tell cannot_tell cannot_tell cannot_tell",
        "letter_rogatory": "cannot_tell cannot_tell cannot_tell cannot_tell",
    }
    assert list(cells)[:3] == ["subpoena", "court_order_2703d", "warrant"]


def test_the_markdown_page_shows_the_ladder_as_a_table() -> None:
    assert "| Warrant | yes | yes | yes | yes |" in render_markdown(INC)


def test_the_tables_in_docs_are_those_that_the_files_make() -> None:
    made = table_files(SHELF, DOCS / "provisions")
    stale = [str(path) for path, text in made.items() if path.read_text(encoding="utf-8") != text]
    assert not stale, f"run `writdesk guideline table --write docs/provisions` to renew {stale}"
    assert {path for path in made if path.parent.name == "provisions"} == set(
        (DOCS / "provisions").glob("*.md")
    )


def test_a_guideline_does_not_differ_from_itself() -> None:
    assert diff(INC, INC) == []


def test_what_changed_for_an_officer_is_said_in_sentences() -> None:
    category = replace(INC.categories[3], reached_by=("warrant",), fields=("logins_and_logouts",))
    provision = replace(INC.provisions[0], if_not_met=IfNotMet.FLAG)
    new = replace(
        INC,
        categories=(*INC.categories[:3], category),
        provisions=(provision, *INC.provisions[2:]),
        preservation=replace(INC.preservation, days=60),
        notice=replace(INC.notice, default=NoticeDefault.NOTIFY, before_disclosure=True),
        channels=INC.channels[1:],
    )
    assert [(change.topic, change.sentence, change.anchor) for change in diff(INC, new)] == [
        ("Where to send it", "Requests are not taken by Email any more: legal@tiktok.com.", ""),
        (
            "Data",
            "Log Data: not opened by Court order under 18 U.S.C. § 2703(d) any more; "
            "it is opened by Warrant.",
            "data-log_data",
        ),
        ("Data", "Log Data: without content metadata and communication metadata.", "data-log_data"),
        (
            "How requests are answered",
            "Preservation: Preserves for 60 days, 1 extension of 90 days. "
            "Before: Preserves for 90 days, 1 extension of 90 days.",
            "",
        ),
        (
            "How requests are answered",
            "Telling the account holder: Account holders are told before disclosure (all requests). "
            "Held when: prohibited by law, nondisclosure order or requested by officer. "
            "Before: No notice is promised; a person decides. "
            "Held when: prohibited by law, nondisclosure order or requested by officer.",
            "",
        ),
        (
            "Asked differently",
            "The sender is a law-enforcement agency (legal and preservation requests): if it is not so, "
            "whoever decides is shown it; before: the request is disregarded.",
            "from-law-enforcement",
        ),
        (
            "Not asked any more",
            "The sender is a law-enforcement agency (emergency requests).",
            "emergency-from-law-enforcement",
        ),
    ]


@pytest.mark.parametrize("old", SHELF.all(), ids=lambda each: each.id)
@pytest.mark.parametrize("new", SHELF.all(), ids=lambda each: each.id)
def test_any_two_guidelines_can_be_compared(old: Guideline, new: Guideline) -> None:
    sentences = [change.sentence for change in diff(old, new)]
    assert bool(sentences) == (old is not new)
    assert not [sentence for sentence in sentences if re.search(r"[a-z]_[a-z]", sentence)]
    assert all(sentence.endswith((".", "”", "”.")) and ".." not in sentence for sentence in sentences), (
        sentences
    )


def test_a_provision_is_explained_with_its_sentence_and_its_cases() -> None:
    cases = read_cases(cases_file(SHELF.folder / "tiktok-inc" / "2020-08-13.toml"))
    said = explain(INC, "mailing-address", cases)
    assert "“Requesting agent mailing address (P.O Box will not be accepted); and”" in said
    assert "Not met: A P.O. box is no mailing address" in said
    with pytest.raises(UnknownGuideline, match='did you mean "mailing-address"'):
        explain(INC, "mailing-adress")
