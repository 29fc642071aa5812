"""Ed25519 signatures with a key kept in a PEM file."""

from __future__ import annotations

import hashlib
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from writdesk.sealing.errors import BadSignature, KeyFileError, KeyFileExists
from writdesk.sealing.private_files import read_private_file, write_private_file


class Signer:
    """The desk's signing key."""

    def __init__(self, path: Path | str) -> None:
        """Read the PEM file. Raises ``KeyFileAbsent``, ``KeyFileExposed`` or ``KeyFileError``."""
        self._key = _read_private_key(Path(path))

    @classmethod
    def create(cls, path: Path | str) -> Signer:
        """Make the PEM file (PKCS #8, mode 0600) with a new key. Raises ``KeyFileExists``."""
        pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        write_private_file(Path(path), pem)
        return cls(path)

    @classmethod
    def ensure(cls, path: Path | str) -> Signer:
        """The signer of this file, which is made if there is none. Safe when two processes start at once."""
        try:
            return cls(path) if Path(path).exists() else cls.create(path)
        except KeyFileExists:
            return cls(path)

    @property
    def key_id(self) -> str:
        """Sixteen hex digits that name the public key."""
        return key_id_of(self.public_pem())

    def sign(self, message: bytes) -> bytes:
        """The signature, 64 bytes."""
        return self._key.sign(message)

    def public_pem(self) -> bytes:
        """The public key as PEM (SubjectPublicKeyInfo), for everyone."""
        return self._key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def verify_signature(public_pem: bytes, message: bytes, signature: bytes) -> None:
    """Return when the signature is good. Raises ``BadSignature`` when not, ``KeyFileError`` for no key."""
    try:
        _read_public_key(public_pem).verify(signature, message)
    except InvalidSignature as error:
        raise BadSignature(f"not signed by key {key_id_of(public_pem)}, or changed since") from error


def raw_public_key(public_pem: bytes) -> bytes:
    """The 32 bytes of the public key, as RFC 8032 encodes it."""
    return _read_public_key(public_pem).public_bytes(Encoding.Raw, PublicFormat.Raw)


def key_id_of(public_pem: bytes) -> str:
    """Sixteen hex digits that name a public key: the start of the SHA-256 of its 32 bytes."""
    return hashlib.sha256(raw_public_key(public_pem)).hexdigest()[:16]


def _read_private_key(path: Path) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(read_private_file(path), password=None)
    except (ValueError, TypeError) as error:
        raise KeyFileError(f"{path} holds no private key in PEM; restore it from its backup") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFileError(f"{path} holds another kind of key than Ed25519")
    return key


def _read_public_key(public_pem: bytes) -> Ed25519PublicKey:
    try:
        key = load_pem_public_key(public_pem)
    except ValueError as error:
        raise KeyFileError("these bytes are no public key in PEM") from error
    if not isinstance(key, Ed25519PublicKey):
        raise KeyFileError("this public key is another kind than Ed25519")
    return key
