"""A delivered request is closed."""

from __future__ import annotations

from datetime import datetime

from writdesk.actions.act import act_on
from writdesk.actions.actor import Actor
from writdesk.core.lifecycle import Event, Party
from writdesk.ledger.codes import Code
from writdesk.store.requests import Request

MAY = (Party.CUSTODIAN, Party.COUNSEL, Party.SYSTEM)


def close_request(reference: str, *, by: Actor, at: datetime, seen: int | None = None) -> Request:
    """Close a delivered request; its package stays downloadable until its day."""
    with act_on(reference, code=Code.REQUEST_CLOSED, by=by, may=MAY, at=at, seen=seen) as act:
        act.move(Event.CLOSE)
        act.facts = {"kind": act.request.kind}
    return act.request
