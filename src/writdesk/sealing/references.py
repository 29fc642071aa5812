"""Keyed references: stand for a person or request where the name itself must not be."""

from __future__ import annotations

import hashlib
import hmac


def keyed_reference(key: bytes, *parts: str) -> str:
    """HMAC-SHA-256 of the parts, in hex. Each part goes in with its length, so ``ab, c`` is not ``a, bc``.

    The caller normalises (case, spaces) before; the same parts always give the same reference.
    """
    mac = hmac.new(key, digestmod=hashlib.sha256)
    for part in parts:
        encoded = part.encode()
        mac.update(len(encoded).to_bytes(8, "big"))
        mac.update(encoded)
    return mac.hexdigest()
