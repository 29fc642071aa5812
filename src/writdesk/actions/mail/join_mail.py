"""A person joins a mail to the request that it belongs to."""

from __future__ import annotations

from datetime import datetime

from writdesk.actions.actor import Actor
from writdesk.actions.mail.join_reply import join_reply
from writdesk.actions.mail.mail_by_hand import columns_of, open_for_filing
from writdesk.actions.mail.mail_seen import seen_of
from writdesk.store.access import request_for
from writdesk.store.messages import Message


def join_mail(reference: str, *, request: str, by: Actor, at: datetime, seen: int | None = None) -> Message:
    """The mail becomes a message of ``request``, and its attachments documents of it."""
    mail = open_for_filing(reference, by=by, seen=seen)
    opened = seen_of(mail)
    found = request_for(by.somebody, request)
    return join_reply(found, mail, opened, columns_of(mail, opened), by=by, at=at)
