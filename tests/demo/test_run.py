"""`writdesk demo run`: the main job on real input, checked with tools that are not ours."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import bagit
import pytest

WRITDESK = str(Path(sys.executable).with_name("writdesk"))


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("demo")
    done = run("demo", "run", "--out", str(out), "--accounts", "520")
    assert done.returncode == 0, done.stderr
    (out / "said.txt").write_text(done.stdout)
    return out


def run(*words: str) -> subprocess.CompletedProcess[str]:
    ours = ("WRITDESK_", "DJANGO_", "DATABASE_URL")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    command = [WRITDESK, *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=180)


def package(walked: Path) -> Path:
    (found,) = walked.glob("LR-*.zip")
    return found


def test_it_prints_each_step_with_its_ledger_entry(walked: Path) -> None:
    said = (walked / "said.txt").read_text()
    assert "[  2] Officer    sends a grand-jury subpoena; it becomes LR-" in said
    assert "15 entries, signed and whole" in said
    assert "user_interactions: no" in said


def test_the_package_is_whole_and_signed_by_the_desk(walked: Path) -> None:
    done = run("verify", str(package(walked)), "--trust", str(walked / "desk-public-key.pem"))
    assert done.returncode == 0, done.stdout
    assert "which you trust" in done.stdout


def test_bagit_and_sha256sum_agree(walked: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(package(walked)).extractall(tmp_path)
    (bag,) = tmp_path.iterdir()
    assert bagit.Bag(str(bag)).validate()
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        subprocess.run(["sha256sum", "-c", "--quiet", manifest], cwd=bag, check=True)


def test_a_pdf_validator_accepts_the_certificate(walked: Path) -> None:
    from io import BytesIO

    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    from writdesk.production.off_loop import off_loop

    archive = zipfile.ZipFile(package(walked))
    name = next(name for name in archive.namelist() if name.endswith("data/certificate.pdf"))
    reader = PdfFileReader(BytesIO(archive.read(name)))
    (signature,) = reader.embedded_signatures
    root = signature.signer_cert
    status = off_loop(lambda: validate_pdf_signature(signature, ValidationContext(trust_roots=[root])))
    assert status.bottom_line
    assert signature.compute_integrity_info() is None
    assert str(status.coverage).endswith("ENTIRE_FILE")


def test_the_exported_ledger_verifies_without_the_desk(walked: Path) -> None:
    key = str(walked / "desk-public-key.pem")
    done = run("ledger", "verify", "--file", str(walked / "ledger.jsonl"), "--public-key", key)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Whole: 15 entries" in done.stdout


def test_a_changed_byte_of_the_exported_ledger_is_found(walked: Path, tmp_path: Path) -> None:
    changed = tmp_path / "ledger.jsonl"
    changed.write_bytes((walked / "ledger.jsonl").read_bytes().replace(b'"custodian"', b'"counsel"', 1))
    key = str(walked / "desk-public-key.pem")
    (tmp_path / "ledger.jsonl.checkpoint").write_bytes((walked / "ledger.jsonl.checkpoint").read_bytes())
    assert run("ledger", "verify", "--file", str(changed), "--public-key", key).returncode == 1
