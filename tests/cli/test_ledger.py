"""``writdesk ledger``: what a person types, what they read, and the exit status."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.db import connection, transaction
from tests.ledger_database import connected, database_url, make_tables

from writdesk.adapters.vault import desk_keys
from writdesk.cli import main
from writdesk.ledger.codes import Code
from writdesk.ledger.entry import Entry
from writdesk.sealing.signing import Signer
from writdesk.store import ledger_triggers
from writdesk.store.ledger import append

AT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
DOCUMENT = Path(__file__).parents[2] / "docs" / "ledger.md"


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, django_db_blocker: Any, settings: Any) -> Iterator[None]:
    """A desk with its own database and keys."""
    settings.BASE_DIR = tmp_path
    settings.KEYS_DIR = tmp_path / "keys"
    blocker, database = django_db_blocker.unblock(), database_url("sqlite", tmp_path)
    with blocker, database as url, connected(url) as replacement:
        make_tables(replacement)
        yield


def fill(count: int) -> None:
    with transaction.atomic():
        for number in range(count):
            request = desk_keys().reference("request", f"LR-2026-{number % 3:06}")
            facts = {"kind": "legal", "accounts": number}
            append(Entry(code=Code.REQUEST_RECEIVED, at=AT, role="officer", request=request, facts=facts))


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["ledger", *map(str, arguments)])


def public_key(folder: Path) -> Path:
    path = folder / "desk-public-key.pem"
    path.write_bytes(desk_keys().signer.public_pem())
    return path


def alter(statement: str) -> None:
    with connection.schema_editor() as editor:
        ledger_triggers.remove(None, editor)
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_whole_ledger_exits_with_0() -> None:
    fill(5)
    assert run("checkpoint").exit_code == 0
    result = run("verify")
    assert result.exit_code == 0
    assert "Whole: 5 entries" in result.output


def test_a_changed_ledger_exits_with_1_and_names_the_entry() -> None:
    fill(5)
    alter("UPDATE ledger_entry SET body = '{}' WHERE idx = 3")
    result = run("verify")
    assert result.exit_code == 1
    assert "entry 3 does not have the hash" in result.output
    assert "NOT WHOLE" in result.output


def test_a_database_without_a_ledger_exits_with_2() -> None:
    alter("DROP TABLE ledger_entry")
    result = run("verify")
    assert result.exit_code == 2
    assert "cannot be told" in result.output
    assert run("show").exit_code == 2


def test_the_report_can_be_had_as_json() -> None:
    fill(5)
    alter("UPDATE ledger_entry SET body = '{}' WHERE idx = 3")
    report = json.loads(run("verify", "--json").output)
    assert report["is_whole"] is False
    assert {name: report["faults"][0][name] for name in ("code", "index")} == {
        "code": "entry-changed",
        "index": 3,
    }


def test_a_checkpoint_kept_elsewhere_exposes_a_shorter_ledger(tmp_path: Path) -> None:
    fill(5)
    kept = tmp_path / "kept"
    kept.write_text(run("checkpoint").output)
    alter("DELETE FROM ledger_entry")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_head")
        cursor.execute("DELETE FROM ledger_checkpoint")
    assert run("verify").exit_code == 0
    result = run("verify", "--checkpoint", kept)
    assert result.exit_code == 1
    assert "it was cut" in result.output


def test_entries_are_shown_by_request_and_from_an_index() -> None:
    fill(9)
    shown = run("show", "--request", "LR-2026-000001").output.splitlines()
    assert [line.split()[0] for line in shown] == ["1", "4", "7"]
    shown = run("show", "--from", "6", "--limit", "2").output.splitlines()
    assert [line.split()[0] for line in shown] == ["6", "7"]
    assert json.loads(run("show", "--json", "--limit", "1").output)["code"] == "request.received"


def test_a_proof_verifies_and_one_that_was_touched_does_not(tmp_path: Path) -> None:
    fill(9)
    run("checkpoint")
    proof, key = tmp_path / "entry-4.tlog-proof", public_key(tmp_path)
    proof.write_text(run("prove", "4").output)
    result = run("verify", "--proof", proof, "--public-key", key)
    assert result.exit_code == 0
    assert "Proven: entry 4" in result.output
    proof.write_text(proof.read_text().replace("index 4", "index 5"))
    assert run("verify", "--proof", proof, "--public-key", key).exit_code == 1
    assert run("verify", "--proof", proof).exit_code == 2
    assert run("prove", "99").exit_code == 2


def test_an_export_verifies_without_a_database(tmp_path: Path) -> None:
    fill(12)
    run("checkpoint")
    fill(3)
    out, key = tmp_path / "out.jsonl", public_key(tmp_path)
    assert run("export", out).exit_code == 0
    assert run("export", out).exit_code == 2, "an export never overwrites"
    command = [sys.executable, "-c", "from writdesk.cli import main; main()", "ledger", "verify"]
    environment = {**os.environ, "DATABASE_URL": "sqlite:////nowhere/at/all"}
    command += ["--file", str(out), "--public-key", str(key)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert "Whole: 15 entries" in done.stdout
    assert "up to the first 12 entries" in done.stdout


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            lambda data: data.replace(b'"accounts":3', b'"accounts":4'),
            "not those of which the checkpoint was signed",
        ),
        (lambda data: data[:-1], "does not end"),
        (lambda data: data[: data.index(b"\n") + 1], "it was cut"),
        (lambda data: b"\n".join(reversed(data.split(b"\n")[:-1])) + b"\n", "not those of which"),
    ],
)
def test_a_changed_export_does_not_verify(tmp_path: Path, change: Any, says: str) -> None:
    fill(12)
    run("checkpoint")
    out, key = tmp_path / "out.jsonl", public_key(tmp_path)
    run("export", out)
    out.write_bytes(change(out.read_bytes()))
    result = run("verify", "--file", out, "--public-key", key)
    assert result.exit_code == 1
    assert says in result.output


def test_an_export_under_another_key_does_not_verify(tmp_path: Path) -> None:
    fill(2)
    run("checkpoint")
    run("export", tmp_path / "out.jsonl")
    other = tmp_path / "other-public.pem"
    other.write_bytes(Signer.create(tmp_path / "other.pem").public_pem())
    assert run("verify", "--file", tmp_path / "out.jsonl", "--public-key", other).exit_code == 1


def test_an_export_without_a_checkpoint_cannot_be_told(tmp_path: Path) -> None:
    fill(2)
    assert "nobody can verify" in run("export", tmp_path / "out.jsonl").output
    assert run("verify", "--file", tmp_path / "out.jsonl").exit_code == 2
    assert run("verify", "--file", tmp_path / "absent.jsonl").exit_code == 2


def test_the_public_key_is_printed_for_openssl_and_for_note_tools() -> None:
    fill(1)
    assert desk_keys().signer.public_pem().decode() == run("key").output
    assert run("key", "--note").exit_code == 2
    run("checkpoint")
    assert re.fullmatch(r"[^+ ]+/ledger\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+\n", run("key", "--note").output)


def test_the_program_in_the_documentation_verifies_an_export_with_plain_tools(tmp_path: Path) -> None:
    fill(21)
    run("checkpoint")
    fill(4)
    run("export", tmp_path / "out.jsonl")
    public_key(tmp_path)
    program = re.search(r"```python\n(.*?)```", DOCUMENT.read_text(), re.DOTALL)
    assert program
    (tmp_path / "check.py").write_text(program[1])
    command = [sys.executable, "-I", "check.py", "out.jsonl", "out.jsonl.checkpoint", "desk-public-key.pem"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.startswith("whole: the first 21 entries"), done.stderr
    exported = tmp_path / "out.jsonl"
    exported.write_bytes(exported.read_bytes().replace(b'"accounts":3', b'"accounts":4'))
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode != 0


def test_every_code_stands_in_the_documentation_with_its_sentence() -> None:
    from writdesk.ledger.codes import CODES

    text = DOCUMENT.read_text()
    missing = [str(code) for code, rule in CODES.items() if f"| `{code}` | {rule.meaning} |" not in text]
    assert not missing, f"docs/ledger.md lacks {missing}; add a row for each"
