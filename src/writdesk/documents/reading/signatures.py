# ruff: noqa: E501 - a pattern is read as one line
"""Digital signatures of a PDF, each with one bottom line; and the operator's list of whom to trust.

The bottom line is the desk's own: a library's "intact and valid" is also said of a document that was changed
after it was signed.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from writdesk.documents.errors import ReaderGaveUp
from writdesk.documents.inspection import MIB, Limits
from writdesk.documents.reader_pool import ReaderPool
from writdesk.documents.reader_process import Work

SIGNATURE_WORK = Work(module="writdesk.documents.confined.signature_work", longest_answer=MIB)
SECONDS = 20.0
_CERTIFICATE = re.compile(rb"-----BEGIN CERTIFICATE-----(.+?)-----END CERTIFICATE-----", re.DOTALL)


class SignatureVerdict(StrEnum):
    """What a signature says about the document as it lies here."""

    WHOLE = "whole"
    FILLED_IN_AFTER = "filled_in_after"
    CHANGED_AFTER = "changed_after"
    NOT_ALL_COVERED = "not_all_covered"
    BROKEN = "broken"
    UNREADABLE = "unreadable"


_SENTENCES: Mapping[SignatureVerdict, str] = {
    SignatureVerdict.WHOLE: "Intact, and it covers the whole document as it is here.",
    SignatureVerdict.FILLED_IN_AFTER: "Intact for the document as it was signed. Afterwards a form was filled in, "
    "a further signature made or proof added, as the signer allowed.",
    SignatureVerdict.CHANGED_AFTER: "The document was changed after it was signed, in a way that the signature does "
    "not allow. What is shown now is not what was signed.",
    SignatureVerdict.NOT_ALL_COVERED: "It does not cover the whole document. What is shown now may not be what "
    "was signed.",
    SignatureVerdict.BROKEN: "Broken: what was signed is not what is here.",
    SignatureVerdict.UNREADABLE: "There is a signature that cannot be checked.",
}
_ALLOWED_CHANGES = frozenset({"NONE", "LTA_UPDATES", "FORM_FILLING", "ANNOTATIONS"})


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentSignature:
    """One signature. ``is_trusted`` is None where the operator has no list of roots, or nothing could be checked."""

    field: str
    verdict: SignatureVerdict
    is_timestamp: bool = False
    is_intact: bool | None = None
    is_trusted: bool | None = None
    covers: str | None = None
    changed_after: str | None = None
    signer: str | None = None
    issuer: str | None = None
    signed_at: str | None = None

    @property
    def summary(self) -> str:
        """The bottom line, and whether the operator trusts the signer."""
        sentence = _SENTENCES[self.verdict]
        if self.verdict in {SignatureVerdict.BROKEN, SignatureVerdict.UNREADABLE}:
            return sentence
        if self.is_trusted is None:
            return f"{sentence} Who signed is not checked: the desk has no list of trusted roots."
        who = "trusted" if self.is_trusted else "not on the desk's list of trusted roots"
        return f"{sentence} The signer is {who}."

    def to_document(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "field": self.field,
            "verdict": str(self.verdict),
            "summary": self.summary,
            "is_timestamp": self.is_timestamp,
            "signer": self.signer,
            "issuer": self.issuer,
            "signed_at": self.signed_at,
            "is_intact": self.is_intact,
            "covers": self.covers,
            "changed_after": self.changed_after,
            "is_trusted": self.is_trusted,
        }


@cache
def signature_pool() -> ReaderPool:
    """The process that validates, shared by all threads; it starts with the first signed document."""
    return ReaderPool(1, work=SIGNATURE_WORK)


def read_signatures(
    content: bytes, *, roots: tuple[bytes, ...] = (), pool: ReaderPool | None = None
) -> tuple[DocumentSignature, ...]:
    """The signatures of a PDF. ``roots`` are the certificates (DER) that the operator trusts.

    Raises ``ReaderUnavailable`` or ``ReaderBusy`` when the desk itself cannot check now.
    """
    if b"/ByteRange" not in content and b"/ObjStm" not in content and b"/Sig" not in content:
        return ()
    limits = Limits(seconds=SECONDS)
    encoded = [base64.b64encode(root).decode() for root in roots]
    job = {"roots": encoded, "limits": limits.as_numbers()}
    try:
        told = json.loads((pool or signature_pool()).ask(json.dumps(job).encode(), content, seconds=SECONDS))
        if "fault" in told:
            return _unreadable(content)
        return tuple(_signature(each, has_roots=bool(roots)) for each in told["signatures"])
    except (ReaderGaveUp, ValueError, KeyError, TypeError, AttributeError):
        return _unreadable(content)


def _unreadable(content: bytes) -> tuple[DocumentSignature, ...]:
    """A file that cannot be read for signatures has one that cannot be checked, where it shows traces of one."""
    if b"/ByteRange" not in content:
        return ()
    return (DocumentSignature(field="", verdict=SignatureVerdict.UNREADABLE),)


def _signature(told: Mapping[str, Any], *, has_roots: bool) -> DocumentSignature:
    field, is_timestamp = _text(told["field"]) or "", told.get("kind") == "timestamp"
    if "fault" in told:
        return DocumentSignature(field=field, verdict=SignatureVerdict.UNREADABLE, is_timestamp=is_timestamp)
    return DocumentSignature(
        field=field,
        verdict=_verdict(told),
        is_timestamp=is_timestamp,
        is_intact=told["is_intact"] is True and told["is_valid"] is True,
        is_trusted=told["is_trusted"] is True if has_roots else None,
        covers=_word(told["coverage"]),
        changed_after=_word(told["changes"]),
        signer=_text(told["signer"]),
        issuer=_text(told["issuer"]),
        signed_at=_text(told["signed_at"]),
    )


def _verdict(told: Mapping[str, Any]) -> SignatureVerdict:
    if told["is_intact"] is not True or told["is_valid"] is not True:
        return SignatureVerdict.BROKEN
    coverage, changes = told["coverage"], told["changes"]
    if coverage == "ENTIRE_FILE":
        return SignatureVerdict.WHOLE
    if coverage != "ENTIRE_REVISION":
        return SignatureVerdict.NOT_ALL_COVERED
    is_allowed = told["changes_allowed"] is not False and changes in _ALLOWED_CHANGES
    return SignatureVerdict.FILLED_IN_AFTER if is_allowed else SignatureVerdict.CHANGED_AFTER


def _text(told: Any) -> str | None:
    if not isinstance(told, str):
        return None
    return "".join(sign for sign in told[:200] if sign.isprintable())


def _word(told: Any) -> str | None:
    return told.lower() if isinstance(told, str) and re.fullmatch(r"[A-Z_]{1,40}", told) else None


def trusted_roots(folder: Path) -> tuple[bytes, ...]:
    """The certificates (PEM or DER: .pem .crt .cer .der) in a folder, as DER. Raises ``OSError``."""
    found: list[bytes] = []
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in {".pem", ".crt", ".cer", ".der"}:
            continue
        content = path.read_bytes()
        packed = _CERTIFICATE.findall(content)
        found += [base64.b64decode(each) for each in packed] if packed else [content]
    return tuple(found)
