"""The stored ledger: gapless, append-only, in the act's own transaction; on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from tests.ledger_database import BOTH, connected, database_url, make_tables

from writdesk.ledger.codes import Code
from writdesk.ledger.entry import Entry, decode, encode
from writdesk.ledger.errors import (
    EntryRefused,
    LedgerAppendOnly,
    LedgerBroken,
    LedgerUnwritable,
    NoSuchEntry,
    NoteRefused,
    ProofRefused,
)
from writdesk.ledger.proof_files import verify_proof
from writdesk.sealing.signing import Signer
from writdesk.store import ledger_triggers
from writdesk.store.ledger import LedgerEntry, append, body_of, current_frontier
from writdesk.store.ledger_audit import verify_ledger
from writdesk.store.ledger_checkpoints import LedgerCheckpoint, make_checkpoint, proof_of

AT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
ORIGIN = "desk.example/ledger"


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path, django_db_blocker: Any) -> Iterator[str]:
    unblocked, database = django_db_blocker.unblock(), database_url(request.param, tmp_path)
    with unblocked, database as address, connected(address) as replacement:
        make_tables(replacement)
        yield address


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return Signer.create(tmp_path / "keys" / "desk.pem")


def entry(number: int = 0, **changes: Any) -> Entry:
    facts = {"kind": "legal", "accounts": number}
    request = f"{number % 7:064x}"
    return Entry(
        **{"code": Code.REQUEST_RECEIVED, "at": AT, "role": "analyst", "request": request, "facts": facts}
        | changes
    )


def fill(count: int) -> list[int]:
    with transaction.atomic():
        return [append(entry(number)) for number in range(count)]


def alter(statement: str, *values: Any) -> None:
    """What somebody who owns the database can do: drop the triggers and write."""
    with connection.schema_editor() as editor:
        ledger_triggers.remove(None, editor)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def codes(faults: Any) -> list[tuple[str, int | None]]:
    return [(fault.code, fault.index) for fault in faults]


@pytest.mark.usefixtures("url")
def test_entries_get_the_next_index_and_keep_their_bytes() -> None:
    assert fill(3) == [0, 1, 2]
    assert body_of(1) == encode(entry(1))
    assert decode(body_of(2)).facts == {"kind": "legal", "accounts": 2}
    assert LedgerEntry.objects.get(index=2).request == f"{2:064x}"
    with pytest.raises(NoSuchEntry):
        body_of(3)


@pytest.mark.usefixtures("url")
def test_an_append_outside_a_transaction_is_refused() -> None:
    with pytest.raises(LedgerUnwritable, match="atomic"):
        append(entry())
    assert current_frontier().size == 0


@pytest.mark.usefixtures("url")
def test_an_act_that_is_rolled_back_leaves_no_entry_and_no_gap() -> None:
    fill(2)
    with pytest.raises(KeyError), transaction.atomic():  # noqa: PT012
        assert append(entry(7)) == 2
        raise KeyError
    assert fill(1) == [2]
    assert verify_ledger().is_whole


@pytest.mark.usefixtures("url")
def test_a_savepoint_that_is_rolled_back_leaves_no_entry_and_no_gap() -> None:
    with transaction.atomic():
        append(entry(0))
        with pytest.raises(KeyError), transaction.atomic():  # noqa: PT012
            append(entry(1))
            raise KeyError
        assert append(entry(2)) == 1
    assert verify_ledger().size == 2
    assert verify_ledger().is_whole


@pytest.mark.usefixtures("url")
def test_an_act_fails_if_the_ledger_cannot_be_written_even_when_the_error_is_caught() -> None:
    fill(1)
    alter("ALTER TABLE ledger_entry RENAME TO somewhere_else")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE act (done integer)")
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO act VALUES (1)")
        with pytest.raises(LedgerUnwritable, match="nothing was done"):
            append(entry())
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM act")
        assert cursor.fetchone() == (0,)


@pytest.mark.usefixtures("url")
def test_an_act_whose_entry_is_refused_is_rolled_back_too() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE act (done integer)")
    with pytest.raises(EntryRefused), transaction.atomic():  # noqa: PT012
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO act VALUES (1)")
        append(entry(facts={"kind": "legal", "officer": "Jane"}))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM act")
        assert cursor.fetchone() == (0,)


@pytest.mark.usefixtures("url")
def test_the_orm_changes_and_deletes_nothing(signer: Signer) -> None:
    fill(2)
    row, checkpoint = LedgerEntry.objects.get(index=0), make_checkpoint(signer, origin=ORIGIN, at=AT)
    for attempt in (
        row.save,
        row.delete,
        LedgerEntry.objects.all().delete,
        lambda: LedgerEntry.objects.update(body="{}"),
        lambda: LedgerEntry.objects.create(index=5, body="{}", nodes=b""),
        lambda: LedgerEntry.objects.bulk_create([row]),
        lambda: LedgerEntry.objects.bulk_update([row], ["body"]),
        checkpoint.save,
        checkpoint.delete,
        LedgerCheckpoint.objects.all().delete,
    ):
        with pytest.raises(LedgerAppendOnly):
            attempt()
    assert verify_ledger([signer.public_pem()]).is_whole


@pytest.mark.usefixtures("url")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET body = '{}' WHERE idx = 1",
        "DELETE FROM ledger_entry WHERE idx = 1",
        "UPDATE ledger_checkpoint SET note = ''",
        "DELETE FROM ledger_checkpoint",
        "UPDATE ledger_head SET size = 1",
    ],
)
def test_the_database_itself_refuses_to_change_the_ledger(statement: str, signer: Signer) -> None:
    fill(3)
    make_checkpoint(signer, origin=ORIGIN, at=AT)
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(statement)
    assert verify_ledger([signer.public_pem()]).is_whole


@pytest.mark.parametrize("count", [0, 1, 2, 5, 4095, 4096, 4097, 9000])
@pytest.mark.usefixtures("url")
def test_a_ledger_that_nobody_touched_is_whole(count: int, signer: Signer) -> None:
    fill(min(count, 3))
    make_checkpoint(signer, origin=ORIGIN, at=AT)
    with transaction.atomic():
        for number in range(min(count, 3), count):
            append(entry(number))
    make_checkpoint(signer, origin=ORIGIN, at=AT)
    seen: list[int] = []
    report = verify_ledger([signer.public_pem()], progress=seen.append)
    assert (report.faults, report.size, report.covered) == ((), count, count)
    assert report.root == current_frontier().root()
    assert seen == [*range(4096, count, 4096), *([count] if count else [])]


@pytest.mark.usefixtures("url")
def test_a_changed_entry_is_reported_by_its_index(signer: Signer) -> None:
    fill(20)
    make_checkpoint(signer, origin=ORIGIN, at=AT)
    alter("UPDATE ledger_entry SET body = replace(body, '\"accounts\":6', '\"accounts\":9') WHERE idx = 6")
    report = verify_ledger([signer.public_pem()])
    assert codes(report.faults) == [
        ("entry-changed", 6),
        ("head-changed", None),
        ("checkpoint-contradicted", None),
    ]


@pytest.mark.usefixtures("url")
def test_a_changed_tree_node_is_reported_by_its_index() -> None:
    fill(20)
    stored = bytes(LedgerEntry.objects.get(index=7).nodes)
    alter("UPDATE ledger_entry SET nodes = %s WHERE idx = 7", stored[:64] + bytes(32) + stored[96:])
    assert codes(verify_ledger().faults) == [("node-changed", 7)]


@pytest.mark.usefixtures("url")
def test_a_missing_entry_is_reported_and_the_rest_is_still_looked_at() -> None:
    fill(20)
    alter("DELETE FROM ledger_entry WHERE idx IN (4, 5)")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_entry SET body = '{}' WHERE idx = 9")
    found = codes(verify_ledger().faults)
    assert ("entry-missing", 4) in found
    assert ("entry-changed", 9) in found


@pytest.mark.usefixtures("url")
def test_entries_cut_off_at_the_end_are_missed() -> None:
    fill(20)
    alter("DELETE FROM ledger_entry WHERE idx >= 15")
    assert codes(verify_ledger().faults) == [("entry-missing", 15)]


@pytest.mark.usefixtures("url")
def test_entries_and_head_cut_off_together_are_missed_by_a_checkpoint(signer: Signer) -> None:
    fill(15)
    shorter = current_frontier()
    fill(5)
    make_checkpoint(signer, origin=ORIGIN, at=AT)
    alter("DELETE FROM ledger_entry WHERE idx >= 15")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_head SET size = 15, frontier = %s", [shorter.to_bytes()])
    assert codes(verify_ledger([signer.public_pem()]).faults) == [("ledger-cut", 15)]


@pytest.mark.usefixtures("url")
def test_a_smuggled_entry_is_reported() -> None:
    fill(3)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_entry (idx, request, body, nodes) VALUES (3, NULL, '{}', %s)", [b"x"]
        )
    assert codes(verify_ledger().faults) == [("entry-beyond-the-head", 3)]


@pytest.mark.usefixtures("url")
def test_a_ledger_rewritten_whole_is_caught_by_a_checkpoint_that_was_kept_elsewhere(signer: Signer) -> None:
    fill(6)
    kept = make_checkpoint(signer, origin=ORIGIN, at=AT).note
    alter("DELETE FROM ledger_entry")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_head")
        cursor.execute("DELETE FROM ledger_checkpoint")
    with transaction.atomic():
        for number in range(6, 12):
            append(entry(number))
    make_checkpoint(signer, origin=ORIGIN, at=AT)
    assert verify_ledger([signer.public_pem()]).is_whole
    assert codes(verify_ledger([signer.public_pem()], [kept]).faults) == [("checkpoint-contradicted", None)]


@pytest.mark.usefixtures("url")
def test_an_entry_filed_under_another_request_is_reported() -> None:
    fill(3)
    alter("UPDATE ledger_entry SET request = %s WHERE idx = 1", "f" * 64)
    assert codes(verify_ledger().faults) == [("entry-misfiled", 1)]


@pytest.mark.usefixtures("url")
def test_a_checkpoint_by_another_key_is_reported(signer: Signer, tmp_path: Path) -> None:
    fill(3)
    make_checkpoint(Signer.create(tmp_path / "foreign.pem"), origin=ORIGIN, at=AT)
    assert codes(verify_ledger([signer.public_pem()]).faults) == [("checkpoint-refused", None)]
    assert verify_ledger().is_whole
    assert not verify_ledger().signatures_checked


@pytest.mark.usefixtures("url")
def test_a_checkpoint_is_signed_once_for_each_state(signer: Signer) -> None:
    fill(3)
    first = make_checkpoint(signer, origin=ORIGIN, at=AT)
    assert make_checkpoint(signer, origin=ORIGIN, at=AT).pk == first.pk
    fill(1)
    assert make_checkpoint(signer, origin=ORIGIN, at=AT).size == 4


@pytest.mark.usefixtures("url")
def test_nothing_is_signed_that_contradicts_an_earlier_checkpoint(signer: Signer) -> None:
    fill(5)
    make_checkpoint(signer, origin=ORIGIN, at=AT)
    fill(4)
    alter("UPDATE ledger_entry SET nodes = %s WHERE idx = 3", bytes(32 * 3))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_head SET frontier = %s", [bytes(64)])
    with pytest.raises(LedgerBroken, match="nothing was signed"):
        make_checkpoint(signer, origin=ORIGIN, at=AT)


@pytest.mark.usefixtures("url")
def test_every_entry_can_be_proven_without_the_ledger(signer: Signer, tmp_path: Path) -> None:
    fill(23)
    make_checkpoint(signer, origin=ORIGIN, at=AT)
    for index in range(23):
        proven = verify_proof(proof_of(index), signer.public_pem())
        assert (proven.index, proven.entry, proven.checkpoint.size) == (index, encode(entry(index)), 23)
    with pytest.raises(NoteRefused):
        verify_proof(proof_of(5), Signer.create(tmp_path / "other.pem").public_pem())
    with pytest.raises(ProofRefused):
        verify_proof(proof_of(5).replace("\nindex 5\n", "\nindex 6\n"), signer.public_pem())


@pytest.mark.usefixtures("url")
def test_an_entry_that_no_checkpoint_covers_yet_is_said_to_need_one(signer: Signer) -> None:
    fill(2)
    make_checkpoint(signer, origin=ORIGIN, at=AT)
    fill(1)
    with pytest.raises(NoSuchEntry, match="writdesk ledger checkpoint"):
        proof_of(2)
    with pytest.raises(NoSuchEntry, match="no entry 3"):
        proof_of(3)


@pytest.mark.usefixtures("url")
def test_a_proof_costs_three_queries_however_long_the_ledger(
    signer: Signer, django_assert_num_queries: Any
) -> None:
    fill(300)
    make_checkpoint(signer, origin=ORIGIN, at=AT)
    with django_assert_num_queries(3, connection=connection):
        proof_of(123)


def append_in_another_process(url: str, count: int, label: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-m", "tests.store.append_entries", str(count), label]
    root = Path(__file__).parents[2]
    return subprocess.Popen(command, cwd=root, env=environment, text=True, stdout=subprocess.PIPE)


def test_two_processes_that_write_at_once_keep_the_ledger_whole(url: str) -> None:
    writers = [append_in_another_process(url, 150, label) for label in ("a", "b")]
    outputs = [writer.communicate(timeout=120)[0] for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0]
    indexes = [int(line) for output in outputs for line in output.split()]
    assert sorted(indexes) == list(range(300))
    assert verify_ledger().size == 300
    assert verify_ledger().is_whole


@pytest.mark.kill
def test_a_writer_that_is_killed_leaves_the_ledger_whole(url: str) -> None:
    for _round in range(3):
        writer = append_in_another_process(url, 100_000, "c")
        assert writer.stdout is not None
        told = [int(writer.stdout.readline()) for _ in range(40)]
        writer.kill()
        told += [int(line) for line in writer.communicate(timeout=30)[0].split("\n")[:-1]]
        report = verify_ledger()
        assert report.is_whole
        assert report.size > max(told), "an index that was reported after the commit is lost"


def test_a_ledger_can_be_verified_while_another_process_appends(url: str) -> None:
    writer = append_in_another_process(url, 400, "d")
    reports = []
    while writer.poll() is None:
        reports.append(verify_ledger())
    writer.communicate(timeout=30)
    assert all(report.is_whole for report in reports)
    assert verify_ledger().size == 400


def test_a_second_writer_waits_for_the_first_to_commit(url: str) -> None:
    fill(1)
    with transaction.atomic():
        assert append(entry(1)) == 1
        other = append_in_another_process(url, 1, "e")
        done = threading.Event()
        threading.Timer(1.5, done.set).start()
        done.wait()
        assert other.poll() is None
    assert other.communicate(timeout=60)[0].split() == ["2"]
