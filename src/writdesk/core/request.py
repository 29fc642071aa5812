"""A request as it arrived: what was stated, in the glossary's words. Nothing here judges.

``None`` always means *not stated* or *not known*. The JSON form is read by ``request_document``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Kind(StrEnum):
    """The three kinds of request."""

    LEGAL = "legal"
    PRESERVATION = "preservation"
    EMERGENCY = "emergency"


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """The mail, form or fax that carried the request."""

    subject: str | None = None
    sent_to: str | None = None
    sender_domain_is_law_enforcement: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Agency:
    """The requesting agency; ``jurisdiction`` is ISO 3166-1 alpha-2."""

    name: str | None = None
    jurisdiction: str | None = None
    is_law_enforcement: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Officer:
    """The requesting officer's particulars."""

    name: str | None = None
    badge_number: str | None = None
    email: str | None = None
    phone: str | None = None
    mailing_address: str | None = None
    is_sworn: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Authorisation:
    """What the agency's head has signed, and whether the account holder consents."""

    signed_by_head_of_agency: bool | None = None
    certifies_necessity: bool | None = None
    account_holder_consents: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Identifier:
    """An account identifier as the officer wrote it."""

    type: str
    value: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """One account asked about, by all the identifiers given for it."""

    identifiers: tuple[Identifier, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Process:
    """The legal process: what compels."""

    id: str | None = None
    form: str | None = None
    issued_by: str | None = None
    addressed_to: str | None = None
    case_number: str | None = None
    issued_on: date | None = None
    returnable_on: date | None = None
    signed_by_issuer: bool | None = None
    statute: str | None = None
    offence: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DataRequested:
    """One data category asked for, with its span of days (both ends included; None is open)."""

    category: str
    from_on: date | None = None
    until_on: date | None = None
    publicly_available: bool | None = None
    description: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """One document that came with the request."""

    on_letterhead: bool | None = None
    signed: bool | None = None
    dated: date | None = None
    language: str | None = None
    media_type: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Foreign:
    """How a request of another country came: through whom, under which treaty."""

    central_authority: str | None = None
    treaty_reference: str | None = None
    received_through_us_court: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class NondisclosureOrder:
    """An order that forbids telling the account holder, with the defects it may have."""

    issued_by: str | None = None
    issued_on: date | None = None
    ends_on: date | None = None
    tied_to_process: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeWishes:
    """What the officer and the law say about telling the account holder."""

    officer_asks_not_to_notify: bool | None = None
    officer_states_jeopardy: bool | None = None
    prohibited_by_law: bool | None = None
    nondisclosure_order: NondisclosureOrder | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Enforcement:
    """Whether the officer asks the provider to wait before it enforces its own terms."""

    officer_asks_deferral: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Emergency:
    """What an emergency request says about the danger."""

    person_in_danger: str | None = None
    is_child: bool | None = None
    harm: str | None = None
    imminent: bool | None = None
    nature: str | None = None
    specific_information_requested: str | None = None
    why_necessary: str | None = None
    other_circumstances: str | None = None
    specific_posts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class EarlierPreservation:
    """The preservation that a request asks to extend; ``extensions`` counts those already granted."""

    reference: str | None = None
    expires_on: date | None = None
    extensions: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Preservation:
    """What a preservation request adds: what it extends, and the steps taken to obtain process."""

    extends: EarlierPreservation | None = None
    steps_being_taken: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Attested:
    """What a named person vouches for, in the file itself. Without a name it is no attestation."""

    by: str | None = None
    good_faith: bool | None = None
    process_valid: bool | None = None
    necessity: bool | None = None
    specific: bool | None = None
    complete: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """One request, as it arrived."""

    kind: Kind
    received_at: datetime
    channel: str | None = None
    message: Message = field(default_factory=Message)
    agency: Agency = field(default_factory=Agency)
    officer: Officer = field(default_factory=Officer)
    authorisation: Authorisation = field(default_factory=Authorisation)
    response_requested_by: date | None = None
    accounts: tuple[Account, ...] = ()
    process: Process | None = None
    data_requested: tuple[DataRequested, ...] = ()
    relationship_to_investigation: str | None = None
    documents: tuple[Document, ...] = ()
    contents_in_message_body: bool | None = None
    automatic_reply_answered: bool | None = None
    account_holder_location: str | None = None
    foreign: Foreign | None = None
    notice: NoticeWishes = field(default_factory=NoticeWishes)
    enforcement: Enforcement = field(default_factory=Enforcement)
    emergency: Emergency | None = None
    preservation: Preservation | None = None
    attested: Attested | None = None
