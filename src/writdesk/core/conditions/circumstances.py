"""The closed list of circumstances: what ``when = "…"`` in a provision may say.

A circumstance only decides whether a provision is asked at all. ``home`` holds the countries whose
authorities come directly (``[routing] home``); it is empty where a guideline makes no difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from writdesk.core.request import Request

Home = frozenset[str]


class Test(Protocol):
    """Whether a circumstance holds for a request."""

    def __call__(self, request: Request, home: Home) -> bool:
        """True where it holds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Circumstance:
    """One named circumstance of the closed list."""

    name: str
    says: str
    holds: Test


CIRCUMSTANCES: dict[str, Circumstance] = {}


def circumstance(holds: Test) -> Test:
    """Enter the decorated function in the closed list, under its own name."""
    name = holds.__name__  # type: ignore[attr-defined]
    CIRCUMSTANCES[name] = Circumstance(name=name, says=(holds.__doc__ or "").strip(), holds=holds)
    return holds


@circumstance
def from_abroad(request: Request, home: Home) -> bool:
    """The requesting agency's country is known and is not one whose authorities come directly."""
    country = request.agency.jurisdiction
    return bool(country) and bool(home) and country not in home


@circumstance
def treaty_request(request: Request, home: Home) -> bool:
    """The process is an MLAT request or a letter rogatory."""
    return request.process is not None and request.process.id in {"mlat_request", "letter_rogatory"}


@circumstance
def domestic_process(request: Request, home: Home) -> bool:
    """A legal process other than an MLAT request or a letter rogatory is named, or none at all."""
    return not treaty_request(request, home)


@circumstance
def nondisclosure_order(request: Request, home: Home) -> bool:
    """The request comes with a nondisclosure order."""
    return request.notice.nondisclosure_order is not None


@circumstance
def extension(request: Request, home: Home) -> bool:
    """The request asks to extend an earlier preservation."""
    return request.preservation is not None and request.preservation.extends is not None


@circumstance
def without_consent(request: Request, home: Home) -> bool:
    """The account holder does not consent to the disclosure."""
    return request.authorisation.account_holder_consents is not True
