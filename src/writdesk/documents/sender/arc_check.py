"""The chain of those who handed a mail on (RFC 8617 section 5.2)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from writdesk.documents.sender.answers import AnswerMissing, Answers
from writdesk.documents.sender.dkim_check import LEAST_BITS, Message
from writdesk.documents.sender.keys import KeyUnusable, PublicKey, fetch_key, read_tags
from writdesk.documents.sender.results import ArcResult, ArcSet, Result
from writdesk.documents.sender.signatures import (
    Signature,
    SignatureUnreadable,
    body_is_intact,
    headers_are_intact,
    read_signature,
    sealed,
)

MOST_SETS = 50
_KINDS = (b"arc-authentication-results", b"arc-message-signature", b"arc-seal")
_INSTANCE = re.compile(rb"[0-9]{1,4}")
_FIRST_TAG = re.compile(rb"\s*i\s*=\s*([0-9]{1,4})\s*;")


class ChainBroken(Exception):
    """The chain cannot be followed. ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(slots=True)
class _Set:
    """The three headers of one instance."""

    fields: dict[bytes, tuple[bytes, bytes]] = field(default_factory=dict)
    message: Signature | None = None
    seal: Signature | None = None


def evaluate_arc(message: Message, answers: Answers) -> ArcResult:
    """The state of the chain: none, pass or fail. Raises ``AnswerMissing`` once every key was asked for."""
    try:
        sets = _sets(message)
        if not sets:
            return ArcResult(result=Result.NONE)
        _read(sets)
    except ChainBroken as broken:
        return ArcResult(result=Result.FAIL, reasons=(broken.code,))
    checked, reasons = _checked(sets, message, answers)
    if answers.missing:
        raise AnswerMissing
    if "dns_failed" in reasons:
        return ArcResult(result=Result.TEMPERROR, sets=checked, reasons=reasons)
    return ArcResult(result=Result.FAIL if reasons else Result.PASS, sets=checked, reasons=reasons)


def _sets(message: Message) -> list[_Set]:
    """The sets, first to last; each whole and none missing."""
    found: dict[int, _Set] = {}
    for kind in _KINDS:
        for name, value in message.fields(kind):
            instance = _instance(kind, value)
            own = found.setdefault(instance, _Set()).fields
            if kind in own:
                raise ChainBroken("set_doubled")
            own[kind] = (name, value)
    if not found:
        return []
    if max(found) > MOST_SETS:
        raise ChainBroken("too_many_sets")
    if sorted(found) != list(range(1, max(found) + 1)) or any(len(one.fields) != 3 for one in found.values()):
        raise ChainBroken("set_incomplete")
    return [found[instance] for instance in sorted(found)]


def _instance(kind: bytes, value: bytes) -> int:
    bare = value.replace(b"\r\n", b"")
    if kind == _KINDS[0]:
        match = _FIRST_TAG.match(bare)
        text = match[1] if match else b""
    else:
        text = (read_tags(bare) or {}).get("i", b"")
    if not _INSTANCE.fullmatch(text) or int(text) < 1:
        raise ChainBroken("bad_instance")
    return int(text)


def _read(sets: Sequence[_Set]) -> None:
    """Read the signatures of every set. Raises ``ChainBroken`` where a set says what none may."""
    for number, one in enumerate(sets, start=1):
        try:
            one.message = read_signature(one.fields[_KINDS[1]], usual_form=b"relaxed/relaxed")
            one.seal = read_signature(one.fields[_KINDS[2]], is_seal=True)
        except SignatureUnreadable as trouble:
            raise ChainBroken(trouble.code) from trouble
        if "sha1" in (one.message.digest, one.seal.digest):
            raise ChainBroken("sha1")
        if "arc-seal" in one.message.signed or "h" in one.seal.tags:
            raise ChainBroken("bad_syntax")
        # Section 5.2 step 3: the first set says none, all others pass.
        if one.seal.tags.get("cv", b"").lower() != (b"none" if number == 1 else b"pass"):
            raise ChainBroken("chain_failed_before")


def _checked(
    sets: Sequence[_Set], message: Message, answers: Answers
) -> tuple[tuple[ArcSet, ...], tuple[str, ...]]:
    results: list[ArcSet] = []
    reasons: dict[str, None] = {}
    for number, one in enumerate(sets, start=1):
        assert one.message is not None
        assert one.seal is not None
        is_last = number == len(sets)
        message_key = _key(one.message, answers, reasons if is_last else {})
        seal_key = _key(one.seal, answers, reasons)
        intact = message_key is not None and _is_intact(one.message, message_key, message)
        if is_last and message_key and not intact:
            reasons["message_changed"] = None
        covered = _sealed_by(sets[:number])
        whole = seal_key is not None and sealed(one.seal, covered, seal_key, b"relaxed")
        if seal_key and not whole:
            reasons["seal_broken"] = None
        results.append(
            ArcSet(
                instance=number,
                domain=one.seal.domain,
                selector=one.seal.selector,
                says=_says(one),
                is_message_intact=intact,
                is_seal_intact=whole,
            )
        )
    return tuple(results), tuple(reasons)


def _key(signature: Signature, answers: Answers, reasons: dict[str, None]) -> PublicKey | None:
    try:
        key = fetch_key(answers, signature.domain, signature.selector, signature.algorithm)
    except KeyUnusable as trouble:
        reasons[trouble.code] = None
        return None
    except AnswerMissing:
        return None
    if signature.algorithm.startswith("rsa") and key.bits < LEAST_BITS:
        reasons["key_too_small"] = None
        return None
    return key


def _is_intact(signature: Signature, key: PublicKey, message: Message) -> bool:
    body, unsigned = body_is_intact(signature, message.body)
    return body and not unsigned and headers_are_intact(signature, message.headers, key)


def _sealed_by(sets: Sequence[_Set]) -> list[tuple[bytes, bytes]]:
    """What a seal covers (section 5.1.1): every set up to its own, in order, but for the seal itself."""
    fields = [one.fields[kind] for one in sets for kind in _KINDS]
    return fields[:-1]


def _says(one: _Set) -> str:
    """What this hand says that it saw, as written."""
    value = one.fields[_KINDS[0]][1].replace(b"\r\n", b"").decode("utf-8", errors="replace")
    return " ".join(value.partition(";")[2].split())[:1_000]
