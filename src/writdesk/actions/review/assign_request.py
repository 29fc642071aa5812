"""Somebody takes a request, or gives it to a colleague; the first to take it begins the review."""

from __future__ import annotations

from datetime import datetime

from writdesk.actions.act import act_on
from writdesk.actions.actor import Actor
from writdesk.actions.errors import InputRefused
from writdesk.core.lifecycle import Event, Party, Status
from writdesk.ledger.codes import Code
from writdesk.store.access import READERS
from writdesk.store.people import Person
from writdesk.store.requests import Request

MAY = (Party.ANALYST, Party.COUNSEL)


def assign_request(
    reference: str, *, to: Person, by: Actor, at: datetime, seen: int | None = None
) -> Request:
    """Give a request to a member of the response team; a request just received goes under review."""
    if not to.has_role(*READERS):
        raise InputRefused([("assigned_to", f"{to} does not work on requests; choose somebody who does.")])
    with act_on(reference, code=Code.REQUEST_ASSIGNED, by=by, may=MAY, at=at, seen=seen) as act:
        act.request.assigned_to = to
        if act.request.status in {Status.RECEIVED, Status.PROVISIONALLY_PRESERVED}:
            act.move(Event.BEGIN_REVIEW)
        act.facts = {"status": act.request.status}
    return act.request
