"""Signed notes and checkpoints, against the examples of the specification and read a second way."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from writdesk.ledger.checkpoints import Checkpoint, open_checkpoint, read_checkpoint, sign_checkpoint
from writdesk.ledger.errors import NoteRefused
from writdesk.ledger.notes import NoteKey, open_note, sign_note
from writdesk.sealing.signing import Signer, raw_public_key

ROOT = bytes(range(32))
CHECKPOINT = Checkpoint(origin="desk.example/ledger", size=20_852_163, root=ROOT)

# The example of the Go package in which the format was first written down.
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


def note_key(verifier_key: str) -> NoteKey:
    name, _, encoded = verifier_key.split("+", 2)
    raw = base64.b64decode(encoded)[1:]
    pem = Ed25519PublicKey.from_public_bytes(raw).public_bytes(
        Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
    )
    return NoteKey(name=name, public_pem=pem)


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return Signer.create(tmp_path / "desk.pem")


def test_a_note_that_another_implementation_signed_opens() -> None:
    key = note_key(GO_KEY)
    assert key.verifier_key() == GO_KEY
    assert open_note(GO_NOTE, key) == GO_NOTE.partition("\n\n")[0] + "\n"


def test_a_checkpoint_has_the_lines_of_the_specification(signer: Signer) -> None:
    lines = sign_checkpoint(CHECKPOINT, signer).split("\n")
    assert lines[:4] == ["desk.example/ledger", "20852163", base64.b64encode(ROOT).decode(), ""]
    assert lines[4].startswith("— desk.example/ledger ")
    assert lines[5:] == [""]


def test_an_independent_reader_accepts_the_checkpoint(signer: Signer) -> None:
    raw_note = sign_checkpoint(CHECKPOINT, signer).encode()
    at = raw_note.rindex(b"\n\n")
    signed, line = raw_note[: at + 1], raw_note[at + 2 :].decode()
    dash, name, encoded = line.strip().split(" ")
    blob, public = base64.b64decode(encoded), raw_public_key(signer.public_pem())
    assert dash.encode() == b"\xe2\x80\x94"
    assert blob[:4] == hashlib.sha256(name.encode() + b"\x0a\x01" + public).digest()[:4]
    Ed25519PublicKey.from_public_bytes(public).verify(blob[4:], signed)


def test_a_checkpoint_opens_with_the_key_that_signed_it(signer: Signer) -> None:
    assert open_checkpoint(sign_checkpoint(CHECKPOINT, signer), signer.public_pem()) == CHECKPOINT


def test_any_change_to_a_checkpoint_is_noticed(signer: Signer, tmp_path: Path) -> None:
    note = sign_checkpoint(CHECKPOINT, signer)
    other = Signer.create(tmp_path / "other.pem").public_pem()
    with pytest.raises(NoteRefused):
        open_checkpoint(note, other)
    for place in range(len(note)):
        changed = note[:place] + ("A" if note[place] != "A" else "B") + note[place + 1 :]
        with pytest.raises(NoteRefused):
            open_checkpoint(changed, signer.public_pem())


def test_signatures_of_unknown_keys_are_passed_over(signer: Signer, tmp_path: Path) -> None:
    note = sign_checkpoint(CHECKPOINT, signer)
    witness = sign_note(CHECKPOINT.text(), "witness.example", Signer.create(tmp_path / "witness.pem"))
    both = note + witness.rpartition("\n\n")[2]
    assert open_checkpoint(both, signer.public_pem()) == CHECKPOINT


def test_a_bad_signature_by_the_known_key_spoils_the_note_even_beside_a_good_one(signer: Signer) -> None:
    note = sign_checkpoint(CHECKPOINT, signer)
    bad = sign_note("another text\n", "desk.example/ledger", signer).rpartition("\n\n")[2]
    with pytest.raises(NoteRefused):
        open_checkpoint(note + bad, signer.public_pem())


def test_extension_lines_are_signed_and_allowed(signer: Signer) -> None:
    note = sign_note(CHECKPOINT.text() + "more\n", CHECKPOINT.origin, signer)
    assert open_checkpoint(note, signer.public_pem()) == CHECKPOINT


@pytest.mark.parametrize(
    "text",
    [
        "desk.example/ledger\n",
        "desk.example/ledger\n5\n",
        "desk.example/ledger\n05\n" + base64.b64encode(ROOT).decode() + "\n",
        "desk.example/ledger\n-5\n" + base64.b64encode(ROOT).decode() + "\n",
        "desk.example/ledger\n5\n" + base64.b64encode(ROOT[:31]).decode() + "\n",
        "desk.example/ledger\n5\nnot base64\n",
        "\n5\n" + base64.b64encode(ROOT).decode() + "\n",
    ],
)
def test_a_signed_text_that_is_no_checkpoint_is_refused(signer: Signer, text: str) -> None:
    with pytest.raises(NoteRefused):
        open_checkpoint(sign_note(text, "desk.example/ledger", signer), signer.public_pem())


@pytest.mark.parametrize(
    "note", ["", "\n\n", "text\n\n", "text\n\n— name\n", "text\n\n- name AAAAAAAA\n", "a\r\n\n— n AAAAAAAA\n"]
)
def test_what_is_no_note_is_refused(note: str) -> None:
    with pytest.raises(NoteRefused):
        read_checkpoint(note)


@pytest.mark.parametrize("name", ["", "two words", "a+b", "a\u00a0b"])
def test_a_key_name_has_no_spaces_or_plus(signer: Signer, name: str) -> None:
    with pytest.raises(NoteRefused):
        sign_note("text\n", name, signer)
