"""A decision is taken back before anything was collected: its grant ran out, or it was wrong."""

from __future__ import annotations

from datetime import datetime

from writdesk.actions.act import act_on
from writdesk.actions.actor import Actor
from writdesk.actions.errors import InputRefused
from writdesk.adapters.vault import seal_text
from writdesk.core.lifecycle import Event, Party
from writdesk.ledger.codes import Code
from writdesk.store.decisions import Decision
from writdesk.store.requests import Request

MAY = (Party.COUNSEL, Party.ANALYST)


def reconsider_request(
    reference: str, *, reason: str, by: Actor, at: datetime, seen: int | None = None
) -> Request:
    """Put an approved request under review again. Nothing more is collected under its grant."""
    if not reason.strip():
        raise InputRefused([("reason", "Say why the decision has to be made anew.")])
    code = Code.REQUEST_REOPENED
    with act_on(reference, code=code, by=by, may=MAY, at=at, seen=seen) as act:
        act.move(Event.RECONSIDER)
        for decision in act.request.decisions.filter(state=Decision.State.IN_FORCE):
            decision.state = Decision.State.TAKEN_BACK
            decision.taken_back_by, decision.taken_back_at = by.somebody, at
            decision.taken_back_reason_sealed = seal_text(
                act.request.data_key, reason, "decision.taken_back_reason"
            )
            decision.save()
        act.facts = {"kind": act.request.kind, "status": act.request.status}
    return act.request
