"""`writdesk verify`: what it says and how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.production.sample import REFERENCE, signer
from tests.production.tampering import flipped, packed, unpacked, whole
from writdesk.cli.verify import verify


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a package and the desk's key."""
    (tmp_path / f"{REFERENCE}.zip").write_bytes(whole())
    (tmp_path / "desk-public-key.pem").write_bytes(signer().public_pem())
    return tmp_path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(verify, [str(argument) for argument in arguments])


def test_a_whole_package_ends_with_0_and_names_the_trusted_key(folder: Path) -> None:
    done = run(folder / f"{REFERENCE}.zip", "--trust", folder / "desk-public-key.pem")
    assert done.exit_code == 0
    assert "Whole" in done.output
    assert f"desk key {signer().key_id}, which you trust" in done.output


def test_without_a_key_it_says_that_the_signer_is_unknown(folder: Path) -> None:
    done = run(folder / f"{REFERENCE}.zip")
    assert done.exit_code == 0
    assert f"whose key {signer().key_id} is remains unknown" in done.output


def test_each_fault_is_named_on_a_line_and_it_ends_with_1(folder: Path) -> None:
    files = unpacked()
    for path in ("data/log_data/login.csv", "data/summary.html"):
        files[path] = flipped(files[path])
    (folder / "bad.zip").write_bytes(packed(files))
    done = run(folder / "bad.zip")
    assert done.exit_code == 1
    assert "NOT WHOLE" in done.output
    assert "hash: data/log_data/login.csv" in done.output
    assert "hash: data/summary.html" in done.output


def test_json_carries_the_same(folder: Path) -> None:
    done = run(folder / f"{REFERENCE}.zip", "--json", "--trust", folder / "desk-public-key.pem")
    report = json.loads(done.output)
    assert report["is_whole"] is True
    assert report["is_desk_key_trusted"] is True
    assert report["reference"] == REFERENCE


@pytest.mark.parametrize("name", ["absent.zip", "desk-public-key.pem", "."])
def test_what_is_no_package_ends_with_2(name: str, folder: Path) -> None:
    done = run(folder / name)
    assert done.exit_code == 2
    assert "No package" in done.output


def test_a_key_that_is_none_ends_with_2(folder: Path) -> None:
    package = folder / f"{REFERENCE}.zip"
    assert run(package, "--trust", package).exit_code == 2


def test_a_name_cannot_steer_the_terminal(folder: Path) -> None:
    (folder / "bad.zip").write_bytes(packed({**unpacked(), "data/\u202e\u009b31m.txt": b""}))
    done = run(folder / "bad.zip")
    assert "\u202e" not in done.output
    assert "\u009b" not in done.output


def test_it_needs_no_django(folder: Path) -> None:
    code = (
        "import sys; sys.modules['django'] = None\n"
        "from writdesk.cli import main\n"
        f"main(['verify', {str(folder / f'{REFERENCE}.zip')!r}])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
