"""docs/coverage says what carries each sentence of the source texts: nothing is left out."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.corpora import SHARED
from tests.guidelines.coverage_tables import ROOT, TABLES, Row, plain, rows_of, sentences_of

from writdesk.core.conditions import CONDITIONS

QUOTING = ("text", "except_text", "section", "heading")
ENTRIES = ("channel", "process", "category", "provision")
# What carries nothing of a guideline; all else must exist in the guideline file and quote the sentence.
WITHOUT_RULE = ("heading", "furniture", "later:transparency", "later:portability")
TEXTS = {
    "000_dcda651a39d8d5fb": "seeds/000_dcda651a39d8d5fb.txt",
    "001_f3d384eb916f179d": "seeds/001_f3d384eb916f179d.txt",
    "002_6f92842913011728": "seeds/002_6f92842913011728.txt",
    "003_169f5ec902a9f050": "seeds/003_169f5ec902a9f050.txt",
    "004_8bd4a4ed1b1a07fc": "seeds/004_8bd4a4ed1b1a07fc.txt",
    "tiktok-2026-07-13": "corpora/guideline-texts/tiktok-2026-07-13.md",
}
EVERY_TABLE = pytest.mark.parametrize("name", TEXTS)


@cache
def guideline(name: str) -> dict[str, Any]:
    folder, version = name.split("@")
    file = ROOT / "guidelines" / folder / f"{version}.toml"
    refused = ROOT / "tests" / "guidelines" / "refused" / f"{folder}.toml"
    return tomllib.loads((file if file.exists() else refused).read_text(encoding="utf-8"))


def tables_named(name: str, carrier: str) -> list[dict[str, Any]]:
    """The tables of the guideline file that a carrier names; empty when there is none."""
    kind, _, identity = carrier.partition(":")
    heading, _, key = kind.partition(".")
    found = guideline(name).get(heading, [])
    found = found if isinstance(found, list) else [found]
    if key:
        found = [entry for table in found for entry in table.get(key, [])]
    return [entry for entry in found if not identity or entry.get("id") == identity]


def words_of(table: dict[str, Any]) -> str:
    """All the words of an entry, as one string."""
    quoted = [value for value in table.values() if isinstance(value, str)]
    return " ".join(plain(text) for text in quoted).casefold()


def ruling(rows: list[Row]) -> list[Row]:
    return [row for row in rows if not set(row.carriers) & set(WITHOUT_RULE)]


def source(name: str) -> Path:
    if SHARED is None or not (SHARED / TEXTS[name]).exists():
        pytest.skip("the source texts do not lie beside the repository")
    return SHARED / TEXTS[name]


@EVERY_TABLE
@pytest.mark.corpora
def test_every_sentence_of_the_text_has_its_row(name: str) -> None:
    rows = rows_of(TABLES / f"{name}.md")
    expected = [(each.line, plain(each.text)) for each in sentences_of(source(name))]
    assert len(rows) == len(expected), f"docs/coverage/{name}.md: rows and sentences differ in number"
    for row, (line, sentence) in zip(rows, expected, strict=True):
        assert row.line == line, f"docs/coverage/{name}.md: no row for line {line}: {sentence}"
        assert sentence.startswith(row.begins), f"docs/coverage/{name}.md, line {line}: {sentence}"
        assert row.begins


@EVERY_TABLE
def test_whatever_a_row_names_exists(name: str) -> None:
    for row in rows_of(TABLES / f"{name}.md"):
        assert row.carriers, f"docs/coverage/{name}.md, line {row.line}: nothing carries it"
        for carrier in set(row.carriers) - set(WITHOUT_RULE):
            assert row.guideline, f"docs/coverage/{name}.md: name the guideline above the table"
            assert tables_named(row.guideline, carrier), f"{name}, line {row.line}: no {carrier}"


@EVERY_TABLE
@pytest.mark.corpora
def test_what_carries_a_sentence_quotes_it(name: str) -> None:
    sentences = sentences_of(source(name))
    for row, sentence in zip(rows_of(TABLES / f"{name}.md"), sentences, strict=True):
        if set(row.carriers) & {*WITHOUT_RULE, "guideline"}:
            continue
        wanted = plain(sentence.text).rstrip(";.: ").casefold()
        quotes = " ".join(
            words_of(t) for each in row.carriers for t in tables_named(str(row.guideline), each)
        )
        assert wanted in quotes, f"{name}, line {row.line}: {row.carriers} do not quote “{wanted}”"


@EVERY_TABLE
def test_a_row_says_so_where_only_a_person_can_judge(name: str) -> None:
    for row in ruling(rows_of(TABLES / f"{name}.md")):
        for carrier in row.carriers:
            for entry in tables_named(str(row.guideline), carrier):
                condition = CONDITIONS.get(str(entry.get("condition")))
                if condition is not None and condition.judged_by_person:
                    assert "person" in row.remark, (
                        f"{name}, line {row.line}: {carrier} is for a person to judge"
                    )


@EVERY_TABLE
def test_what_comes_later_is_said_plainly(name: str) -> None:
    for row in rows_of(TABLES / f"{name}.md"):
        if any(carrier.startswith("later:") for carrier in row.carriers):
            assert re.match(r"issue on (transparency reports|portability applications), later", row.remark)


def test_every_entry_of_a_shipped_guideline_comes_from_a_sentence_of_its_text() -> None:
    """Good practice that the desk adds is marked as such, and stands in no text."""
    named = {
        (row.guideline, carrier)
        for name in TEXTS
        for row in rows_of(TABLES / f"{name}.md")
        for carrier in row.carriers
    }
    for file in sorted((ROOT / "guidelines").glob("*/*.toml")):
        if file.name.endswith(".cases.toml"):
            continue
        shipped = f"{file.parent.name}@{file.stem}"
        for kind in ENTRIES:
            for entry in guideline(shipped).get(kind, []):
                if entry.get("basis") != "practice":
                    carrier = f"{kind}:{entry['id']}"
                    assert (shipped, carrier) in named, f"{shipped}: {carrier} stands in no coverage table"


def _quotations(name: str) -> list[tuple[str, str]]:
    """Where a shipped guideline quotes its text, and what: good practice quotes nothing."""
    found = []
    for heading, value in guideline(name).items():
        for table in value if isinstance(value, list) else [value]:
            for entry in (table, *table.get("refers", [])):
                if entry.get("basis") != "practice":
                    at = f"{heading} {entry.get('id', '')}"
                    found += [(at, entry[key]) for key in QUOTING if key in entry]
    return found


@pytest.mark.corpora
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tiktok-inc@2020-08-13", "001_f3d384eb916f179d"),
        ("tiktok-pte@2020-08-13", "001_f3d384eb916f179d"),
        ("twitter-inc@2013", "004_8bd4a4ed1b1a07fc"),
        ("tiktok@2026-07-13", "tiktok-2026-07-13"),
        ("blog-copy@2024-05-13", "000_dcda651a39d8d5fb"),
    ],
)
def test_every_quotation_stands_in_the_text_word_for_word(name: str, text: str) -> None:
    whole = plain(source(text).read_text(encoding="utf-8"))
    for at, quotation in _quotations(name):
        for paragraph in quotation.split("\n\n"):
            assert plain(paragraph) in whole, f"{name}, {at}: stands nowhere in the text: {paragraph}"
