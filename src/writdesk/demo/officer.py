"""The invented officer's mailbox: the demo reads the link that the desk mails."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core import mail
from django.utils import timezone

from writdesk.actions.people.sign_in import send_sign_in_link

LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


def officer_link(email: str, at: datetime | None = None) -> str:
    """A one-time link, as the mail would bring it. Raises ``PermissionError`` outside the demo mode."""
    if not settings.DEMO:
        raise PermissionError("Only a demo desk shows what is in an officer's mail.")
    configured, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, LOCMEM
    mail.outbox = []
    try:
        send_sign_in_link(email, at=at or timezone.now())
        return _link_in(mail.outbox)
    finally:
        settings.EMAIL_BACKEND = configured


def link_token(link: str) -> str:
    """The token at the end of a link."""
    return link.rstrip("/").rpartition("/")[2]


def _link_in(outbox: list[mail.EmailMessage]) -> str:
    if not outbox:
        raise RuntimeError("Five links were sent to this address within the hour; try again later.")
    return next(word for word in str(outbox[-1].body).split() if "/officer/sign-in/" in word)
