"""Somebody of the desk, or the officer, says that the messages of the other side were read."""

from __future__ import annotations

from datetime import datetime

from writdesk.actions.act import act_on
from writdesk.actions.actor import Actor
from writdesk.actions.correspondence.write_message import mark_read
from writdesk.actions.errors import NotYet
from writdesk.core.lifecycle import Party
from writdesk.ledger.codes import Code
from writdesk.store.requests import Request

MAY = (Party.OFFICER, Party.COUNSEL, Party.ANALYST)


def mark_messages_read(reference: str, *, by: Actor, at: datetime, seen: int | None = None) -> Request:
    """Every unread message of the other side is read now. Raises ``NotYet`` when there is none."""
    with act_on(reference, code=Code.MESSAGE_READ, by=by, may=MAY, at=at, seen=seen) as act:
        count = mark_read(act, is_outgoing=act.party is Party.OFFICER)
        if not count:
            raise NotYet("Every message is read already; somebody was first.")
        act.facts = {"messages": count}
    return act.request
