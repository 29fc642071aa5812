"""Values in CSV and JSON Lines."""

from __future__ import annotations

import csv
import json
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writdesk.production.cells import csv_line, json_line

FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
TEXTS = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("=+-@;\t\r\n\"',\x00\u202e\u2028\ud800")))
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), TEXTS
)


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_no_text_becomes_a_cell_that_begins_as_a_formula(values: list[str]) -> None:
    row = next(csv.reader(StringIO(csv_line(values).decode(), newline="")))
    assert len(row) == len(values)
    assert not [cell for cell in row if cell.startswith(FORMULA_STARTS)]


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_a_spreadsheet_that_splits_at_semicolons_finds_no_formula_either(values: list[str]) -> None:
    row = next(csv.reader(StringIO(csv_line(values).decode(), newline="")))
    parts = [
        part
        for cell in row
        for part in cell.replace("\t", ";").replace("\n", ";").replace("\r", ";").split(";")
    ]
    assert not [part for part in parts if part.startswith(tuple("=+-@＝＋－＠"))]


@given(st.lists(SCALARS, max_size=5))
def test_a_row_stays_one_row_of_as_many_cells(values: list[str | int | float | bool | None]) -> None:
    found = list(csv.reader(StringIO(csv_line(("first", *values)).decode(), newline="")))
    assert [len(row) for row in found] == [len(values) + 1]


@given(st.dictionaries(st.text(), SCALARS, max_size=5))
def test_json_lines_give_every_value_back_from_one_line(
    values: dict[str, str | int | float | bool | None],
) -> None:
    line = json_line({"values": values})
    assert len(line.decode().splitlines()) == 1
    assert json.loads(line)["values"] == values


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_json_cannot_say_is_kept_as_text(number: float) -> None:
    assert json.loads(json_line({"values": {"a": number}}))["values"]["a"] == str(number)


def test_a_harmless_text_is_left_alone() -> None:
    assert csv_line(["Mira, “hello” – ok; fine"]) == '"Mira, “hello” – ok; fine"\r\n'.encode()


def test_a_direction_override_is_shown_in_csv() -> None:
    assert csv_line(["photo\u202egpj.exe"]) == b'"photo[U+202E]gpj.exe"\r\n'
