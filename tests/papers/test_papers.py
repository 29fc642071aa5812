"""The set of invented papers is whole: enough of them, truth that stands on the paper, the same each time."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from benchmarks.papers import __main__ as measure
from benchmarks.papers.fax import FINE_TIFF, fax
from benchmarks.papers.making import SLOT, make, make_all
from benchmarks.papers.scoring import compare, tally
from benchmarks.papers.truth import NAMES, SETS, Facts, Paper, papers
from PIL import Image

ALL = list(papers())
# Their values are coded, not copied from the paper.
CODED = {
    "kind",
    "process",
    "process_form",
    "statute",
    "issued_by",
    "issued_on",
    "returnable_on",
    "data_category",
    "date_range",
    "nondisclosure",
    "nondisclosure_until",
    "emergency.harm",
    "officer_phone",
    "identifier.phone",
}
KINDS = {
    "subpoena",
    "court_order_2703d",
    "warrant",
    "search_order",
    "court_order",
    "mlat_request",
    "letter_rogatory",
}
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def letters(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def words_of(paper: Paper) -> str:
    if paper.layout.suffix != ".typ":
        return SLOT.sub(lambda slot: paper.words[slot[1]], paper.layout.read_text(encoding="utf-8"))
    document = pdfium.PdfDocument(make(paper))
    return "".join(document[n].get_textpage().get_text_range() for n in range(len(document)))


def test_there_are_enough_papers_in_enough_layouts() -> None:
    layouts = {name: {paper.layout.stem for paper in papers(name)} for name in SETS}
    assert all(len(found) >= 12 for found in layouts.values())
    assert not layouts["development"] & layouts["heldout"], "a layout stands in one half only"
    with_fax = sum(paper.has_fax for paper in ALL)
    assert len(ALL) + with_fax >= 72
    assert with_fax >= 0.8 * len(ALL)


@pytest.mark.parametrize("half", SETS)
def test_each_half_has_every_kind_of_paper(half: str) -> None:
    seen = {value for paper in papers(half) for values in paper.facts.values() for value in values}
    assert seen >= KINDS | {"legal", "emergency", "preservation", "administrative", "grand_jury", "trial"}


@pytest.mark.parametrize("half", SETS)
def test_each_half_asks_for_every_fact_of_the_contract(half: str) -> None:
    asked = {name for paper in papers(half) for name in paper.facts}
    assert NAMES - asked == set()


@pytest.mark.parametrize("paper", ALL, ids=lambda paper: f"{paper.set}-{paper.name}")
def test_what_is_true_stands_on_the_paper(paper: Paper) -> None:
    assert set(paper.facts) | set(paper.allowed) <= NAMES
    text = letters(words_of(paper))
    missing = [
        (name, value)
        for name, values in paper.facts.items()
        for value in values
        if name not in CODED and not any(letters(one) in text for one in value.split(" || "))
    ]
    assert not missing
    for name in ("issued_on", "returnable_on"):
        assert all(DAY.fullmatch(value) for value in paper.facts.get(name, ()))


def test_every_document_can_be_made(tmp_path: Path) -> None:
    made = list(make_all([next(papers(name)) for name in SETS], tmp_path))
    assert [one.is_degraded for one in made] == [False, True, False, True]
    assert all(one.path.stat().st_size > 1000 for one in made)


def test_the_same_paper_is_made_of_the_same_bytes() -> None:
    for paper in (ALL[0], ALL[-1]):
        assert make(paper) == make(paper)
    pdf = make(ALL[0])
    assert fax(pdf, ALL[0].name, FINE_TIFF) == fax(pdf, ALL[0].name, FINE_TIFF)


def test_a_fax_is_of_one_bit_and_coarse() -> None:
    image = Image.open(io.BytesIO(fax(make(ALL[0]), ALL[0].name, FINE_TIFF)))
    assert (image.mode, image.info["compression"]) == ("1", "group4")
    assert [round(float(dots)) for dots in image.info["dpi"]] == [204, 196]


def test_a_false_statement_and_a_miss_are_both_counted() -> None:
    truth = {"kind": ("legal",), "statute": ("18 U.S.C. § 2703(d)",), "agency": ("Pine County Sheriff",)}
    allowed = {"statute": ("18 U.S.C. § 2705(b)",)}
    said = [
        ("kind", "Legal"),
        ("statute", "18 USC 2703(d)"),
        ("statute", "18 U.S.C. § 2705(b)"),
        ("case_number", "1"),
    ]
    scores = tally([compare(truth, allowed, said)])
    assert (scores["all"].right, scores["all"].wrong, scores["all"].missed) == (2, 1, 1)
    assert scores["case_number"].precision == 0
    assert scores["agency"].recall == 0


def test_a_perfect_reader_scores_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    truth = {paper.name: paper.facts for paper in ALL}
    monkeypatch.setattr(measure, "read", lambda path: _told(truth[path.stem.removesuffix("_fax")]))
    assert measure.main(["--set", "development", "--only", "extension_letter", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    for form in ("text", "degraded"):
        assert (told["scores"][form]["all"]["precision"], told["scores"][form]["all"]["recall"]) == (1, 1)
    assert not any(one["wrong"] or one["missed"] for one in told["faults"].values())


def test_a_document_that_cannot_be_read_misses_everything(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(path: Path) -> list[tuple[str, str]]:
        raise RuntimeError(path.name)

    monkeypatch.setattr(measure, "read", refuse)
    assert measure.main(["--set", "development", "--only", "mail_body_1", "--verbose"]) == 0
    assert "missed agency = Township of Elmsworth Police Service" in capsys.readouterr().out


def _told(facts: Facts) -> list[tuple[str, str]]:
    return [(name, value.split(" || ")[-1]) for name, values in facts.items() for value in values]
