"""``writdesk assess``, ``guideline`` and ``schema`` as programs outside the project call them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.core.request_samples import legal
from tests.guidelines.guideline_samples import SMALL, write_small

from writdesk.cli import main


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WRITDESK_GUIDELINES", raising=False)
    monkeypatch.delenv("WRITDESK_PROVIDER", raising=False)


def run(*arguments: str, text: bytes | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=text)


def assess(folder: Path, document: Any, *options: str) -> Result:
    path = folder / "request.json"
    path.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
    return run("assess", str(path), *options)


def test_the_answer_is_json_and_the_exit_code_0_whatever_the_disposition(tmp_path: Path) -> None:
    found = assess(tmp_path, legal(agency={"jurisdiction": "JP"}), "--json")
    assert found.exit_code == 0
    assert json.loads(found.stdout)["disposition"] == "refer"
    assert found.stderr == ""


def test_in_words_the_answer_names_disposition_reach_and_notice(tmp_path: Path) -> None:
    found = assess(tmp_path, legal())
    assert found.exit_code == 0
    for part in ("Disposition: proceed in part", "Reach, user_interactions: no.", "Notice: withhold."):
        assert part in found.stdout


def test_the_version_in_force_at_receipt_is_taken(tmp_path: Path) -> None:
    found = assess(tmp_path, legal(), "--guideline", "tiktok-inc", "--json")
    assert json.loads(found.stdout)["guideline"]["version"] == "2020-08-13"
    early = assess(tmp_path, legal(received_at="2020-08-12T23:59:59Z"))
    assert early.exit_code == 3
    assert "in force" in early.stderr
    named = assess(tmp_path, legal(), "--guideline", "tiktok-inc@2020-08-13", "--json")
    assert named.stdout == found.stdout


@pytest.mark.parametrize(
    "wanted", ["nobody", "tiktok-inc@1999", "tiktok", "../tiktok-inc", "tiktok-inc@../x"]
)
def test_an_unknown_guideline_is_exit_code_3(tmp_path: Path, wanted: str) -> None:
    found = assess(tmp_path, legal(), "--guideline", wanted, "--json")
    assert (found.exit_code, found.stdout) == (3, "")


def test_a_guideline_that_does_not_load_is_exit_code_3_with_its_lines(tmp_path: Path) -> None:
    write_small(tmp_path, SMALL.replace('kind = "warrant"', 'kind = "x"'))
    found = assess(tmp_path, legal(), "--guideline", "clipstream", "--folder", str(tmp_path))
    assert found.exit_code == 3
    assert "2024.toml:22: process[0].kind" in found.stderr


def test_folder_and_provider_are_read_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_small(tmp_path)
    monkeypatch.setenv("WRITDESK_GUIDELINES", str(tmp_path))
    monkeypatch.setenv("WRITDESK_PROVIDER", "clipstream")
    assert json.loads(assess(tmp_path, legal(), "--json").stdout)["guideline"]["id"] == "clipstream"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is no JSON"),
        ("", "is no JSON"),
        ("[]", "$: a list is no object"),
        ("null", "$: null is no object"),
        ("{}", "$.kind: is missing"),
        ('{"kind": "legal", "kind": "legal"}', 'the key "kind" stands twice'),
        ("[" * 100_000, "nested too deeply"),
        ('{"kind": "legal", "received_at": "2024-03-04T15:20:00"}', "has no time zone"),
        ('{"kind": "legal", "received_at": "2024-03-04T15:20:00Z", "channel": "\\ud800"}', "$.channel"),
    ],
)
def test_what_is_no_request_is_exit_code_2_with_every_fault(tmp_path: Path, text: str, said: str) -> None:
    found = assess(tmp_path, text, "--json")
    assert (found.exit_code, found.stdout) == (2, "")
    assert said in found.stderr
    assert "Traceback" not in found.stderr


def test_a_file_that_is_not_there_or_no_text_is_exit_code_2(tmp_path: Path) -> None:
    assert run("assess", str(tmp_path / "no.json")).exit_code == 2
    assert run("assess", str(tmp_path)).exit_code == 2
    (tmp_path / "b.json").write_bytes(b"\xff\xfe{}")
    assert "UTF-8" in run("assess", str(tmp_path / "b.json")).stderr


def test_a_request_may_come_from_standard_input_with_a_byte_order_mark() -> None:
    assert run("assess", "-", "--json", text=b"\xef\xbb\xbf" + json.dumps(legal()).encode()).exit_code == 0


def test_a_key_that_nobody_reads_is_noted_and_the_request_assessed(tmp_path: Path) -> None:
    found = assess(tmp_path, legal(chanel="fax"), "--json")
    assert found.exit_code == 0
    assert 'note: $.chanel: is not known and was not read; did you mean "channel"?' in found.stderr


def test_the_command_works_from_any_directory_and_starts_without_django(tmp_path: Path) -> None:
    (tmp_path / "request.json").write_text(json.dumps(legal()), encoding="utf-8")
    script = (
        "import sys; from writdesk.cli import main\n"
        "try: main(['assess', 'request.json', '--json'])\n"
        "finally: assert not {'django', 'sqlalchemy', 'duckdb'} & set(sys.modules)"
    )
    found = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        capture_output=True,
        timeout=60,
        check=False,
        env=os.environ,
    )
    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout)["guideline"]["id"] == "tiktok-inc"


def test_the_schema_of_a_request_is_published() -> None:
    found = run("schema", "request")
    assert json.loads(found.stdout)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_guidelines_are_listed_checked_rendered_compared_and_explained(tmp_path: Path) -> None:
    assert "tiktok-inc@2020-08-13" in run("guideline", "list").stdout
    assert run("guideline", "render", "tiktok-inc").stdout.startswith("<!doctype html>")
    assert run("guideline", "render", "tiktok-inc", "--format", "md").stdout.startswith("# Law Enforcement")
    assert "The provider is Twitter, Inc." in run("guideline", "diff", "tiktok-inc", "twitter-inc").stdout
    assert "Nothing changed" in run("guideline", "diff", "tiktok-inc", "tiktok-inc").stdout
    assert "P.O Box" in run("guideline", "explain", "tiktok-inc", "mailing-address").stdout
    for wrong in (("render", "x"), ("diff", "tiktok-inc", "x"), ("explain", "tiktok-inc", "x")):
        assert run("guideline", *wrong).exit_code == 3


def test_the_check_exits_with_1_and_names_file_and_line(tmp_path: Path) -> None:
    good = write_small(tmp_path)
    assert run("guideline", "check", str(good), "--folder", str(tmp_path)).exit_code == 0
    bad = write_small(tmp_path, SMALL.replace('kind = "warrant"', 'kind = "x"'))
    found = run("guideline", "check", str(bad), "--folder", str(tmp_path))
    assert found.exit_code == 1
    assert f"{bad}:22: process[0].kind" in found.stdout


def test_the_tables_are_written_where_they_are_wanted(tmp_path: Path) -> None:
    assert run("guideline", "table", "--write", str(tmp_path / "provisions")).exit_code == 0
    assert (
        (tmp_path / "provisions" / "tiktok-inc-2020-08-13.md")
        .read_text()
        .startswith("# Provisions of tiktok-inc")
    )
