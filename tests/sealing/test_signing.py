"""Signatures and signed grants; keyed references."""

from __future__ import annotations

import dataclasses
import hashlib
import hmac
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from writdesk.core.grant import Grant, GrantedCategory, Purpose
from writdesk.sealing import Signer, key_id_of, keyed_reference, open_grant, sign_grant, verify_signature
from writdesk.sealing.errors import (
    BadSignature,
    GrantExpired,
    GrantRefused,
    KeyFileError,
    KeyFileExposed,
    UnknownKey,
)
from writdesk.sealing.grants import SignedGrant

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
GRANT = Grant(
    id="G-1",
    reference="LR-2026-000001",
    provider="Clipstream",
    guideline="clipstream@1",
    purpose=Purpose.PRODUCTION,
    accounts=("1001",),
    categories=(
        GrantedCategory(category="subscriber_information", fields=("name",), from_on=date(2026, 1, 1)),
    ),
    granted_at=NOW,
    expires_at=NOW + timedelta(days=7),
)


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return Signer.create(tmp_path / "signing.pem")


def test_a_signature_verifies_for_its_message_and_key_only(signer: Signer, tmp_path: Path) -> None:
    signature = signer.sign(b"message")
    verify_signature(signer.public_pem(), b"message", signature)
    other = Signer.create(tmp_path / "other.pem")
    for pem, message in ((signer.public_pem(), b"massage"), (other.public_pem(), b"message")):
        with pytest.raises(BadSignature):
            verify_signature(pem, message, signature)


def test_openssl_accepts_the_signature(signer: Signer, tmp_path: Path) -> None:
    for name, content in (
        ("pub", signer.public_pem()),
        ("text", b"message"),
        ("sig", signer.sign(b"message")),
    ):
        (tmp_path / name).write_bytes(content)
    command = [
        "openssl",
        "pkeyutl",
        "-verify",
        "-pubin",
        "-inkey",
        "pub",
        "-rawin",
        "-in",
        "text",
        "-sigfile",
        "sig",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=20, check=False)
    assert "Verified Successfully" in done.stdout


def test_the_signing_key_is_kept_private_and_the_same_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "signing.pem"
    assert Signer.ensure(path).key_id == Signer.ensure(path).key_id == key_id_of(Signer(path).public_pem())
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)
    with pytest.raises(KeyFileExposed):
        Signer(path)


def test_a_file_that_is_no_ed25519_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "signing.pem"
    path.write_bytes(b"not a key")
    path.chmod(0o600)
    with pytest.raises(KeyFileError):
        Signer(path)
    with pytest.raises(KeyFileError):
        verify_signature(b"not a key", b"message", b"s" * 64)


def test_a_signed_grant_opens_as_it_was_signed(signer: Signer) -> None:
    assert open_grant(sign_grant(signer, GRANT), signer.public_pem(), NOW) == GRANT


def test_a_widened_grant_is_refused(signer: Signer) -> None:
    wider = dataclasses.replace(GRANT, accounts=("1001", "1002"))
    forged = dataclasses.replace(sign_grant(signer, GRANT), body=wider.canonical())
    with pytest.raises(BadSignature):
        open_grant(forged, signer.public_pem(), NOW)


def test_a_grant_signed_by_another_key_is_refused_even_under_our_key_id(
    signer: Signer, tmp_path: Path
) -> None:
    foreign = sign_grant(Signer.create(tmp_path / "foreign.pem"), GRANT)
    with pytest.raises(UnknownKey):
        open_grant(foreign, signer.public_pem(), NOW)
    with pytest.raises(BadSignature):
        open_grant(dataclasses.replace(foreign, key_id=signer.key_id), signer.public_pem(), NOW)


def test_a_grant_ends_when_it_says(signer: Signer) -> None:
    signed = sign_grant(signer, GRANT)
    assert open_grant(signed, signer.public_pem(), GRANT.expires_at - timedelta(seconds=1)) == GRANT
    with pytest.raises(GrantExpired, match="G-1"):
        open_grant(signed, signer.public_pem(), GRANT.expires_at)


def test_other_signed_bytes_cannot_be_shown_as_a_grant(signer: Signer) -> None:
    body = GRANT.canonical()
    with pytest.raises(BadSignature):
        open_grant(
            SignedGrant(body=body, signature=signer.sign(body), key_id=signer.key_id),
            signer.public_pem(),
            NOW,
        )
    junk = b'{"id": "G-1"}'
    signature = signer.sign(b"writdesk grant v1\n" + junk)
    with pytest.raises(GrantRefused):
        open_grant(
            SignedGrant(body=junk, signature=signature, key_id=signer.key_id), signer.public_pem(), NOW
        )


def test_a_keyed_reference_is_an_hmac_over_parts_with_their_lengths() -> None:
    message = b"\0\0\0\0\0\0\0\x02ab" + b"\0\0\0\0\0\0\0\x01c"
    assert keyed_reference(b"k" * 32, "ab", "c") == hmac.new(b"k" * 32, message, hashlib.sha256).hexdigest()


def test_keyed_references_differ_by_key_and_by_where_the_parts_end() -> None:
    seen = {keyed_reference(b"k", "ab", "c"), keyed_reference(b"k", "a", "bc"), keyed_reference(b"k", "abc")}
    assert len(seen | {keyed_reference(b"q", "ab", "c")}) == 4
