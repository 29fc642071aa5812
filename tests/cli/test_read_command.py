# ruff: noqa: E501 - papers and patterns keep their lines
"""``writdesk read`` as programs outside the project call it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
from tests.documents.reading import papers


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "writdesk", *map(str, arguments)], capture_output=True, text=True, check=False
    )


def a_mail(folder: Path) -> Path:
    path = folder / "letter.eml"
    head = "From: Marcus Feld <mfeld@badgercitypd.example>\nTo: legal@clipstream.example\nSubject: Preservation\n"
    path.write_text(f"{head}Date: Wed, 14 Jan 2026 10:00:00 +0000\n\n{papers.A_PRESERVATION_LETTER}")
    return path


def test_the_answer_keeps_to_its_published_schema(tmp_path: Path) -> None:
    schema = json.loads(run("schema", "reading").stdout)
    found = json.loads(run("read", a_mail(tmp_path), "--json").stdout)
    jsonschema.validate(found, schema)
    assert found["kind"]["value"] == "preservation"
    assert found["kind"]["reasons"]


def test_without_dns_answers_the_sender_cannot_be_told(tmp_path: Path) -> None:
    sender = json.loads(run("read", a_mail(tmp_path), "--json").stdout)["sender"]
    assert sender["domain"] == "badgercitypd.example"
    assert sender["spf"]["result"] == sender["dmarc"]["result"] == "cannot_tell"


def test_with_a_zone_file_the_sender_is_checked(tmp_path: Path) -> None:
    zone = tmp_path / "zone"
    zone.write_text('badgercitypd.example. TXT "v=spf1 ip4:192.0.2.1 -all"\n')
    told = run(
        "read", a_mail(tmp_path), "--json", "--dns", zone, "--ip", "192.0.2.1", "--helo", "mx.example",
        "--mail-from", "mfeld@badgercitypd.example",
    )  # fmt: skip
    assert json.loads(told.stdout)["sender"]["spf"]["result"] == "pass"


def test_what_was_read_can_be_assessed_at_once(tmp_path: Path) -> None:
    request = tmp_path / "request.json"
    request.write_text(run("read", a_mail(tmp_path), "--as-request").stdout)
    told = json.loads(request.read_text())
    assert told["kind"] == "preservation"
    assert told["officer"]["email"] == "mfeld@badgercitypd.example"
    assert told["officer"]["is_sworn"] is None
    assert run("assess", request, "--json").returncode == 0


def test_a_paper_whose_kind_is_unknown_is_said_to_be_so(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("Hello, how do you do?\n")
    done = run("read", path, "--as-request")
    assert done.returncode == 0
    assert "kind" in done.stderr


def test_words_for_a_person_name_the_place(tmp_path: Path) -> None:
    told = run("read", a_mail(tmp_path)).stdout
    assert told.startswith("Kind: preservation")
    assert "(line " in told


def test_a_file_that_is_not_there_ends_with_2(tmp_path: Path) -> None:
    assert run("read", tmp_path / "absent.pdf").returncode == 2


def test_a_guideline_that_is_not_there_ends_with_3(tmp_path: Path) -> None:
    assert run("read", a_mail(tmp_path), "--as-request", "--guideline", "nobody").returncode == 3
