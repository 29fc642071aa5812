"""A guideline as data: one provider's published rules in one version.

docs/guideline-format.md says what each key means. Files are read by ``writdesk.guidelines``; nothing here
opens one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from writdesk.core.request import Kind


class RoutedBy(StrEnum):
    """What decides which entity answers."""

    OFFICER_JURISDICTION = "officer_jurisdiction"
    ACCOUNT_HOLDER_LOCATION = "account_holder_location"


class IfNotMet(StrEnum):
    """What follows when a provision is not met."""

    CLARIFY = "clarify"
    REJECT = "reject"
    REFER = "refer"
    DISREGARD = "disregard"
    FLAG = "flag"


class ProcessKind(StrEnum):
    """How a transparency report counts a process."""

    SUBPOENA = "subpoena"
    COURT_ORDER = "court_order"
    WARRANT = "warrant"
    TREATY = "treaty"
    OTHER = "other"


class Basis(StrEnum):
    """Whether a provision stands in the guideline's text or is good practice that the desk adds."""

    TEXT = "text"
    PRACTICE = "practice"


class NoticeDefault(StrEnum):
    """What a guideline promises where nothing stops it."""

    NOTIFY = "notify"
    PERSON_DECIDES = "person_decides"


class WithheldWhen(StrEnum):
    """What stops notice."""

    PROHIBITED_BY_LAW = "prohibited_by_law"
    NONDISCLOSURE_ORDER = "nondisclosure_order"
    REQUESTED_BY_OFFICER = "requested_by_officer"
    JEOPARDY = "jeopardy"


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """A sentence of the text with the heading under which it stands."""

    text: str = ""
    section: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Referral:
    """Where requests of these countries go instead: a guideline's id or a URL."""

    jurisdictions: tuple[str, ...]
    to: str
    text: str = ""
    section: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Routing(Passage):
    """Whom this provider serves; ``serves`` None is everybody, ``home`` empty makes no difference by country.

    ``unstated``: the text does not say whom it serves, so that a person decides.
    """

    by: RoutedBy = RoutedBy.OFFICER_JURISDICTION
    serves: tuple[str, ...] | None = None
    home: tuple[str, ...] = ()
    refers: tuple[Referral, ...] = ()
    otherwise: str | None = None
    unstated: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Channel(Passage):
    """A way to send requests, and the kinds of request it takes."""

    id: str
    title: str = ""
    address: str = ""
    takes: tuple[Kind, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ProcessRule(Passage):
    """A legal process that this provider answers to."""

    id: str
    kind: ProcessKind
    title: str = ""
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PartReach:
    """A process that opens only some fields of a category."""

    process: str
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Category(Passage):
    """A data category, its fields, and the processes that open it."""

    id: str
    title: str = ""
    fields: tuple[str, ...] = ()
    reached_by: tuple[str, ...] = ()
    in_part: tuple[PartReach, ...] = ()
    unstated_for: tuple[str, ...] = ()
    except_when: tuple[str, ...] = ()
    except_text: str = ""
    retention: str = ""
    is_content: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Provision(Passage):
    """One thing that a request must, or must not, be."""

    id: str
    applies_to: tuple[Kind, ...]
    condition: str
    if_not_met: IfNotMet
    remedy: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    channels: tuple[str, ...] = ()
    processes: tuple[str, ...] = ()
    when: str | None = None
    refer_to: str | None = None
    person_decides: bool = False
    basis: Basis = Basis.TEXT


@dataclass(frozen=True, kw_only=True, slots=True)
class PreservationRule(Passage):
    """How long data is preserved. ``days`` None: the text names no period."""

    days: int | None = None
    extensions: int = 0
    extension_days: int | None = None
    on_expiry: str = ""
    best_effort: bool = False
    scope: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class EmergencyRule(Passage):
    """Which harms count in an emergency, and by which standard."""

    standard: str = ""
    harms: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeRule(Passage):
    """Whether the provider tells the account holder, for which kinds of request, and what stops it."""

    default: NoticeDefault = NoticeDefault.PERSON_DECIDES
    before_disclosure: bool = False
    applies_to: tuple[Kind, ...] = (Kind.LEGAL, Kind.PRESERVATION, Kind.EMERGENCY)
    withheld_when: tuple[WithheldWhen, ...] = ()
    objection_days: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ForeignRule(Passage):
    """The routes by which authorities of other countries must come."""

    routes: tuple[str, ...] = ()
    preserve_while_underway: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class EnforcementRule(Passage):
    """Whether the provider acts on a breach of its terms that the request itself discloses."""

    acts: bool = False
    officer_may_ask_deferral: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Reimbursement(Passage):
    """What the provider may ask for its costs; amounts in the currency's units."""

    may_seek: bool = False
    currency: str = ""
    free_accounts: int | None = None
    fee_per_account: int | None = None
    fee_per_hour: int | None = None
    none_in_emergencies: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Service(Passage):
    """Whether receipt of correspondence waives any objection."""

    waives_objections: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Response(Passage):
    """How many days the provider gives itself to answer each kind of request."""

    legal_days: int | None = None
    preservation_days: int | None = None
    emergency_days: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply(Passage):
    """What senders who are not law enforcement are told: nothing, or where to turn."""

    kinds: tuple[Kind, ...]
    reply: str
    to: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A paragraph that is no rule, shown on the public page under its heading."""

    heading: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Guideline:
    """One version of one provider's guideline. ``digest`` is of the file's bytes, ``sha256:…``."""

    id: str
    version: str
    title: str
    provider: str
    in_force_from: date
    in_force_until: date | None = None
    language: str = "en"
    text_source: str = ""
    copy_of: str | None = None
    note: str = ""
    country: str | None = None
    request_types: tuple[Kind, ...] = ()
    digest: str = ""
    routing: Routing = field(default_factory=Routing)
    channels: tuple[Channel, ...] = ()
    processes: tuple[ProcessRule, ...] = ()
    categories: tuple[Category, ...] = ()
    provisions: tuple[Provision, ...] = ()
    preservation: PreservationRule = field(default_factory=PreservationRule)
    emergency: EmergencyRule = field(default_factory=EmergencyRule)
    notice: NoticeRule = field(default_factory=NoticeRule)
    foreign: ForeignRule = field(default_factory=ForeignRule)
    enforcement: EnforcementRule = field(default_factory=EnforcementRule)
    reimbursement: Reimbursement = field(default_factory=Reimbursement)
    service: Service = field(default_factory=Service)
    response: Response = field(default_factory=Response)
    retention: Passage = field(default_factory=Passage)
    accuracy: Passage = field(default_factory=Passage)
    replies: tuple[Reply, ...] = ()
    sections: tuple[Section, ...] = ()

    @property
    def name(self) -> str:
        """Id and version, as ``--guideline`` takes them: ``tiktok-inc@2020-08-13``."""
        return f"{self.id}@{self.version}"
