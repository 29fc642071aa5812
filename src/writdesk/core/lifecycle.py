"""The life of a request: one table of transitions, from which diagram, checks and tests are made."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from writdesk.core.request import Kind


class Status(StrEnum):
    """Where a request stands."""

    RECEIVED = "received"
    DISREGARDED = "disregarded"
    REFERRED = "referred"
    UNDER_REVIEW = "under_review"
    CLARIFICATION_REQUESTED = "clarification_requested"
    CLOSED_UNANSWERED = "closed_unanswered"
    REJECTED = "rejected"
    APPROVED = "approved"
    AWAITING_OBJECTION = "awaiting_objection"
    COLLECTING = "collecting"
    COLLECTION_FAILED = "collection_failed"
    READY = "ready"
    DELIVERED = "delivered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    PROVISIONALLY_PRESERVED = "provisionally_preserved"
    PRESERVED = "preserved"
    EXTENDED = "extended"
    SUPERSEDED = "superseded"
    RELEASED = "released"
    EXPIRED = "expired"


class Event(StrEnum):
    """What can happen to a request."""

    DISREGARD = "disregard"
    REFER = "refer"
    BEGIN_REVIEW = "begin_review"
    ASK_CLARIFICATION = "ask_clarification"
    ANSWER_CLARIFICATION = "answer_clarification"
    CLOSE_UNANSWERED = "close_unanswered"
    REOPEN = "reopen"
    RECONSIDER = "reconsider"
    REJECT = "reject"
    APPROVE = "approve"
    OPEN_OBJECTION_WINDOW = "open_objection_window"
    START_COLLECTION = "start_collection"
    FAIL_COLLECTION = "fail_collection"
    FINISH_COLLECTION = "finish_collection"
    DELIVER = "deliver"
    CLOSE = "close"
    WITHDRAW = "withdraw"
    PRESERVE_PROVISIONALLY = "preserve_provisionally"
    PRESERVE = "preserve"
    EXTEND = "extend"
    SUPERSEDE = "supersede"
    RELEASE = "release"
    EXPIRE = "expire"


class Party(StrEnum):
    """Who may cause an event. ``SYSTEM`` is the desk's own clock and worker."""

    OFFICER = "officer"
    ANALYST = "analyst"
    COUNSEL = "counsel"
    CUSTODIAN = "custodian"
    SYSTEM = "system"


@dataclass(frozen=True, kw_only=True, slots=True)
class Transition:
    """One row of the table. ``must`` says in words what has to be true; the action proves it."""

    event: Event
    sources: tuple[Status, ...]
    target: Status
    parties: tuple[Party, ...]
    kinds: tuple[Kind, ...] = tuple(Kind)
    must: str = ""


_DECIDERS = (Party.ANALYST, Party.COUNSEL)
_BEFORE_DECISION = (Status.RECEIVED, Status.UNDER_REVIEW, Status.PROVISIONALLY_PRESERVED)
_DISCLOSING = (Kind.LEGAL, Kind.EMERGENCY)
_KEPT = (Status.PRESERVED, Status.EXTENDED)

TRANSITIONS: tuple[Transition, ...] = (
    Transition(
        event=Event.DISREGARD,
        sources=_BEFORE_DECISION,
        target=Status.DISREGARDED,
        parties=_DECIDERS,
        must="The sender is not law enforcement.",
    ),
    Transition(
        event=Event.REFER,
        sources=_BEFORE_DECISION,
        target=Status.REFERRED,
        parties=_DECIDERS,
        must="Another entity, country or route serves this officer.",
    ),
    Transition(
        event=Event.PRESERVE_PROVISIONALLY,
        sources=(Status.RECEIVED,),
        target=Status.PROVISIONALLY_PRESERVED,
        parties=(Party.SYSTEM,),
        kinds=(Kind.PRESERVATION,),
        must="The sender is plausible; a sealed copy was made.",
    ),
    Transition(
        event=Event.BEGIN_REVIEW,
        sources=(Status.RECEIVED, Status.PROVISIONALLY_PRESERVED),
        target=Status.UNDER_REVIEW,
        parties=_DECIDERS,
    ),
    Transition(
        event=Event.ASK_CLARIFICATION,
        sources=(Status.UNDER_REVIEW,),
        target=Status.CLARIFICATION_REQUESTED,
        parties=_DECIDERS,
        must="The letter says what is missing.",
    ),
    Transition(
        event=Event.ANSWER_CLARIFICATION,
        sources=(Status.CLARIFICATION_REQUESTED,),
        target=Status.UNDER_REVIEW,
        parties=(Party.OFFICER, Party.ANALYST),
    ),
    Transition(
        event=Event.CLOSE_UNANSWERED,
        sources=(Status.CLARIFICATION_REQUESTED,),
        target=Status.CLOSED_UNANSWERED,
        parties=(Party.SYSTEM, *_DECIDERS),
        must="The time to answer has passed.",
    ),
    Transition(
        event=Event.REOPEN,
        sources=(Status.CLOSED_UNANSWERED,),
        target=Status.UNDER_REVIEW,
        parties=(Party.OFFICER, *_DECIDERS),
    ),
    Transition(
        event=Event.RECONSIDER,
        sources=(Status.APPROVED, Status.AWAITING_OBJECTION, Status.COLLECTION_FAILED),
        target=Status.UNDER_REVIEW,
        parties=_DECIDERS,
        kinds=_DISCLOSING,
        must="Nothing was collected yet; the grant ran out, or the decision was wrong.",
    ),
    Transition(
        event=Event.REJECT,
        sources=(Status.UNDER_REVIEW,),
        target=Status.REJECTED,
        parties=_DECIDERS,
        must="The letter cites the provisions not met and what would mend them.",
    ),
    Transition(
        event=Event.APPROVE,
        sources=(Status.UNDER_REVIEW,),
        target=Status.APPROVED,
        parties=_DECIDERS,
        kinds=_DISCLOSING,
        must="Accounts are resolved; two people for content and for emergencies; the grant is signed.",
    ),
    Transition(
        event=Event.OPEN_OBJECTION_WINDOW,
        sources=(Status.APPROVED,),
        target=Status.AWAITING_OBJECTION,
        parties=(Party.SYSTEM, Party.CUSTODIAN),
        kinds=(Kind.LEGAL,),
        must="The guideline gives the account holder a window.",
    ),
    Transition(
        event=Event.START_COLLECTION,
        sources=(Status.APPROVED, Status.AWAITING_OBJECTION, Status.COLLECTION_FAILED),
        target=Status.COLLECTING,
        parties=(Party.CUSTODIAN,),
        kinds=_DISCLOSING,
        must="A signed grant that has not expired; no objection window is open.",
    ),
    Transition(
        event=Event.FAIL_COLLECTION,
        sources=(Status.COLLECTING,),
        target=Status.COLLECTION_FAILED,
        parties=(Party.SYSTEM,),
        kinds=_DISCLOSING,
    ),
    Transition(
        event=Event.FINISH_COLLECTION,
        sources=(Status.COLLECTING,),
        target=Status.READY,
        parties=(Party.SYSTEM,),
        kinds=_DISCLOSING,
    ),
    Transition(
        event=Event.DELIVER,
        sources=(Status.READY,),
        target=Status.DELIVERED,
        parties=(Party.CUSTODIAN,),
        kinds=_DISCLOSING,
        must="The production is certified and its package built.",
    ),
    Transition(
        event=Event.CLOSE,
        sources=(Status.DELIVERED,),
        target=Status.CLOSED,
        parties=(Party.CUSTODIAN, Party.COUNSEL, Party.SYSTEM),
    ),
    Transition(
        event=Event.WITHDRAW,
        sources=(
            Status.RECEIVED,
            Status.UNDER_REVIEW,
            Status.CLARIFICATION_REQUESTED,
            Status.APPROVED,
            Status.AWAITING_OBJECTION,
            Status.COLLECTION_FAILED,
            Status.READY,
            Status.PROVISIONALLY_PRESERVED,
            Status.COLLECTING,
        ),
        target=Status.WITHDRAWN,
        parties=(Party.OFFICER,),
    ),
    Transition(
        event=Event.PRESERVE,
        sources=(Status.UNDER_REVIEW,),
        target=Status.PRESERVED,
        parties=_DECIDERS,
        kinds=(Kind.PRESERVATION,),
        must="A sealed copy was made.",
    ),
    Transition(
        event=Event.EXTEND,
        sources=(Status.PRESERVED,),
        target=Status.EXTENDED,
        parties=_DECIDERS,
        kinds=(Kind.PRESERVATION,),
        must="One extension; a second is counsel's.",
    ),
    Transition(
        event=Event.SUPERSEDE,
        sources=_KEPT,
        target=Status.SUPERSEDED,
        parties=(Party.SYSTEM,),
        kinds=(Kind.PRESERVATION,),
        must="Legal process followed and was answered.",
    ),
    Transition(
        event=Event.RELEASE,
        sources=_KEPT,
        target=Status.RELEASED,
        parties=(Party.COUNSEL,),
        kinds=(Kind.PRESERVATION,),
        must="Two people.",
    ),
    Transition(
        event=Event.EXPIRE,
        sources=_KEPT,
        target=Status.EXPIRED,
        parties=(Party.SYSTEM,),
        kinds=(Kind.PRESERVATION,),
        must="The period and its grace have passed; the key is destroyed.",
    ),
)

_BY_EVENT = {(row.event, source): row for row in TRANSITIONS for source in row.sources}
WITH_SOMEONE_OUTSIDE = (Status.CLARIFICATION_REQUESTED,)
ENDED = frozenset(Status) - {
    source for row in TRANSITIONS for source in row.sources if row.event is not Event.REOPEN
}


class TransitionRefused(Exception):
    """The lifecycle's table does not allow this; the message says what the request would have to be."""

    code = "transition_refused"


def transition(status: Status, event: Event, *, kind: Kind, party: Party) -> Status:
    """The status after ``event``. Raises ``TransitionRefused`` where the table has no such row."""
    row = _BY_EVENT.get((event, status))
    if row is None:
        possible = ", ".join(sorted(_words(s) for s in sources_of(event)))
        raise TransitionRefused(
            f"The request is {_words(status)}; to {_words(event)} it has to be {possible}."
        )
    if kind not in row.kinds:
        raise TransitionRefused(f"There is no way to {_words(event)} a {kind} request.")
    if party not in row.parties:
        raise TransitionRefused(f"A person acting as {party} may not {_words(event)} a request.")
    return row.target


def may(status: Status, event: Event, *, kind: Kind, party: Party) -> bool:
    """Whether the table allows the event; for pages that show only what can be done next."""
    row = _BY_EVENT.get((event, status))
    return row is not None and kind in row.kinds and party in row.parties


def sources_of(event: Event) -> tuple[Status, ...]:
    """The statuses from which the event is possible."""
    return tuple(source for row in TRANSITIONS if row.event is event for source in row.sources)


def diagram() -> str:
    """The table as a Mermaid state diagram, for the documentation."""
    lines = ["stateDiagram-v2", "    [*] --> received"]
    for row in TRANSITIONS:
        lines += [f"    {source} --> {row.target}: {_words(row.event)}" for source in row.sources]
    lines += [f"    {status} --> [*]" for status in sorted(ENDED)]
    return "\n".join(lines) + "\n"


def _words(name: StrEnum) -> str:
    return name.value.replace("_", " ")
