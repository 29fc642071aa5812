"""``writdesk ledger verify``: the desk's own ledger, an export of one, or a proof of one entry."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from writdesk.cli.desk import open_desk

if TYPE_CHECKING:
    from writdesk.ledger.audit import LedgerReport

WHOLE, NOT_WHOLE, CANNOT = 0, 1, 2
CHECKPOINT_SUFFIX = ".checkpoint"
FilePath = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.option("--public-key", "keys", type=FilePath, multiple=True, help="The desk's public key (PEM).")
@click.option("--checkpoint", "notes", type=FilePath, multiple=True, help="A checkpoint that you kept.")
@click.option("--file", "export", type=FilePath, help="Verify an export instead; needs no database.")
@click.option("--proof", type=FilePath, help="Verify a proof file instead; needs no database.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def verify(
    keys: Sequence[Path], notes: Sequence[Path], export: Path | None, proof: Path | None, as_json: bool
) -> None:
    """Recompute the ledger and compare it with every checkpoint.

    Exit status 0: whole. 1: not whole, each fault is named. 2: it cannot be told.
    """
    from writdesk.ledger.errors import NoteRefused, ProofRefused
    from writdesk.sealing.errors import SealingError

    try:
        if proof:
            _verify_proof(proof, keys)
            return
        report = _verify_export(export, notes, keys) if export else _verify_desk(notes, keys)
    except (ProofRefused, NoteRefused) as error:
        _end(NOT_WHOLE, f"PROVES NOTHING: {error}")
    except (SealingError, OSError, UnicodeDecodeError) as error:
        _end(CANNOT, f"It cannot be told: {error}")
    click.echo(json.dumps(_document(report), indent=2) if as_json else _words(report))
    sys.exit(WHOLE if report.is_whole else NOT_WHOLE)


def _verify_desk(notes: Sequence[Path], keys: Sequence[Path]) -> LedgerReport:
    open_desk()
    from django.db import DatabaseError

    from writdesk.store.ledger_audit import verify_ledger

    pems = [path.read_bytes() for path in keys] or _desk_keys()
    try:
        return verify_ledger(pems, [path.read_text(encoding="utf-8") for path in notes], _Progress())
    except DatabaseError as error:
        raise OSError(f"the database does not answer as a desk's: {error}") from error


def _desk_keys() -> list[bytes]:
    from django.conf import settings

    from writdesk.sealing.errors import KeyFileAbsent
    from writdesk.sealing.signing import Signer

    try:
        return [Signer(Path(settings.KEYS_DIR) / "desk.pem").public_pem()]
    except KeyFileAbsent:
        return []


def _verify_export(export: Path, notes: Sequence[Path], keys: Sequence[Path]) -> LedgerReport:
    from writdesk.ledger.exports import verify_export

    beside = export.with_name(export.name + CHECKPOINT_SUFFIX)
    paths = [*notes, *([beside] if beside.exists() and not notes else [])]
    if not paths:
        raise FileNotFoundError(f"no checkpoint to compare with: give --checkpoint, or put {beside} there")
    texts = [path.read_text(encoding="utf-8") for path in paths]
    with export.open("rb") as source:
        return verify_export(source, texts, [path.read_bytes() for path in keys], _Progress())


def _verify_proof(proof: Path, keys: Sequence[Path]) -> None:
    from writdesk.ledger.proof_files import verify_proof

    if len(keys) != 1:
        raise FileNotFoundError("a proof is verified with one public key; give --public-key")
    proven = verify_proof(proof.read_text(encoding="utf-8"), keys[0].read_bytes())
    click.echo(f"Proven: entry {proven.index} of {proven.checkpoint.origin}, under the signed checkpoint of")
    click.echo(f"{proven.checkpoint.size} entries. Its bytes:\n{proven.entry.decode()}")


def _words(report: LedgerReport) -> str:
    lines = [fault.message for fault in report.faults]
    if not report.is_whole:
        count = len(lines)
        return "\n".join([*lines, f"NOT WHOLE: {count} fault{'' if count == 1 else 's'}."])
    lines = [
        f"Whole: {report.size} entries, root {report.root.hex()}.",
        f"Checkpoints that agree: {report.checkpoints}, up to the first {report.covered} entries.",
    ]
    if not report.signatures_checked:
        lines.append("Signatures were NOT looked at, for want of a key: give --public-key.")
    if report.covered < report.size:
        lines.append("What came later could still be changed: sign a checkpoint and keep it elsewhere.")
    return "\n".join(lines)


def _document(report: LedgerReport) -> dict[str, Any]:
    return {
        "is_whole": report.is_whole,
        "size": report.size,
        "root": report.root.hex(),
        "checkpoints": report.checkpoints,
        "covered": report.covered,
        "signatures_checked": report.signatures_checked,
        "faults": [{"code": f.code, "index": f.index, "message": f.message} for f in report.faults],
    }


def _end(status: int, message: str) -> None:
    click.echo(message, err=True)
    sys.exit(status)


class _Progress:
    """Says once a second how far it is, to a person at a terminal only."""

    def __init__(self) -> None:
        self._said_at = time.monotonic()

    def __call__(self, count: int) -> None:
        if sys.stderr.isatty() and time.monotonic() - self._said_at > 1:
            self._said_at = time.monotonic()
            click.echo(f"\r{count} entries …", err=True, nl=False)
