"""``writdesk ledger``: read, prove, sign, export and verify the ledger."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from writdesk.cli.desk import open_desk
from writdesk.cli.ledger_verify import CANNOT, CHECKPOINT_SUFFIX, FilePath, verify

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from writdesk.sealing.signing import Signer
    from writdesk.store.ledger import LedgerEntry


class CannotTell(click.ClickException):
    """The command cannot do what it was asked; the message says what would mend that."""

    exit_code = CANNOT


@click.group()
def ledger() -> None:
    """Read, prove, sign, export and verify the ledger."""


ledger.add_command(verify)


@ledger.command()
@click.option("--request", "reference", help="Only this request: LR-2026-000001, or its keyed reference.")
@click.option("--from", "first", type=click.IntRange(min=0), default=0, help="The index to begin at.")
@click.option("--limit", type=click.IntRange(min=1), default=100, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the entries' own bytes, one a line.")
def show(reference: str | None, first: int, limit: int, as_json: bool) -> None:
    """Print entries, the oldest first."""
    open_desk()
    from writdesk.store.ledger import LedgerEntry

    rows: QuerySet[LedgerEntry] = LedgerEntry.objects.filter(index__gte=first)
    with _told():
        if reference:
            rows = rows.filter(request=_keyed(reference))
        for index, body in rows.values_list("index", "body")[:limit]:
            click.echo(body if as_json else _line(index, body))


@ledger.command()
@click.argument("index", type=click.IntRange(min=0))
def prove(index: int) -> None:
    """Print a proof file (c2sp.org/tlog-proof) that the entry at INDEX is in the signed ledger."""
    open_desk()
    from writdesk.store.ledger_checkpoints import proof_of

    with _told():
        click.echo(proof_of(index), nl=False)


@ledger.command()
def checkpoint() -> None:
    """Sign the ledger as it stands and print the checkpoint. Keep it where the desk cannot reach it."""
    open_desk()
    from urllib.parse import urlsplit

    from django.conf import settings

    from writdesk.store.ledger_checkpoints import make_checkpoint

    origin = f"{urlsplit(settings.SITE_URL).netloc}/ledger"
    with _told():
        row = make_checkpoint(_signer(), origin=origin, at=datetime.now(UTC))
        click.echo(row.note, nl=False)


@ledger.command()
@click.option("--note", "as_note_key", is_flag=True, help="In the one-line form of note tools.")
def key(as_note_key: bool) -> None:
    """Print the desk's public key, by which checkpoints are verified."""
    open_desk()
    from writdesk.ledger.checkpoints import read_checkpoint
    from writdesk.ledger.notes import NoteKey
    from writdesk.store.ledger_checkpoints import LedgerCheckpoint

    with _told():
        pem = _signer().public_pem()
        last = LedgerCheckpoint.objects.last()
        if not as_note_key:
            click.echo(pem.decode(), nl=False)
        elif last is None:
            raise CannotTell("no checkpoint names the key yet; run: writdesk ledger checkpoint")
        else:
            click.echo(NoteKey(name=read_checkpoint(last.note).origin, public_pem=pem).verifier_key())


@ledger.command()
@click.argument("out", metavar="OUT.jsonl", type=FilePath)
def export(out: Path) -> None:
    """Write every entry to OUT.jsonl, one a line, and the latest checkpoint beside it."""
    open_desk()
    from writdesk.store.ledger import current_frontier
    from writdesk.store.ledger_checkpoints import LedgerCheckpoint

    with _told():
        last, size = LedgerCheckpoint.objects.last(), current_frontier().size
        _write_entries(out, size)
    click.echo(f"{size} entries: {out}")
    if last is None:
        click.echo("No checkpoint was ever signed: nobody can verify this. Run: writdesk ledger checkpoint")
        return
    beside = out.with_name(out.name + CHECKPOINT_SUFFIX)
    beside.write_text(last.note, encoding="utf-8")
    click.echo(f"checkpoint of {last.size} entries: {beside}")


def _write_entries(out: Path, size: int) -> None:
    """All of them or no file. Raises ``FileExistsError`` rather than overwrite."""
    from writdesk.store.ledger import bodies

    with out.open("xb") as sink:
        try:
            entries = bodies(size)
            while lines := list(islice(entries, 4096)):
                sink.write(b"\n".join(lines) + b"\n")
        except BaseException:
            out.unlink()
            raise


@contextmanager
def _told() -> Iterator[None]:
    """Errors that a person can mend become one line and exit status 2."""
    from django.db import DatabaseError

    from writdesk.ledger.errors import LedgerError
    from writdesk.sealing.errors import SealingError

    try:
        yield
    except (LedgerError, SealingError, OSError, ValueError) as error:
        raise CannotTell(str(error)) from error
    except DatabaseError as error:
        raise CannotTell(f"the database does not answer as a desk's: {error}") from error


def _signer() -> Signer:
    """The desk's signing key; a command never makes one."""
    from django.conf import settings

    from writdesk.sealing.signing import Signer

    return Signer(Path(settings.KEYS_DIR) / "desk.pem")


def _keyed(reference: str) -> str:
    if re.fullmatch(r"[0-9a-f]{64}", reference):
        return reference
    from writdesk.adapters.vault import desk_keys

    return desk_keys().reference("request", reference)


def _line(index: int, body: str) -> str:
    entry = json.loads(body)
    facts = " ".join(f"{name}={value}" for name, value in entry["facts"].items())
    who_and_what = f"{(entry['request'] or '-')[:8]:8}  {entry['role']:13}  {entry['code']:24}"
    return f"{index:>8}  {entry['at'][:19]}Z  {who_and_what}  {facts}".rstrip()
