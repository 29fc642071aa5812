"""What DKIM and ARC share (RFC 6376): the tags of a signature, the body's hash, the signed headers."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from writdesk.documents.sender.canonical import (
    HeaderFields,
    canonical_body,
    canonical_header,
    chosen_headers,
    policy_of,
)
from writdesk.documents.sender.domains import ascii_domain
from writdesk.documents.sender.keys import PublicKey, base64_bytes, read_tags, words_of

ALGORITHMS = ("rsa-sha256", "rsa-sha1", "ed25519-sha256")
_DIGITS = re.compile(rb"[0-9]{1,12}")
# RFC 6376 section 3.5: up to 76 digits.
_LENGTH = re.compile(rb"[0-9]{1,76}")
_DOMAIN = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?")
_MOST_SIGNED = 1_000


class SignatureUnreadable(Exception):
    """The tags of a signature do not say what they must. ``code`` says what is wrong."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, kw_only=True, slots=True)
class Signature:
    """One signature header, read."""

    field: tuple[bytes, bytes]
    tags: dict[str, bytes]
    algorithm: str
    domain: str
    selector: str
    value: bytes
    canonical: tuple[bytes, bytes] = (b"relaxed", b"relaxed")
    signed: tuple[str, ...] = ()
    body_hash: bytes = b""
    length: int | None = None

    @property
    def digest(self) -> str:
        """sha256 or sha1."""
        return self.algorithm.rpartition("-")[2]

    def time(self, tag: str) -> datetime | None:
        """An instant among the tags. One that no calendar has is the last one."""
        if tag not in self.tags:
            return None
        try:
            return datetime.fromtimestamp(int(self.tags[tag]), UTC)
        except (ValueError, OverflowError, OSError):
            return datetime.max.replace(tzinfo=UTC)


def read_signature(
    field: tuple[bytes, bytes], *, is_seal: bool = False, usual_form: bytes = b"simple/simple"
) -> Signature:
    """A signature header. ``usual_form`` is meant where ``c=`` is missing. Raises ``SignatureUnreadable``."""
    tags = read_tags(field[1].replace(b"\r\n", b""))
    if tags is None:
        raise SignatureUnreadable("bad_syntax")
    needed = ("a", "b", "d", "s") if is_seal else ("a", "b", "bh", "d", "h", "s")
    if any(not tags.get(name) for name in needed):
        raise SignatureUnreadable("tag_missing")
    signature = _read_seal(field, tags)
    return signature if is_seal else _with_what_is_signed(signature, usual_form)


def _read_seal(field: tuple[bytes, bytes], tags: dict[str, bytes]) -> Signature:
    """What a seal has, and every other signature, too."""
    domain, selector = (ascii_domain(tags[name].decode("utf-8", errors="replace")) for name in ("d", "s"))
    algorithm = tags["a"].decode("latin-1").lower()
    value = base64_bytes(tags["b"])
    if algorithm not in ALGORITHMS:
        raise SignatureUnreadable("unknown_algorithm")
    if value is None or not (_DOMAIN.fullmatch(domain) and _DOMAIN.fullmatch(selector)):
        raise SignatureUnreadable("bad_syntax")
    if any(name in tags and not _DIGITS.fullmatch(tags[name]) for name in ("t", "x")):
        raise SignatureUnreadable("bad_syntax")
    return Signature(
        field=field, tags=tags, algorithm=algorithm, domain=domain, selector=selector, value=value
    )


def _with_what_is_signed(signature: Signature, usual_form: bytes) -> Signature:
    tags = signature.tags
    canonical = policy_of(tags.get("c", usual_form))
    if canonical is None:
        raise SignatureUnreadable("unknown_canonicalization")
    body_hash, signed = base64_bytes(tags["bh"]), words_of(tags["h"])
    is_length = "l" not in tags or _LENGTH.fullmatch(tags["l"])
    if body_hash is None or not is_length or len(signed) > _MOST_SIGNED or not any(signed):
        raise SignatureUnreadable("bad_syntax")
    length = int(tags["l"]) if "l" in tags else None
    return replace(signature, canonical=canonical, signed=signed, body_hash=body_hash, length=length)


def body_is_intact(signature: Signature, body: bytes) -> tuple[bool, int]:
    """Whether the body is what was signed, and how many bytes of it stand behind the signed part."""
    canonical = canonical_body(body, signature.canonical[1])
    unsigned = 0
    if signature.length is not None:
        unsigned = max(0, len(canonical) - signature.length)
        if signature.length > len(canonical):
            # More was signed than is there.
            return False, 0
        canonical = canonical[: signature.length]
    found = hashlib.new(signature.digest, canonical, usedforsecurity=False).digest()
    return hmac.compare_digest(found, signature.body_hash), unsigned


def headers_are_intact(signature: Signature, headers: HeaderFields, key: PublicKey) -> bool:
    """Whether the headers that ``h=`` names are what was signed."""
    fields = chosen_headers(headers, [name.encode("latin-1") for name in signature.signed])
    return sealed(signature, fields, key, signature.canonical[0])


def sealed(
    signature: Signature, fields: Sequence[tuple[bytes, bytes]], key: PublicKey, algorithm: bytes
) -> bool:
    """Whether the signature covers these headers and its own, without its value."""
    data = b"".join(canonical_header(field, algorithm) for field in fields)
    name, value = signature.field
    own = canonical_header((name, without_value(value)), algorithm)
    # RFC 6376 section 3.7: its own header is hashed without the line end.
    return key.verifies(signature.value, data + own.removesuffix(b"\r\n"), signature.digest)


def without_value(value: bytes) -> bytes:
    """The header with everything between ``b=`` and the next semicolon taken out.

    >>> without_value(b" a=rsa-sha256; b=Zm9v\\r\\n\\tYmFy; d=pd.example\\r\\n")
    b' a=rsa-sha256; b=; d=pd.example\\r\\n'
    """
    line_end = b"\r\n" if value.endswith(b"\r\n") else b""
    tags = value.removesuffix(b"\r\n").split(b";")
    bare = [tag[: tag.index(b"=") + 1] if tag.partition(b"=")[0].strip() == b"b" else tag for tag in tags]
    return b";".join(bare) + line_end
