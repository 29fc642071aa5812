"""Checkpoints of the ledger: signed, kept, and never in contradiction to an earlier one."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, NoReturn

from django.db import models, transaction

from writdesk.ledger.checkpoints import Checkpoint, open_checkpoint, read_checkpoint, sign_checkpoint
from writdesk.ledger.errors import LedgerAppendOnly, LedgerBroken, NoSuchEntry, NoteRefused, ProofRefused
from writdesk.ledger.merkle import Frontier
from writdesk.ledger.proof_files import write_proof
from writdesk.ledger.proofs import prove_consistency, prove_inclusion, verify_consistency
from writdesk.sealing.signing import Signer
from writdesk.store.ledger import AppendOnlyQuerySet, body_of, locked_frontier, nodes_at


class LedgerCheckpoint(models.Model):
    """A signed checkpoint. ``note`` is what was signed and handed out; ``size`` repeats what it says."""

    size = models.BigIntegerField()
    key_id = models.CharField(max_length=16)
    note = models.TextField()
    signed_at = models.DateTimeField()

    objects: ClassVar[Any] = AppendOnlyQuerySet.as_manager()

    class Meta:
        db_table = "ledger_checkpoint"
        ordering: ClassVar = ["size", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["size", "key_id"], name="one_checkpoint_for_a_size_and_key"),
        ]

    def __str__(self) -> str:
        return f"checkpoint of {self.size} entries"

    def save(self, *arguments: Any, **options: Any) -> None:
        """Once. Raises ``LedgerAppendOnly`` the second time."""
        if not self._state.adding:
            raise LedgerAppendOnly("a checkpoint is never changed; sign a new one")
        super().save(*arguments, **options)

    def delete(self, *_arguments: Any, **_options: Any) -> NoReturn:
        """Never. Raises ``LedgerAppendOnly``."""
        raise LedgerAppendOnly("a checkpoint is never deleted; others may hold it")


def make_checkpoint(signer: Signer, *, origin: str, at: datetime) -> LedgerCheckpoint:
    """Sign the ledger as it stands, or return the checkpoint if nothing was appended since.

    ``origin`` names the ledger from its first checkpoint on; later ones keep the first one's.
    "A log MUST not sign any checkpoint which is inconsistent with any checkpoint it previously signed"
    (c2sp.org/tlog-checkpoint): raises ``LedgerBroken`` instead.
    """
    with transaction.atomic():
        frontier, last = locked_frontier(), LedgerCheckpoint.objects.order_by("size", "id").last()
        if last is not None:
            _refuse_contradiction(last, frontier, signer)
            if (last.size, last.key_id) == (frontier.size, signer.key_id):
                return last
            origin = read_checkpoint(last.note).origin
        checkpoint = Checkpoint(origin=origin, size=frontier.size, root=frontier.root())
        note = sign_checkpoint(checkpoint, signer)
        row = LedgerCheckpoint(size=frontier.size, key_id=signer.key_id, note=note, signed_at=at)
        row.save(force_insert=True)
    return row


def proof_of(index: int) -> str:
    """A proof file for one entry against the latest checkpoint. Raises ``NoSuchEntry``."""
    row = LedgerCheckpoint.objects.filter(size__gt=index).order_by("size", "id").last()
    if row is None:
        body_of(index)
        raise NoSuchEntry(f"no checkpoint covers entry {index} yet; run: writdesk ledger checkpoint")
    return write_proof(body_of(index), index, prove_inclusion(index, row.size, nodes_at), row.note)


def _refuse_contradiction(last: LedgerCheckpoint, frontier: Frontier, signer: Signer) -> None:
    try:
        said = _said(last, signer)
        path = prove_consistency(said.size, frontier.size, nodes_at)
        verify_consistency(said.size, said.root, frontier.size, frontier.root(), path)
    except (ProofRefused, NoSuchEntry, NoteRefused) as error:
        message = (
            f"the ledger contradicts its checkpoint of {last.size} entries ({error}); nothing was signed"
        )
        raise LedgerBroken(f"{message}. Run: writdesk ledger verify") from error


def _said(row: LedgerCheckpoint, signer: Signer) -> Checkpoint:
    if row.key_id == signer.key_id:
        return open_checkpoint(row.note, signer.public_pem())
    return read_checkpoint(row.note)
