"""A person has a held mail filed once more."""

from __future__ import annotations

from datetime import datetime

from writdesk.actions.actor import Actor
from writdesk.actions.errors import NotYet
from writdesk.actions.mail.mail_by_hand import open_for_filing
from writdesk.actions.mail.settle_mail import Settlement, settle_mail
from writdesk.ledger.codes import Code
from writdesk.store.mail import Mail, MailState


def try_mail_again(reference: str, *, by: Actor, at: datetime, seen: int | None = None) -> Mail:
    """The worker looks at it anew, as if it had just arrived. Raises ``NotYet`` for what is not held."""
    mail = open_for_filing(reference, by=by, seen=seen)
    if mail.state != MailState.HELD:
        raise NotYet(f"{reference} is not held.")
    return settle_mail(mail, Settlement(code=Code.MAIL_TRIED_AGAIN), by=by, at=at)
