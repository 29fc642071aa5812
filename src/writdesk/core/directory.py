"""What the desk's own directory says of a sender: whose domain it is, and whether that fits the claim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from writdesk.core.conditions import Outcome
from writdesk.core.conditions.sender import ADDRESS, PRIVATE_MAIL

NEW_FOR = timedelta(days=60)


class Standing(StrEnum):
    """What a domain is known to be."""

    LAW_ENFORCEMENT = "law_enforcement"
    GOVERNMENT = "government"
    NOT_GOVERNMENT = "not_government"


@dataclass(frozen=True, kw_only=True, slots=True)
class KnownDomain:
    """A domain of the directory. ``first_seen_on`` is None for what stood there when the desk began to look;
    ``gone_on`` is the day on which its registry no longer had it."""

    domain: str
    agency: str
    country: str
    place: str
    standing: Standing
    source: str
    first_seen_on: date | None = None
    gone_on: date | None = None

    def is_new(self, on: date) -> bool:
        """Whether the registry has it only since lately: what forgers register for the purpose is new."""
        return self.first_seen_on is not None and on - self.first_seen_on < NEW_FOR


@dataclass(frozen=True, kw_only=True, slots=True)
class DirectoryFinding:
    """One thing that the directory says of a sender, and on which evidence. Shown; it decides nothing."""

    check: str
    outcome: Outcome
    sentence: str
    evidence: str


# The name says that its bearer enforces the law …
_ENFORCES = re.compile(
    r"\b(?:police|sheriff'?s?|constables?|marshals?|troopers"
    r"|(?:district|state'?s|county|commonwealth'?s|prosecuting) attorney'?s?|prosecutors?|prosecution"
    r"|highway patrol|state patrol|bureau of investigation|drug enforcement|secret service"
    r"|criminal investigations?|law enforcement)\b",
    re.IGNORECASE,
)
# … unless it also says that it does something else. A "police jury" governs a parish of Louisiana.
_DOES_NOT = re.compile(
    r"\b(?:jury|retirement|pension|relief|association|foundation|academy|training|accreditation|museum"
    r"|memorial|standards|review|oversight|college|council|coordination)\b",
    re.IGNORECASE,
)
# Words that say what an office is, not which.
_COMMON = frozenset(
    [
        *(
            "the",
            "of",
            "and",
            "for",
            "a",
            "city",
            "county",
            "town",
            "township",
            "village",
            "borough",
            "parish",
        ),
        *("state", "department", "dept", "office", "bureau", "division", "agency", "police", "sheriff", "pd"),
        *("public", "safety", "district", "attorney", "national", "federal"),
    ]
)


def standing_of_name(name: str) -> Standing:
    """What a government's registry says of an organisation by its name: law enforcement, or another part.

    >>> str(standing_of_name("Springfield Police Department"))
    'law_enforcement'
    >>> str(standing_of_name("Assumption Parish Police Jury")), str(standing_of_name("City of Springfield"))
    ('government', 'government')
    """
    enforces = _ENFORCES.search(name) is not None and _DOES_NOT.search(name) is None
    return Standing.LAW_ENFORCEMENT if enforces else Standing.GOVERNMENT


def domain_of(address: str | None) -> str:
    """The domain of a mail address, in lower case; empty where it is none."""
    found = ADDRESS.fullmatch(address.strip()) if address else None
    return found[1].lower() if found else ""


def domains_above(domain: str) -> tuple[str, ...]:
    """The domain and those above it, the longest first: where its entry in the directory may stand.

    >>> domains_above("mail.police.springfield.example")
    ('mail.police.springfield.example', 'police.springfield.example', 'springfield.example')
    """
    labels = domain.lower().rstrip(".").split(".")
    return tuple(".".join(labels[start:]) for start in range(max(len(labels) - 1, 0)))


def is_law_enforcement(domain: str, known: KnownDomain | None) -> bool | None:
    """Whether mail from this domain is law enforcement's: yes, no, or None where that cannot be told.

    A government's domain need not be its police's, and an unknown one may be a foreign agency's.
    """
    if domain in PRIVATE_MAIL:
        return False
    if known is None or known.gone_on is not None:
        return None
    return {Standing.LAW_ENFORCEMENT: True, Standing.NOT_GOVERNMENT: False}.get(known.standing)


def directory_findings(
    *, email: str | None, agency: str | None, country: str | None, known: KnownDomain | None, on: date
) -> tuple[DirectoryFinding, ...]:
    """The three findings that rest on the directory, as of the day ``on``."""
    domain = domain_of(email)
    if not domain:
        return ()
    return (
        _law_enforcement(domain, known, on),
        _issued_by_employer(domain, known),
        _matches_agency(domain, agency or "", country or "", known),
    )


def _outcome(told: bool | None) -> Outcome:
    return {True: Outcome.MET, False: Outcome.NOT_MET, None: Outcome.CANNOT_TELL}[told]


def _law_enforcement(domain: str, known: KnownDomain | None, on: date) -> DirectoryFinding:
    told = is_law_enforcement(domain, known)
    return DirectoryFinding(
        check="sender_domain_is_law_enforcement",
        outcome=_outcome(told),
        sentence={
            True: f"{domain} is a domain of law enforcement.",
            False: f"{domain} is no domain of law enforcement.",
            None: f"Whether {domain} belongs to law enforcement cannot be told.",
        }[told],
        evidence=" ".join(_evidence(domain, known, on)),
    )


def _evidence(domain: str, known: KnownDomain | None, on: date) -> Iterator[str]:
    if domain in PRIVATE_MAIL:
        yield "It is a mail service that anybody may use."
        return
    if known is None:
        yield "The directory does not have it."
        return
    where = f"{known.place}, {known.country}" if known.place else known.country
    yield f"The directory has {known.domain}: {known.agency} ({where}), from {known.source}."
    if known.gone_on is not None:
        yield f"Its registry no longer had it on {known.gone_on}."
    elif known.is_new(on):
        yield f"It is new there: first seen on {known.first_seen_on}."
    elif known.standing is Standing.GOVERNMENT:
        yield "That is a government's, and need not be its police's."


def _issued_by_employer(domain: str, known: KnownDomain | None) -> DirectoryFinding:
    is_private = domain in PRIVATE_MAIL
    told = False if is_private else (True if known is not None and known.gone_on is None else None)
    if known is not None and known.standing is Standing.NOT_GOVERNMENT:
        told = False
    return DirectoryFinding(
        check="employer_issued_email",
        outcome=_outcome(told),
        sentence={
            True: "The address is one that an authority gives to its people.",
            False: "The address is not one that an authority gives to its people.",
            None: "Whether an authority gave out this address cannot be told.",
        }[told],
        evidence=f"{domain}: {known.agency}."
        if known is not None
        else "It is a mail service that anybody may use."
        if is_private
        else f"The directory does not have {domain}.",
    )


def _matches_agency(domain: str, agency: str, country: str, known: KnownDomain | None) -> DirectoryFinding:
    told = None if known is None else _is_same_agency(agency, country, known)
    return DirectoryFinding(
        check="domain_matches_agency",
        outcome=_outcome(told),
        sentence={
            True: "The domain is that of the agency which the request names.",
            False: "The domain is that of another agency than the request names.",
            None: "Whether the domain is that of the agency which the request names cannot be told.",
        }[told],
        evidence=f"In the request: {agency or 'no agency'}. "
        + (f"In the directory: {known.agency}." if known else f"The directory does not have {domain}."),
    )


def _is_same_agency(agency: str, country: str, known: KnownDomain) -> bool | None:
    if country and known.country and country != known.country:
        return False
    if not agency:
        return None
    claimed, listed = _words(agency), _words(known.agency)
    if claimed == listed:
        return True
    telling, of_list = claimed - _COMMON, listed - _COMMON
    if telling and telling == of_list and (claimed <= listed or listed <= claimed):
        return True
    return None if telling & of_list or not telling or not of_list else False


def _words(name: str) -> set[str]:
    """The words of a name; "Sheriff's", "Sheriffs" and "Sheriff" are one."""
    plain = re.sub(r"['’]s?\b", "", name.casefold())
    return {word.removesuffix("s") if len(word) > 4 else word for word in re.findall(r"\w+", plain)}
