"""The worker mails a letter that is in a request's thread."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage

from writdesk.actions.correspondence.mail_headers import thread_headers
from writdesk.actions.mail.answer_mail import may_answer
from writdesk.actions.mail.mail_seen import results_of, shown_by
from writdesk.actions.people.officer_address import officer_address
from writdesk.actions.reading import form_of
from writdesk.adapters.vault import open_json, open_text
from writdesk.core.mail_fate import Shown
from writdesk.store.messages import Message

RECEIPT = "receipt"


def mail_message(message_id: int, *, at: datetime) -> bool:
    """Mail one letter to the requesting officer; False when it was mailed already or has no address.

    The letter itself is in the thread and its act in the ledger since it was posted; this only carries it.
    """
    message = Message.objects.select_related("request__data_key", "request__officer__data_key").get(
        pk=message_id
    )
    address = _address(message)
    if message.mailed_at is not None or not address or not _may_leave(message, at):
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
    headers = thread_headers(message.request.reference, str(message.pk))
    return headers | ({"Auto-Submitted": "auto-generated"} if message.by is None else {})


def _may_leave(message: Message, at: datetime) -> bool:
    """A receipt goes to no address that somebody else put into a mail, and to none again and again."""
    mail = message.request.mails.order_by("id").first() if message.letter == RECEIPT else None
    if mail is None or mail.authentication_sealed is None:
        return True
    frozen = open_json(mail.data_key, mail.authentication_sealed, "mail.authentication")
    domain = _address(message).rpartition("@")[2]
    return shown_by(results_of(frozen), domain) is not Shown.NO and may_answer(mail.address_ref, at)


def _address(message: Message) -> str:
    """The officer's account says where mail goes; the form only where there is no account."""
    officer = message.request.officer
    if officer is not None:
        return officer_address(officer)
    return form_of(message.request).officer.email or ""
