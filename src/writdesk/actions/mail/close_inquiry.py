"""A person closes a general inquiry that needs no further answer."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from writdesk.actions.act import enter
from writdesk.actions.actor import Actor
from writdesk.actions.all_or_nothing import all_or_nothing
from writdesk.actions.errors import ChangedMeanwhile, InputRefused, NotYet
from writdesk.core.lifecycle import Party
from writdesk.ledger.codes import Code
from writdesk.store.access import inquiry_for
from writdesk.store.mail import Inquiry

MAY = (Party.ANALYST, Party.COUNSEL)


class Why(StrEnum):
    """Why nothing is answered; the word stands in the ledger."""

    ASKS_NOTHING = "asks_nothing"
    ANSWERED_ELSEWHERE = "answered_elsewhere"
    NOT_FOR_US = "not_for_us"


def close_inquiry(reference: str, *, why: str, by: Actor, at: datetime, seen: int | None = None) -> Inquiry:
    """The inquiry waits for nobody, and nothing is sent; it opens again when the officer writes.

    Raises ``InputRefused``, ``NotAllowed``, ``NotYet`` where it is closed, ``ChangedMeanwhile``.
    """
    party = by.party(MAY)
    if why not in set(Why):
        raise InputRefused([("why", "Say why it needs no answer.")])
    with all_or_nothing():
        inquiry = inquiry_for(by.somebody, reference, for_change=True)
        if seen is not None and seen != inquiry.revision:
            raise ChangedMeanwhile(f"{reference} was changed since you opened it; nothing of yours was done.")
        if not inquiry.is_open:
            raise NotYet(f"{reference} is closed already. It opens again when the officer writes.")
        inquiry.is_open, inquiry.changed_at = False, at
        inquiry.revision += 1
        inquiry.save()
        facts = {"reason": why}
        enter(Code.INQUIRY_CLOSED, by=by, role=party.value, at=at, facts=facts, reference=reference)
    return inquiry
