"""Checkpoints (c2sp.org/tlog-checkpoint): the size and root of the ledger at a moment, signed.

<origin>
<size>
<base64 of the root>
<blank line>
— <origin> <signature>
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

from writdesk.ledger.errors import NoteRefused
from writdesk.ledger.merkle import HASH_BYTES
from writdesk.ledger.notes import NoteKey, note_text, open_note, sign_note
from writdesk.sealing.signing import Signer

# "the ASCII decimal representation of the number of leaves in the tree, with no leading zeroes"
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Checkpoint:
    """How many entries the ledger had, and the root over them. ``origin`` names the ledger."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def sign_checkpoint(checkpoint: Checkpoint, signer: Signer) -> str:
    """The checkpoint as a signed note; the key's name is the origin."""
    return sign_note(checkpoint.text(), checkpoint.origin, signer)


def open_checkpoint(note: str, public_pem: bytes) -> Checkpoint:
    """The checkpoint, if this key signed it under the checkpoint's own origin. Raises ``NoteRefused``."""
    claimed = read_checkpoint(note)
    open_note(note, NoteKey(name=claimed.origin, public_pem=public_pem))
    return claimed


def read_checkpoint(note: str) -> Checkpoint:
    """What a checkpoint says, signed or not: to show, never to trust. Raises ``NoteRefused``."""
    lines = note_text(note).split("\n")[:-1]
    if len(lines) < 3 or not all(lines):
        raise NoteRefused("a checkpoint has an origin, a size and a root, each on its line")
    origin, size, encoded = lines[:3]
    if not _SIZE.fullmatch(size):
        raise NoteRefused(f"{size!r} is no size of a ledger")
    return Checkpoint(origin=origin, size=int(size), root=_root(encoded))


def _root(encoded: str) -> bytes:
    try:
        root = base64.b64decode(encoded, validate=True)
    except (ValueError, binascii.Error) as error:
        raise NoteRefused(f"{encoded!r} is no root in base64") from error
    if len(root) != HASH_BYTES or base64.b64encode(root).decode() != encoded:
        raise NoteRefused(f"{encoded!r} is no root of {HASH_BYTES} bytes")
    return root
