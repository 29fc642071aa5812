"""The public keys of DKIM and ARC as the DNS has them (RFC 6376 section 3.6.1, RFC 8463)."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key
from dkim.util import InvalidTagValueList, parse_tag_value  # type: ignore[import-untyped]

from writdesk.documents.sender.answers import Answers

# A key longer than this only costs time (RFC 8301 asks for up to 4096 bits).
MOST_BITS = 16_384
_LONGEST_RECORD = 8_192


class KeyUnusable(Exception):
    """There is no key with which the signature can be checked. ``code`` says why."""

    def __init__(self, code: str, *, is_temporary: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.is_temporary = is_temporary


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicKey:
    """A key and what its owner says of it."""

    key: RSAPublicKey | Ed25519PublicKey
    bits: int
    flags: frozenset[str]

    def verifies(self, signature: bytes, data: bytes, digest: str) -> bool:
        """Whether this signature was made over these data with the private half of this key."""
        try:
            if isinstance(self.key, Ed25519PublicKey):
                self.key.verify(signature, _sha256(data))
            else:
                # SHA-1 is checked so that the analyst learns of it; it never makes a pass.
                self.key.verify(signature, data, PKCS1v15(), SHA1() if digest == "sha1" else SHA256())  # noqa: S303
        except (InvalidSignature, UnsupportedAlgorithm, ValueError):
            return False
        return True


def _sha256(data: bytes) -> bytes:
    import hashlib

    # RFC 8463 section 3: Ed25519 signs the hash.
    return hashlib.sha256(data).digest()


def read_tags(value: bytes) -> dict[str, bytes] | None:
    """A list of tags by name; None where it is none, or names one twice."""
    try:
        tags = parse_tag_value(value)
    except (InvalidTagValueList, ValueError, IndexError):
        return None
    return {name.decode("latin-1"): content for name, content in tags.items()}


def base64_bytes(value: bytes) -> bytes | None:
    """The bytes, if this is base64 with nothing but spaces between."""
    try:
        return base64.b64decode(b"".join(value.split()), validate=True)
    except ValueError:
        return None


def words_of(value: bytes) -> tuple[str, ...]:
    """A list with colons, in lower case."""
    return tuple(word.strip().decode("latin-1").lower() for word in value.split(b":"))


def fetch_key(answers: Answers, domain: str, selector: str, algorithm: str) -> PublicKey:
    """The key of a signature. Raises ``KeyUnusable`` and ``AnswerMissing``."""
    answer = answers.ask(f"{selector}._domainkey.{domain}", "TXT")
    if answer.has_failed:
        raise KeyUnusable("dns_failed", is_temporary=True)
    # Other records may stand beside the key by mistake or by a wildcard; two keys are nobody's.
    records = [tags for record in answer.records if (tags := _key_tags(record)) is not None]
    if not records:
        raise KeyUnusable("bad_key" if answer.records else "no_key")
    if len(records) > 1:
        raise KeyUnusable("several_keys")
    return _key(records[0], algorithm)


def _key_tags(record: str) -> dict[str, bytes] | None:
    tags = read_tags(record.encode("latin-1", errors="replace")[:_LONGEST_RECORD])
    if tags is None or "p" not in tags or tags.get("v", b"DKIM1") != b"DKIM1":
        return None
    return tags


def _key(tags: dict[str, bytes], algorithm: str) -> PublicKey:
    kind, _, digest = algorithm.partition("-")
    if not tags["p"].strip():
        raise KeyUnusable("key_revoked")
    if tags.get("k", b"rsa").decode("latin-1").lower() != kind:
        raise KeyUnusable("key_of_another_kind")
    if "h" in tags and digest not in words_of(tags["h"]):
        raise KeyUnusable("hash_not_allowed")
    if not {"*", "email"}.intersection(words_of(tags.get("s", b"*"))):
        raise KeyUnusable("key_for_another_service")
    material = base64_bytes(tags["p"])
    if not material:
        raise KeyUnusable("bad_key")
    return _loaded(kind, material, frozenset(words_of(tags.get("t", b""))))


def _loaded(kind: str, material: bytes, flags: frozenset[str]) -> PublicKey:
    try:
        if kind == "ed25519":
            return PublicKey(key=Ed25519PublicKey.from_public_bytes(material), bits=256, flags=flags)
        key = load_der_public_key(material)
    except (ValueError, UnsupportedAlgorithm) as reason:
        raise KeyUnusable("bad_key") from reason
    if not isinstance(key, RSAPublicKey) or key.key_size > MOST_BITS:
        raise KeyUnusable("bad_key")
    return PublicKey(key=key, bits=key.key_size, flags=flags)
