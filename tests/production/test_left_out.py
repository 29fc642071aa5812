"""A package of which a person left records out says so, everywhere the same."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.production.sample import REFERENCE, package
from writdesk.production.checking.package_check import check_package
from writdesk.production.particulars import LeftOutRecords

LEFT_OUT = (
    LeftOutRecords(
        category="user_interactions", kind="direct_message", why="privileged", records=3,
        explanation="Appears to be privileged.",
    ),
    LeftOutRecords(
        category="log_data", kind="login", why="other", records=1, explanation="=cmd|' /C calc'!A0",
    ),
)  # fmt: skip


def faults_after(tmp_path: Path, name: str, old: str, new: str) -> list[str]:
    """What the check says of a package in which one file was rewritten."""
    with zipfile.ZipFile(BytesIO(package(left_out=LEFT_OUT)[0])) as bag:
        bag.extractall(tmp_path)
    path = tmp_path / REFERENCE / "data" / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    return [str(fault) for fault in check_package(tmp_path / REFERENCE).faults if "left out" in str(fault)]


def test_a_package_with_records_left_out_is_whole(tmp_path: Path) -> None:
    content, _receipt = package(left_out=LEFT_OUT)
    path = tmp_path / f"{REFERENCE}.zip"
    path.write_bytes(content)
    assert check_package(path).faults == ()
    with zipfile.ZipFile(path) as bag:
        contents = json.loads(bag.read(f"{REFERENCE}/data/contents.json"))
        table = bag.read(f"{REFERENCE}/data/not-provided.csv").decode()
    assert contents["left_out"][0] == {
        "category": "user_interactions", "kind": "direct_message", "reason": "privileged", "records": 3,
    }  # fmt: skip
    assert "\"'=cmd|" in table, "the custodian's words cannot run as a formula"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("contents.json", '"records": 3\n', '"records": 2\n'),
        ("summary.html", "data-left-out>4<", "data-left-out>3<"),
        ("not-provided.jsonl", '"records": 3}', '"records": 1}'),
    ],
)
def test_another_number_in_any_file_is_a_fault(tmp_path: Path, name: str, old: str, new: str) -> None:
    assert faults_after(tmp_path, name, old, new)


def test_a_package_that_says_nothing_of_it_stays_whole(tmp_path: Path) -> None:
    path = tmp_path / f"{REFERENCE}.zip"
    path.write_bytes(package()[0])
    report = check_package(path)
    assert report.faults == ()
