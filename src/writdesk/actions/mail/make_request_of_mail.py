"""A person makes a request of a mail that the desk did not file by itself."""

from __future__ import annotations

from datetime import datetime

from writdesk.actions.actor import Actor
from writdesk.actions.mail.mail_by_hand import columns_of, open_for_filing, shown_of
from writdesk.actions.mail.mail_seen import seen_of
from writdesk.actions.mail.request_of_mail import request_of_mail
from writdesk.actions.mail.settle_mail import MAY
from writdesk.core.request import Kind
from writdesk.store.requests import Request


def make_request_of_mail(
    reference: str, *, kind: Kind, by: Actor, at: datetime, seen: int | None = None
) -> Request:
    """The mail becomes a request of this kind, received when the mail arrived."""
    by.party(MAY)
    mail = open_for_filing(reference, by=by, seen=seen)
    opened = seen_of(mail)
    return request_of_mail(
        mail,
        opened,
        shown=shown_of(mail, opened),
        by=by,
        at=at,
        columns=columns_of(mail, opened),
        kind=kind,
    )
