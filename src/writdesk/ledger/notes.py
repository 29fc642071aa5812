"""Signed notes (c2sp.org/signed-note): a text that Ed25519 keys have signed, line by line for people to read.

text …
<blank line>
— <key name> <base64 of key id and signature>
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from writdesk.ledger.errors import NoteRefused
from writdesk.sealing.errors import BadSignature
from writdesk.sealing.signing import Signer, raw_public_key, verify_signature

_ED25519 = b"\x01"
_KEY_ID_BYTES = 4
# "MUST accept at least up to 16 signatures"; a limit keeps a long file from costing much.
_MAX_SIGNATURES = 100
_MAX_BYTES = 1 << 20
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


@dataclass(frozen=True, kw_only=True, slots=True)
class NoteKey:
    """A public key under the name with which it signs."""

    name: str
    public_pem: bytes

    @property
    def id(self) -> bytes:
        """Four bytes: "key ID = SHA-256(key name || 0x0A || 0x01 || 32-byte Ed25519 public key)[:4]"."""
        raw = raw_public_key(self.public_pem)
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + raw).digest()[:_KEY_ID_BYTES]

    def verifier_key(self) -> str:
        """One line that note tools read: name, key id and public key joined by plus signs."""
        encoded = base64.b64encode(_ED25519 + raw_public_key(self.public_pem)).decode()
        return f"{self.name}+{self.id.hex()}+{encoded}"


def sign_note(text: str, name: str, signer: Signer) -> str:
    """The text with a signature line. Raises ``NoteRefused`` for a name or text that no note may have."""
    if not is_key_name(name):
        raise NoteRefused(f"{name!r} cannot name a key: no spaces, no plus sign, not empty")
    if not text.endswith("\n") or _CONTROL.search(text):
        raise NoteRefused("the text must end with a newline and hold no control characters")
    key = NoteKey(name=name, public_pem=signer.public_pem())
    signature = base64.b64encode(key.id + signer.sign(text.encode())).decode()
    return f"{text}\n— {name} {signature}\n"


def open_note(note: str, key: NoteKey) -> str:
    """The text, if this key signed it; other keys' signatures are passed over. Raises ``NoteRefused``."""
    text, lines = _split_note(note)
    signatures = [signature for name, signature in map(_signature_in, lines) if name == key.name]
    ours = [signature for signature in signatures if signature[:_KEY_ID_BYTES] == key.id]
    if not ours:
        raise NoteRefused(f"no signature by {key.name} with key id {key.id.hex()}")
    for signature in ours:
        try:
            verify_signature(key.public_pem, text.encode(), signature[_KEY_ID_BYTES:])
        except BadSignature as error:
            raise NoteRefused(f"the signature by {key.name} is not over this text") from error
    return text


def note_text(note: str) -> str:
    """The text without looking at who signed it: to show, never to trust. Raises ``NoteRefused``."""
    return _split_note(note)[0]


def is_key_name(name: str) -> bool:
    """Whether a key may be called so: "MUST be non-empty and MUST NOT contain any Unicode spaces or plus"."""
    return bool(name) and "+" not in name and not any(letter.isspace() for letter in name)


def _split_note(note: str) -> tuple[str, list[str]]:
    if len(note) > _MAX_BYTES or _CONTROL.search(note):
        raise NoteRefused("too long, or with control characters: no signed note")
    # "the text is separated from the signatures by the last empty line in the note"
    text, blank, signatures = note.rpartition("\n\n")
    lines = signatures.split("\n")
    if not blank or lines.pop() != "" or not 1 <= len(lines) <= _MAX_SIGNATURES:
        raise NoteRefused("no blank line with whole signature lines behind it: no signed note")
    return text + "\n", lines


def _signature_in(line: str) -> tuple[str, bytes]:
    dash, _, rest = line.partition(" ")
    name, _, encoded = rest.partition(" ")
    try:
        signature = base64.b64decode(encoded, validate=True)
    except (ValueError, binascii.Error) as error:
        raise NoteRefused(f"malformed signature line {line!r}") from error
    if dash != "—" or not is_key_name(name) or len(signature) <= _KEY_ID_BYTES:
        raise NoteRefused(f"malformed signature line {line!r}")
    return name, signature
