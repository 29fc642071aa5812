"""The officer takes a request back, at any time before delivery."""

from __future__ import annotations

from datetime import datetime

from writdesk.actions.act import act_on
from writdesk.actions.actor import Actor
from writdesk.actions.correspondence.post_letter import post_letter
from writdesk.core.lifecycle import Event, Party
from writdesk.ledger.codes import Code
from writdesk.store.decisions import Decision
from writdesk.store.productions import Collection, Production
from writdesk.store.requests import Request

WITHDRAWN = "The officer withdrew the request; nothing of this was kept."


def withdraw_request(reference: str, *, by: Actor, at: datetime, seen: int | None = None) -> Request:
    """Withdraw; a decision that waits for its second person falls with it, a running collection too."""
    code = Code.REQUEST_WITHDRAWN
    with act_on(reference, code=code, by=by, may=(Party.OFFICER,), at=at, seen=seen) as act:
        act.move(Event.WITHDRAW)
        act.request.decisions.filter(state=Decision.State.PROPOSED).update(state=Decision.State.DECLINED)
        _stop_work(act.request, at)
        post_letter(act.request, "withdrawn", by=None, at=at)
        act.facts = {"kind": act.request.kind}
    return act.request


def _stop_work(request: Request, at: datetime) -> None:
    """A worker that collects or builds now finds this when it is done, and drops what it made."""
    running = request.collections.filter(state=Collection.State.RUNNING)
    running.update(state=Collection.State.FAILED, fault=WITHDRAWN, ended_at=at)
    building = request.productions.filter(state=Production.State.BUILDING)
    building.update(state=Production.State.FAILED, fault=WITHDRAWN)
