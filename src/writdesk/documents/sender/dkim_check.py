"""Every DKIM signature of a mail on its own (RFC 6376, RFC 8301): intact or not, and what it is worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from writdesk.documents.mail.parsing import SINGLE
from writdesk.documents.sender.answers import AnswerMissing, Answers
from writdesk.documents.sender.canonical import HeaderFields
from writdesk.documents.sender.domains import are_aligned, ascii_domain
from writdesk.documents.sender.keys import KeyUnusable, PublicKey, fetch_key
from writdesk.documents.sender.results import DkimResult, Result
from writdesk.documents.sender.signatures import (
    Signature,
    SignatureUnreadable,
    body_is_intact,
    headers_are_intact,
    read_signature,
)

MOST_SIGNATURES = 10
LEAST_BITS = 1_024
# Clocks differ. Nobody's differs by more.
SLACK = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """A mail as the checks need it. ``author_domain`` is that of the one address in From, else empty."""

    headers: HeaderFields
    body: bytes
    author_domain: str

    def fields(self, name: bytes) -> tuple[tuple[bytes, bytes], ...]:
        """Every header of this name (lower case), from the top."""
        return tuple(field for field in self.headers if field[0].rstrip(b" \t").lower() == name)


def evaluate_dkim(message: Message, answers: Answers, at: datetime) -> tuple[DkimResult, ...]:
    """The result of each signature from the top. Raises ``AnswerMissing`` once all have been looked at."""
    results, fields = [], message.fields(b"dkim-signature")
    for field in fields[:MOST_SIGNATURES]:
        try:
            results.append(_evaluate(field, message, answers, at))
        except AnswerMissing:
            continue
    if answers.missing:
        raise AnswerMissing
    if len(fields) > MOST_SIGNATURES:
        results.append(DkimResult(result=Result.NEUTRAL, reasons=("too_many_signatures",)))
    return tuple(results)


def _evaluate(field: tuple[bytes, bytes], message: Message, answers: Answers, at: datetime) -> DkimResult:
    try:
        signature = read_signature(field)
    except SignatureUnreadable as trouble:
        return DkimResult(result=Result.NEUTRAL, reasons=(trouble.code,))
    wrong = next(_errors(signature), None)
    if wrong:
        return _result(signature, message, Result.PERMERROR, (wrong,))
    try:
        key = fetch_key(answers, signature.domain, signature.selector, signature.algorithm)
    except KeyUnusable as trouble:
        word = Result.TEMPERROR if trouble.is_temporary else Result.PERMERROR
        return _result(signature, message, word, (trouble.code,))
    return _checked(signature, key, message, at)


def _errors(signature: Signature) -> Iterator[str]:
    """What makes a signature none (RFC 6376 section 6.1.1)."""
    tags = signature.tags
    if tags.get("v") != b"1":
        yield "unknown_version"
    if "from" not in signature.signed:
        yield "from_not_signed"
    if "dns/txt" not in tags.get("q", b"dns/txt").decode("latin-1").lower():
        yield "unknown_query_method"
    identity = _identity_domain(signature)
    if identity != signature.domain and not identity.endswith("." + signature.domain):
        yield "identity_outside_domain"
    signed_at, expires_at = signature.time("t"), signature.time("x")
    if signed_at and expires_at and expires_at < signed_at:
        yield "expires_before_signed"


def _identity_domain(signature: Signature) -> str:
    identity = signature.tags.get("i", b"@" + signature.domain.encode())
    return ascii_domain(identity.decode("utf-8", errors="replace").rpartition("@")[2])


def _checked(signature: Signature, key: PublicKey, message: Message, at: datetime) -> DkimResult:
    if "s" in key.flags and _identity_domain(signature) != signature.domain:
        return _result(signature, message, Result.PERMERROR, ("identity_outside_domain",), key=key)
    body, unsigned = body_is_intact(signature, message.body)
    head = headers_are_intact(signature, message.headers, key)
    broken = tuple(code for code, fine in (("body_changed", body), ("headers_changed", head)) if not fine)
    reasons = broken + tuple(_objections(signature, key, message, unsigned, at))
    word = Result.FAIL if broken else Result.POLICY if reasons else Result.PASS
    return _result(signature, message, word, reasons, key=key, unsigned=unsigned, is_intact=not broken)


def _objections(
    signature: Signature, key: PublicKey, message: Message, unsigned: int, at: datetime
) -> Iterator[str]:
    """Why an intact signature proves less than it seems to."""
    signed_at, expires_at = signature.time("t"), signature.time("x")
    if expires_at and expires_at < at - SLACK:
        yield "expired"
    if signed_at and signed_at > at + SLACK:
        yield "signed_in_future"
    if signature.digest == "sha1":
        # RFC 8301 section 3.1: "rsa-sha1 MUST NOT be used for signing or verifying."
        yield "sha1"
    if signature.algorithm.startswith("rsa") and key.bits < LEAST_BITS:
        # Section 3.2
        yield "key_too_small"
    if unsigned:
        yield "partly_signed"
    if "y" in key.flags:
        # RFC 6376 section 3.6.1: not to be treated differently from unsigned mail.
        yield "testing"
    if _has_unsigned_twin(signature, message):
        yield "header_added"


def _has_unsigned_twin(signature: Signature, message: Message) -> bool:
    """Whether a header that may stand once stands more often than was signed: a reader may show the other."""
    standing = Counter(name.rstrip(b" \t").lower().decode("latin-1") for name, _ in message.headers)
    signed = Counter(signature.signed)
    return any(signed[name] and standing[name] > signed[name] for name in SINGLE)


def _result(
    signature: Signature,
    message: Message,
    result: Result,
    reasons: tuple[str, ...],
    *,
    key: PublicKey | None = None,
    unsigned: int = 0,
    is_intact: bool = False,
) -> DkimResult:
    return DkimResult(
        result=result,
        domain=signature.domain,
        selector=signature.selector,
        algorithm=signature.algorithm,
        key_bits=key.bits if key else None,
        is_intact=is_intact,
        is_aligned=are_aligned(signature.domain, message.author_domain),
        is_testing=bool(key and "y" in key.flags),
        signed_headers=signature.signed,
        body_length=signature.length,
        unsigned_bytes=unsigned,
        signed_at=signature.time("t"),
        expires_at=signature.time("x"),
        reasons=reasons,
    )
