"""What a package is about: who asked, under which guideline, what was granted, what is not inside and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from writdesk.core.collected import FieldHolding, Holding


@dataclass(frozen=True, kw_only=True, slots=True)
class AskedAccount:
    """An account as the officer wrote it, and the account that it was resolved to (None: to none)."""

    identifier: str
    account: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class GrantedData:
    """One data category that the grant covers, with its title from the guideline and its span of days."""

    category: str
    title: str
    fields: tuple[str, ...] = ()
    from_on: date | None = None
    until_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Particulars:
    """The request that is answered. ``country`` (alpha-2, of the guideline) picks the certificate."""

    reference: str
    provider: str
    provider_address: str = ""
    guideline: str
    guideline_version: str
    guideline_title: str
    country: str
    agency: str
    process: str
    received_on: date
    accounts: tuple[AskedAccount, ...]
    granted: tuple[GrantedData, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Custodian:
    """The custodian of records who certifies. ``country`` (alpha-2) is where the certificate is executed."""

    name: str
    title: str
    place: str = ""
    country: str = "US"


@dataclass(frozen=True, kw_only=True, slots=True)
class QuotedSentence:
    """A sentence of the guideline, word for word, with the section where it stands."""

    sentence: str
    section: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class GuidelineSentences:
    """What the guideline says about retention, and how far the provider vouches for what people entered."""

    retention: tuple[QuotedSentence, ...] = ()
    accuracy: tuple[QuotedSentence, ...] = ()


class Reason(StrEnum):
    """Why something that was asked for is not in the package, or only in part."""

    NOT_HELD = "not_held"
    HELD_IN_PART = "held_in_part"
    HELD_ENCRYPTED = "held_encrypted"
    NOT_GRANTED = "not_granted"
    PUBLICLY_AVAILABLE = "publicly_available"
    LEFT_OUT = "left_out"
    ACCOUNT_NOT_FOUND = "account_not_found"


REASON_WORDS: Mapping[Reason, str] = {
    Reason.NOT_HELD: "Not held",
    Reason.HELD_IN_PART: "Held in part",
    Reason.HELD_ENCRYPTED: "Held encrypted",
    Reason.NOT_GRANTED: "Not granted",
    Reason.PUBLICLY_AVAILABLE: "Publicly available",
    Reason.LEFT_OUT: "Left out",
    Reason.ACCOUNT_NOT_FOUND: "Account not found",
}
_REASON_OF_HOLDING = {
    Holding.NOT_HELD: Reason.NOT_HELD,
    Holding.HELD_IN_PART: Reason.HELD_IN_PART,
    Holding.HELD_ENCRYPTED: Reason.HELD_ENCRYPTED,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class NotProvided:
    """One thing that was asked for and is not in the package, or not whole, and why."""

    category: str
    what: str
    reason: Reason
    explanation: str = ""
    # Only of what the custodian left out: whose number can be checked against the other files.
    kind: str = ""
    records: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOutRecords:
    """Records of one kind that the custodian left out for one reason, before certifying the others."""

    category: str
    kind: str
    why: str
    records: int
    explanation: str

    def as_not_provided(self) -> NotProvided:
        """The row among all that is not in the package."""
        return NotProvided(
            category=self.category,
            what=f"{self.records} × {self.kind}",
            reason=Reason.LEFT_OUT,
            explanation=self.explanation,
            kind=self.kind,
            records=self.records,
        )


def not_provided_of(holding: FieldHolding) -> NotProvided | None:
    """What a field's holding leaves out; None when the field is held.

    >>> holding = FieldHolding(category="log_data", field="ip", holding=Holding.NOT_HELD)
    >>> not_provided_of(holding).reason.value
    'not_held'
    """
    if holding.holding is Holding.HELD:
        return None
    return NotProvided(
        category=holding.category,
        what=holding.field,
        reason=_REASON_OF_HOLDING[holding.holding],
        explanation=holding.note,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class PackageReceipt:
    """What was written: the whole package, its payload, and the hashes that name it."""

    size: int
    sha256: str
    files: int
    payload_bytes: int
    records: Mapping[str, int]
    media_files: int
    manifest_sha256: str
    tagmanifest_sha256: str
    data_manifest_sha256: str
    # Category/kind → the SHA-256 of its records (JSON Lines).
    tables: Mapping[str, str]
