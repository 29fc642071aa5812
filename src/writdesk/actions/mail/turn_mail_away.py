"""A person has the sender told where to turn."""

from __future__ import annotations

from datetime import datetime

from writdesk.actions.actor import Actor
from writdesk.actions.errors import NotYet
from writdesk.actions.mail.mail_by_hand import columns_of, open_for_filing, shown_of
from writdesk.actions.mail.mail_seen import seen_of
from writdesk.actions.mail.settle_mail import Settlement, settle_mail
from writdesk.core.mail_fate import Fate, Shown
from writdesk.ledger.codes import Code
from writdesk.store.mail import Mail

MACHINE = "A machine wrote this mail, and machines are not answered. Set it aside instead."
NOT_SHOWN = (
    "Nothing shows that this mail comes from its sender, so an answer would go to somebody else. "
    "Set it aside instead."
)


def turn_mail_away(reference: str, *, by: Actor, at: datetime, seen: int | None = None) -> Mail:
    """Answer where to turn. Raises ``NotYet`` for what may not be answered."""
    mail = open_for_filing(reference, by=by, seen=seen)
    opened = seen_of(mail)
    if not opened.origin.may_be_answered or not opened.address:
        raise NotYet(MACHINE)
    if shown_of(mail, opened) is Shown.NO:
        raise NotYet(NOT_SHOWN)
    what = Settlement(
        code=Code.MAIL_ANSWERED,
        outcome=Fate.NOT_LAW_ENFORCEMENT.value,
        columns=columns_of(mail, opened),
        letter="where-to-turn",
    )
    return settle_mail(mail, what, by=by, at=at)
