"""The worker mails a letter that is in a request's thread."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage

from writdesk.actions.reading import form_of
from writdesk.adapters.vault import desk_keys, open_json, open_text
from writdesk.store.messages import Message


def mail_message(message_id: int, *, at: datetime) -> bool:
    """Mail one letter to the requesting officer; False when it was mailed already or has no address.

    The letter itself is in the thread and its act in the ledger since it was posted; this only carries it.
    """
    message = Message.objects.select_related("request__data_key", "request__officer__data_key").get(
        pk=message_id
    )
    address = _address(message)
    if message.mailed_at is not None or not address:
        return False
    key = message.request.data_key
    EmailMessage(
        subject=open_text(key, message.subject_sealed, "message.subject"),
        body=open_text(key, message.text_sealed, "message.text"),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[address],
        headers=_headers(message),
    ).send()
    message.mailed_at = at
    message.save(update_fields=["mailed_at"])
    return True


def _headers(message: Message) -> dict[str, str]:
    """The same Message-ID at every attempt: a letter that left just before a crash is seen as one letter."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip("> ")
    headers = {"Message-ID": f"<{desk_keys().reference('message', str(message.pk))[:32]}@{domain}>"}
    return headers | ({"Auto-Submitted": "auto-generated"} if message.by is None else {})


def _address(message: Message) -> str:
    """The officer's account says where mail goes; the form only where there is no account."""
    officer = message.request.officer
    if officer is not None:
        particulars = open_json(officer.data_key, officer.particulars_sealed, "officer.particulars")
        return str(particulars["email"])
    return form_of(message.request).officer.email or ""
