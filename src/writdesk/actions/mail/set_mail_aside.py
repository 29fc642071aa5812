"""A person sets a mail aside, with the reason; it is kept and not answered."""

from __future__ import annotations

from datetime import datetime

from writdesk.actions.actor import Actor
from writdesk.actions.errors import InputRefused
from writdesk.actions.mail.mail_by_hand import open_for_filing
from writdesk.actions.mail.settle_mail import Settlement, settle_mail
from writdesk.adapters.vault import seal_text
from writdesk.ledger.codes import Code
from writdesk.store.mail import Mail

LONGEST_REASON = 2_000


def set_mail_aside(reference: str, *, reason: str, by: Actor, at: datetime, seen: int | None = None) -> Mail:
    """Nothing more is done with the mail. Raises ``InputRefused`` without a reason."""
    words = reason.strip()
    if not words or len(words) > LONGEST_REASON:
        raise InputRefused([("reason", "Say in a sentence why nothing is to be done.")])
    mail = open_for_filing(reference, by=by, seen=seen)
    columns = {"note_sealed": seal_text(mail.data_key, words, "mail.note")}
    what = Settlement(code=Code.MAIL_SET_ASIDE, outcome="by_hand", columns=columns)
    return settle_mail(mail, what, by=by, at=at)
