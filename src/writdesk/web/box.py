"""A small sealed box for what the pages keep in the database: TOTP secrets and sessions."""

from __future__ import annotations

import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12


class Box:
    """Seals bytes with AES-256-GCM under a key derived from the desk's secret for one purpose.

    >>> box = Box("a secret", "example")
    >>> box.open(box.seal(b"code"))
    b'code'
    """

    def __init__(self, secret: str, purpose: str) -> None:
        derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"writdesk/{purpose}".encode())
        self._aead = AESGCM(derived.derive(secret.encode()))
        self._purpose = purpose.encode()

    def seal(self, plain: bytes) -> bytes:
        """Nonce and ciphertext."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._aead.encrypt(nonce, plain, self._purpose)

    def open(self, sealed: bytes) -> bytes:
        """What was sealed. Raises ``cryptography.exceptions.InvalidTag`` if it was changed."""
        return self._aead.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], self._purpose)
