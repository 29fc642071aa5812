"""Small values, sealed whole: version byte 1, nonce (12 bytes), AES-256-GCM ciphertext with tag."""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from writdesk.sealing.errors import SealBroken
from writdesk.sealing.keys import NONCE_BYTES

_VERSION = b"\x01"
_DOMAIN = b"writdesk value v1\x00"
_BODY_AT = 1 + NONCE_BYTES


def seal(key: bytes, plaintext: bytes, context: str) -> bytes:
    """Encrypt a small value. ``context`` names its place and is bound to it.

    Use the whole way, like ``LR-2026-000123/officer.email``: the value does not open anywhere else.
    """
    nonce = os.urandom(NONCE_BYTES)
    return _VERSION + nonce + AESGCM(key).encrypt(nonce, plaintext, _DOMAIN + context.encode())


def unseal(key: bytes, sealed: bytes, context: str) -> bytes:
    """The value that ``seal`` was given. Raises ``SealBroken``."""
    if sealed[:1] != _VERSION:
        raise SealBroken(f"the value for {context!r} has no seal of version 1")
    nonce, body = sealed[1:_BODY_AT], sealed[_BODY_AT:]
    try:
        return AESGCM(key).decrypt(nonce, body, _DOMAIN + context.encode())
    except (InvalidTag, ValueError) as error:
        message = f"the value for {context!r} was changed, or sealed with another key or for another place"
        raise SealBroken(message) from error
