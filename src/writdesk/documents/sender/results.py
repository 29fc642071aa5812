"""What came out: the words of RFC 8601 for each method, what they rest on, and ``cannot_tell``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Result(StrEnum):
    """RFC 8601 section 2.7, and ``cannot_tell`` where the envelope or the DNS's answers are not known."""

    NONE = "none"
    PASS = "pass"  # noqa: S105
    FAIL = "fail"
    SOFTFAIL = "softfail"
    NEUTRAL = "neutral"
    POLICY = "policy"
    TEMPERROR = "temperror"
    PERMERROR = "permerror"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, kw_only=True, slots=True)
class Envelope:
    """What the receiving server knew. ``mail_from`` is empty for a bounce, None where nobody knows it."""

    ip: str | None = None
    helo: str | None = None
    mail_from: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SpfResult:
    """Whether this server may send for this domain. ``identity`` is what was checked: mailfrom or helo."""

    result: Result
    domain: str = ""
    identity: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DkimResult:
    """One signature. ``is_intact`` is the mathematics alone; ``result`` is what the desk makes of it.

    ``unsigned_bytes`` are those behind the signed part of the body (``l=``). ``reasons`` are codes.
    """

    result: Result
    domain: str = ""
    selector: str = ""
    algorithm: str = ""
    key_bits: int | None = None
    is_intact: bool = False
    is_aligned: bool = False
    is_testing: bool = False
    signed_headers: tuple[str, ...] = ()
    body_length: int | None = None
    unsigned_bytes: int = 0
    signed_at: datetime | None = None
    expires_at: datetime | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class DmarcResult:
    """Whether SPF or DKIM speak for the domain in From, and what that domain asks for where neither does."""

    result: Result
    domain: str = ""
    organizational_domain: str = ""
    policy: str = ""
    policy_domain: str = ""
    percentage: int = 100
    aligned_by: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ArcSet:
    """One hand through which the mail went, and what it says it saw."""

    instance: int
    domain: str
    selector: str
    says: str
    is_message_intact: bool
    is_seal_intact: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ArcResult:
    """The chain of those who handed the mail on (RFC 8617)."""

    result: Result
    sets: tuple[ArcSet, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class SenderAuthentication:
    """All four, as they were at ``evaluated_at``."""

    evaluated_at: datetime
    spf: SpfResult
    dkim: tuple[DkimResult, ...]
    dmarc: DmarcResult
    arc: ArcResult

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return dict(_plain(asdict(self)))

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> SenderAuthentication:
        """What ``as_json`` wrote. Raises ``ValueError``, ``KeyError`` or ``TypeError`` where it did not."""
        return cls(
            evaluated_at=datetime.fromisoformat(document["evaluated_at"]),
            spf=SpfResult(**_read(document["spf"])),
            dkim=tuple(DkimResult(**_read(item)) for item in document["dkim"]),
            dmarc=DmarcResult(**_read(document["dmarc"])),
            arc=ArcResult(
                **{
                    **_read(document["arc"]),
                    "sets": tuple(ArcSet(**item) for item in document["arc"]["sets"]),
                }
            ),
        )


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, datetime) else value


def _read(document: Mapping[str, Any]) -> dict[str, Any]:
    read: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in document.items()
    }
    read["result"] = Result(read["result"])
    for name in ("signed_at", "expires_at"):
        if read.get(name):
            read[name] = datetime.fromisoformat(read[name])
    return read
