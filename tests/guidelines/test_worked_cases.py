"""Every worked case beside every guideline file is a test, named by its sentence."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from writdesk.core.conditions import CONDITIONS, Outcome
from writdesk.core.guideline import Guideline
from writdesk.guidelines import FaultyGuideline, load
from writdesk.guidelines.cases import Case, cases_file, guideline_file, outcomes_shown, read_cases, run_case
from writdesk.guidelines.catalogue import default_folder, guideline_files

FILES = guideline_files(default_folder())
CASES = [case for path in FILES if cases_file(path).exists() for case in read_cases(cases_file(path))]
the_guideline = cache(load)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{Path(case.file).parent.name}: {case.name}")
def test_worked_case(case: Case) -> None:
    assert run_case(case, the_guideline(guideline_file(Path(case.file)))) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_each_guideline_has_at_least_25_worked_cases_with_names_of_their_own(path: Path) -> None:
    names = [case.name for case in read_cases(cases_file(path))]
    assert len(names) >= 25
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_every_provision_has_text_section_and_a_case_in_each_outcome_it_can_have(path: Path) -> None:
    shown = outcomes_shown(read_cases(cases_file(path)))
    for provision in load(path).provisions:
        assert provision.text.strip(), provision.id
        assert provision.section.strip(), provision.id
        possible = set(Outcome) - set(CONDITIONS[provision.condition].never)
        missing = possible - shown.get(provision.id, set())
        assert not missing, f"{provision.id}: write a case in {cases_file(path)} that shows it {missing}"


def test_a_case_that_does_not_hold_says_what_came_out() -> None:
    case = CASES[0]
    wrong = replace(case, expect={"disposition": "disregard", "findings": {"no-such": "met"}})
    lines = run_case(wrong, the_guideline(guideline_file(Path(case.file))))
    assert lines[0].startswith("disposition: expected disregard, got ")
    assert lines[1] == "findings.no-such: expected met, got not_asked"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_the_cases_notice_when_a_provision_is_taken_out(path: Path) -> None:
    guideline: Guideline = load(path)
    cases = read_cases(cases_file(path))
    for gone in guideline.provisions:
        rest = replace(guideline, provisions=tuple(each for each in guideline.provisions if each is not gone))
        assert any(run_case(case, rest) for case in cases), gone.id


def test_a_case_of_the_wrong_form_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "x.cases.toml"
    file.write_text(
        '[base.legal]\nkind = "legal"\n\n[[case]]\nnme = "x"\nbase = "leagl"\nexpect.weather = 1\n'
    )
    with pytest.raises(FaultyGuideline) as refusal:
        read_cases(file)
    said = [str(each).removeprefix(str(file)) for each in refusal.value.problems]
    assert said[:3] == [
        ":4: a case needs name [case]",
        ':4: nme is no known key of a case; did you mean "name"? [case]',
        ':4: there is no [base.leagl]; did you mean "legal"? [case]',
    ]
    assert said[3].startswith(":4: weather cannot be expected; known are disposition, needs_person")
