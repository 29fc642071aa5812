"""The check names every problem of a guideline file, with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.guidelines.guideline_samples import SMALL, write_small

from writdesk.guidelines import Catalogue, FaultyGuideline, catalogue, default_folder, load
from writdesk.guidelines.catalogue import guideline_files
from writdesk.guidelines.check import check


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), start=1) if part in line)


def problems(folder: Path, text: str = SMALL) -> list[tuple[int, str]]:
    path = write_small(folder, text)
    return [(each.line, each.message) for each in check([path], Catalogue(folder))]


def test_the_shipped_guidelines_have_no_problem() -> None:
    files = guideline_files(default_folder())
    assert len(files) >= 4
    assert [str(each) for each in check(files, catalogue())] == []


def test_the_small_sample_has_no_problem(tmp_path: Path) -> None:
    assert problems(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "part", "message"),
    [
        ('kind = "warrant"', 'kind = "warant"', "warant", 'process[0].kind: "warant" is none of'),
        ('reached_by = ["warrant"]', 'reached_by = ["warranty"]', "warranty", 'did you mean "warrant"?'),
        ('reached_by = ["warrant"]', "reached_by = []", "reached_by", "no process reaches videos"),
        (
            "officer_name_given",
            "officer_nam_given",
            "officer_nam_given",
            'did you mean "officer_name_given"?',
        ),
        ('remedy = "Give', 'remdy = "Give', "remdy", 'remdy: is no known key; did you mean "remedy"?'),
        ('remedy = "Give', 'remdy = "Give', "if_not_met", "clarify needs a remedy"),
        ("[[channel]]", "[[chanel]]", "[[chanel]]", 'is no known heading; did you mean "channel"?'),
        ("[[channel]]", "[channel]", "[channel]", "write [[channel]]"),
        ('applies_to = ["legal"]', 'applies_to = ["emergency"]', "emergency", "takes no emergency requests"),
        ("in_force_from = 2024-01-01", 'in_force_from = "soon"', "soon", '"soon" is no date'),
        ('section = "Who you are"', "", "[[provision]]", "section: is missing"),
        ('text = "Give your name."', 'text = ""', 'text = ""', '"" is empty'),
        ('if_not_met = "clarify"', 'if_not_met = "refer"', "refer", "refer needs refer_to"),
        ('serves = "*"', 'serves = ["USA"]', "USA", '"USA" is no country'),
        (
            'id = "officer-name"',
            'id = "officer-name"\nwhen = "abroad"',
            "abroad",
            '"abroad" is no known circumstance',
        ),
        (
            'id = "officer-name"',
            'id = "officer-name"\nchannels = ["fax"]',
            "fax",
            '"fax" is no known channel',
        ),
        ('title = "Videos"', 'title = "Videos', "Videos", "no readable TOML file"),
    ],
)
def test_each_fault_is_named_at_its_line(tmp_path: Path, old: str, new: str, part: str, message: str) -> None:
    text = SMALL.replace(old, new)
    assert text != SMALL
    found = problems(tmp_path, text)
    assert any(line == line_of(text, part) and message in said for line, said in found), found


def test_all_faults_are_named_at_once_in_form_and_in_references(tmp_path: Path) -> None:
    text = SMALL.replace('kind = "warrant"', 'kind = "x"').replace('fields = ["title", "file"]', "fields = 3")
    text = text.replace('condition = "officer_name_given"', 'condition = "y"\nfoo = 1')
    text = text.replace('reached_by = ["warrant"]', 'reached_by = ["waranty"]')
    said = " ".join(message for _, message in problems(tmp_path, text))
    for part in ("process[0].kind", "category[0].fields", "provision[0].condition", "foo", '"waranty"'):
        assert part in said


def test_a_parameter_that_a_condition_needs_is_asked_for(tmp_path: Path) -> None:
    text = SMALL.replace('"officer_name_given"', '"channel_is_accepted"')
    found = problems(tmp_path, text)
    assert found == [
        (
            line_of(text, "[[provision]]"),
            "provision[0].accepted: is missing; the condition channel_is_accepted needs it, such as "
            'accepted = ["email", "fax"]',
        )
    ]


def test_an_id_given_twice_is_named_where_it_stands_again(tmp_path: Path) -> None:
    text = SMALL + SMALL[SMALL.index("[[provision]]") :]
    found = problems(tmp_path, text)
    assert (
        len(text.splitlines()) - 6,
        'provision[1].id: "officer-name" stands already above; ids are given once',
    ) in found


def test_a_process_that_opens_nothing_is_named(tmp_path: Path) -> None:
    idle = SMALL[SMALL.index("[[process]]") : SMALL.index("[[category]]")].replace('"warrant"', '"subpoena"')
    assert any("subpoena opens no category" in said for _, said in problems(tmp_path, SMALL + idle))


def test_versions_that_overlap_or_leave_a_gap_are_named(tmp_path: Path) -> None:
    second = SMALL.replace('version = "2024"', 'version = "2025"').replace("2024-01-01", "2025-01-01")
    write_small(tmp_path, second, name="2025")
    until = "in_force_from = 2024-01-01\nin_force_until = {}"
    overlap = SMALL.replace("in_force_from = 2024-01-01", until.format("2025-06-30"))
    assert "overlaps clipstream@2025" in problems(tmp_path, overlap)[0][1]
    gap = SMALL.replace("in_force_from = 2024-01-01", until.format("2024-06-30"))
    assert problems(tmp_path, gap) == [
        (
            line_of(gap, "in_force_until"),
            "in_force_until: nothing is in force between clipstream@2024 and clipstream@2025",
        )
    ]
    assert problems(tmp_path) == []


def test_two_versions_of_one_day_are_named(tmp_path: Path) -> None:
    write_small(tmp_path, SMALL.replace('version = "2024"', 'version = "2024b"'), name="2024b")
    said = [message for _, message in problems(tmp_path)]
    assert said == ["clipstream@2024b and clipstream@2024 come into force on the same day"]


def test_a_copy_is_compared_with_what_it_copies(tmp_path: Path) -> None:
    write_small(tmp_path, SMALL)
    copy = SMALL.replace('id = "clipstream"', 'id = "copy"\ncopy_of = "clipstream@2024"')
    copy = copy.replace('fields = ["title", "file"]', 'fields = ["title"]').replace("officer-name", "name")
    path = tmp_path / "copy.toml"
    path.write_text(copy, encoding="utf-8")
    said = [(each.line, each.message) for each in check([path], Catalogue(tmp_path)) if each.code == "copy"]
    assert [line for line, _ in said] == [3, line_of(copy, "fields = ")]
    assert "officer-name" in said[0][1]
    assert "file" in said[1][1]


def test_a_copy_of_nothing_is_named(tmp_path: Path) -> None:
    copy = SMALL.replace('version = "2024"', 'version = "2024"\ncopy_of = "clipsteam@2024"')
    assert 'did you mean "clipstream"?' in problems(tmp_path, copy)[0][1]


def test_a_guideline_without_cases_is_named(tmp_path: Path) -> None:
    path = write_small(tmp_path)
    path.with_suffix(".cases.toml").unlink()
    said = [each.message for each in check([path], Catalogue(tmp_path))]
    assert said == ["no worked cases; write 2024.cases.toml beside the file"]


def test_a_provision_without_a_case_for_an_outcome_is_named(tmp_path: Path) -> None:
    text = SMALL.replace('"officer_name_given"', '"sender_is_law_enforcement"')
    said = [message for _, message in problems(tmp_path, text)]
    assert "officer-name: no worked case shows it cannot tell" in said
    assert "“An officer gives a name”: findings.officer-name: expected met, got cannot_tell" in said


def test_a_file_that_is_no_text_or_not_there_is_named(tmp_path: Path) -> None:
    path = write_small(tmp_path)
    path.write_bytes(b"\xff\xfe")
    assert "no readable TOML file" in check([path], Catalogue(tmp_path))[0].message
    assert "No such file" in check([tmp_path / "no.toml"], Catalogue(tmp_path))[0].message


def test_loading_a_faulty_file_raises_all_its_problems(tmp_path: Path) -> None:
    path = write_small(
        tmp_path, SMALL.replace('kind = "warrant"', 'kind = "x"').replace('"legal"', '"leagl"')
    )
    with pytest.raises(FaultyGuideline) as refusal:
        load(path)
    assert len(refusal.value.problems) == 4
    assert all(f"{path}:" in line for line in str(refusal.value).splitlines())
