"""A guideline made from a copy is held against its original; the blog's copy is refused with every reason."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.guidelines.coverage_tables import ROOT

from writdesk.cli import main
from writdesk.guidelines.catalogue import Catalogue
from writdesk.guidelines.check import check

BLOG = ROOT / "tests" / "guidelines" / "refused" / "blog-copy.toml"
ORIGINAL = ROOT / "guidelines" / "tiktok-inc" / "2020-08-13.toml"
GUIDELINES = ROOT / "guidelines"

WRONG_WITH_THE_BLOG = (
    # process names that do not exist, and the categories that nothing reaches for that reason
    '"warranty" is no known process; did you mean "warrant"?',
    '"guarantee" is no known process',
    '"authorization_order" is no known process',
    "no process reaches video_content",
    "no process reaches user_interactions",
    # the ladder, against the original
    "subscriber_information: subpoena is lost",
    "video_content: warrant is lost",
    "user_interactions: warrant is lost",
    "log_data: warrant is lost",
    "the process subpoena is lost",
    "the process mlat_request is lost",
    # fields run together or dropped
    "the field first_and_last_name is lost",
    "the field phone_number is lost",
    "the field device_model is lost",
    # "If you follow the policy below, your request will not be processed"
    "reversed: KH, HK, ID, LA, PH, SG, TH, JP, KR, TW, VN, MY, MO are served here",
    "the original refers them to tiktok-pte",
    "the referral of RU to https://www.tiktok.com/legal/law-enforcement?lang=ru is lost",
    # particulars that have lost their point
    "agent-email: asks officer_email_given here; the original asks officer_email_is_employer_issued",
    "mailing-address: asks mailing_address_given here; the original asks mailing_address_is_not_po_box",
    "preservation-one-extension: reject here; flag in the original",
    # what the copy breaks off before
    "emergency requests are lost",
    "[emergency] is lost",
    "[notice] is lost",
    "[foreign] is lost",
    "[enforcement] is lost",
    "[reimbursement] is lost",
    "the provision from-law-enforcement is lost",
)


def problems_of(file: Path) -> list[str]:
    return [str(problem) for problem in check([file], Catalogue(GUIDELINES))]


def copied(folder: Path, *changes: tuple[str, str]) -> Path:
    """A copy of TikTok Inc.'s guideline with its cases, these words changed."""
    text = ORIGINAL.read_text(encoding="utf-8")
    for before, after in (
        ('version = "2020-08-13"', 'version = "c"\ncopy_of = "tiktok-inc@2020-08-13"'),
        *changes,
    ):
        assert before in text
        text = text.replace(before, after, 1)
    file = folder / "copy.toml"
    file.write_text(text, encoding="utf-8")
    cases = ORIGINAL.with_suffix(".cases.toml").read_text(encoding="utf-8")
    file.with_suffix(".cases.toml").write_text(cases, encoding="utf-8")
    return file


@pytest.mark.parametrize("wrong", WRONG_WITH_THE_BLOG)
def test_the_check_names_what_is_wrong_with_the_blogs_copy(wrong: str) -> None:
    assert any(wrong in problem for problem in problems_of(BLOG))


def test_every_problem_of_the_blogs_copy_has_its_file_and_line() -> None:
    lines = BLOG.read_text(encoding="utf-8").splitlines()
    for problem in check([BLOG], Catalogue(GUIDELINES)):
        assert str(problem).startswith(f"{BLOG}:{problem.line}: ")
        assert 1 <= problem.line <= len(lines)
    warranty = next(line for line in problems_of(BLOG) if '"warranty" is no known process' in line)
    assert "warranty" in lines[int(warranty.split(":")[1]) - 1]


def test_the_command_refuses_the_blogs_copy() -> None:
    result = CliRunner().invoke(main, ["guideline", "check", str(BLOG)])
    assert result.exit_code != 0
    assert '"warranty" is no known process' in result.output


def test_a_faithful_copy_differs_in_nothing(tmp_path: Path) -> None:
    assert problems_of(copied(tmp_path)) == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            'by = "officer_jurisdiction"\nserves = "*"',
            'by = "officer_jurisdiction"\nserves = ["US"]',
            "serves: only US",
        ),
        ('home = ["US"]', 'home = ["US", "CA"]', "home: the authorities that come directly are US"),
        ('jurisdictions = ["RU"]', 'jurisdictions = ["BY"]', "the referral of RU"),
        ("days = 90", "days = 60", "preservation.days: 60 here; 90 in the original"),
        ('default = "person_decides"', 'default = "notify"', "notice.default: notify here"),
        ("may_seek = true", "may_seek = false", "reimbursement.may_seek: False here"),
        (
            'except_when = ["publicly_available"]\n',
            "",
            "video_content: the exception publicly_available is lost",
        ),
        (
            'identifiers = ["username"]',
            'identifiers = ["email"]',
            "username: asks the same with other values",
        ),
        (
            'reached_by = ["warrant"]',
            'reached_by = ["subpoena", "warrant"]',
            "subpoena opens this category here",
        ),
    ],
)
def test_a_copy_that_differs_is_told_where(tmp_path: Path, before: str, after: str, told: str) -> None:
    assert any(told in problem for problem in problems_of(copied(tmp_path, (before, after))))


def test_a_copy_of_a_guideline_that_does_not_exist_is_told_so(tmp_path: Path) -> None:
    file = copied(tmp_path, ('copy_of = "tiktok-inc@2020-08-13"', 'copy_of = "tiktok-ink@2020-08-13"'))
    assert any("copy_of" in problem for problem in problems_of(file))
