"""The correspondence on a request's page: what is unread, and the box to answer in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from writdesk.actions.correspondence.write_message import MOST_CHARACTERS, NO_ACCOUNT
from writdesk.core.lifecycle import Status
from writdesk.store.people import Person
from writdesk.store.requests import Request
from writdesk.web.desk.next_steps import may_take
from writdesk.web.desk.refusals import FormState, Refusal, state_of
from writdesk.web.desk.words import span_words


@dataclass(frozen=True, kw_only=True)
class Correspondence:
    """``unread`` is since when a message of the officer waits, in words; ``why_not`` why nobody can write."""

    unread: str
    may_mark: bool
    may_write: bool
    why_not: str
    token: str
    write: FormState
    asks_clarification: bool
    most_characters: int = MOST_CHARACTERS


def correspondence_of(
    request: Request, person: Person, now: datetime, refusal: Refusal | None
) -> Correspondence:
    """What this person can do about the correspondence."""
    has_account = request.officer_id is not None
    return Correspondence(
        unread=span_words(now - request.unread_since) if request.unread_since else "",
        may_mark=may_take(person) and request.unread_since is not None,
        may_write=may_take(person) and has_account,
        why_not="" if has_account else NO_ACCOUNT.format("This request"),
        token=uuid4().hex,
        write=state_of("write", refusal),
        asks_clarification=request.status == Status.CLARIFICATION_REQUESTED,
    )
