"""Proof files (c2sp.org/tlog-proof): one entry, its path and the checkpoint; verified without the ledger.

c2sp.org/tlog-proof@v1
extra <base64 of the entry's bytes>
index <index>
<base64 of a hash> …
<blank line>
<checkpoint>
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass

from writdesk.ledger.checkpoints import Checkpoint, open_checkpoint
from writdesk.ledger.errors import ProofRefused
from writdesk.ledger.merkle import leaf_hash
from writdesk.ledger.proofs import verify_inclusion

_FIRST_LINE = "c2sp.org/tlog-proof@v1"
_HEAD = re.compile(r"extra (?P<entry>\S+)\nindex (?P<index>0|[1-9][0-9]{0,18})(?P<path>(?:\n\S+)*)")


@dataclass(frozen=True, kw_only=True, slots=True)
class ProvenEntry:
    """What a proof file proves: these bytes stand at this index of the ledger with this checkpoint."""

    entry: bytes
    index: int
    checkpoint: Checkpoint


def write_proof(entry: bytes, index: int, path: Sequence[bytes], note: str) -> str:
    """The proof file's text. ``note`` is the signed checkpoint to whose root the path leads."""
    hashes = [base64.b64encode(step).decode() for step in path]
    extra = base64.b64encode(entry).decode()
    return "\n".join([_FIRST_LINE, f"extra {extra}", f"index {index}", *hashes, "", note])


def verify_proof(text: str, public_pem: bytes) -> ProvenEntry:
    """What the file proves under this key. Raises ``ProofRefused`` or ``NoteRefused``."""
    first, _, rest = text.partition("\n")
    head, _, note = rest.partition("\n\n")
    parts = _HEAD.fullmatch(head)
    if first != _FIRST_LINE or parts is None:
        raise ProofRefused(f"no proof file; it begins with {_FIRST_LINE}, then the entry and its index")
    entry, index = _bytes(parts["entry"]), int(parts["index"])
    path = [_bytes(line) for line in parts["path"].split()]
    checkpoint = open_checkpoint(note, public_pem)
    verify_inclusion(leaf_hash(entry), index, checkpoint.size, path, checkpoint.root)
    return ProvenEntry(entry=entry, index=index, checkpoint=checkpoint)


def _bytes(encoded: str) -> bytes:
    try:
        return base64.b64decode(encoded, validate=True)
    except (ValueError, binascii.Error) as error:
        raise ProofRefused(f"{encoded[:40]!r} is not base64") from error
