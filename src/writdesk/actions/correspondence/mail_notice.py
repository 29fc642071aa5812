"""The worker tells the other side that there is a message. The mail says no more than that, and where."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage

from writdesk.actions.correspondence.mail_headers import thread_headers
from writdesk.actions.people.officer_address import officer_address
from writdesk.actions.reading import guideline_of
from writdesk.adapters.letters import letter_from_file
from writdesk.store.messages import Message

TO_OFFICER, TO_DESK = "message-for-officer", "message-for-desk"


def mail_notice(message_id: int, *, at: datetime) -> bool:
    """Mail that a message waits; False when it was mailed or read already, or nobody has an address.

    At the desk it goes to whoever has the request; where nobody has it, the queue alone shows it.
    """
    message = Message.objects.select_related(
        "request__data_key", "request__officer__data_key", "request__assigned_to"
    ).get(pk=message_id)
    address = officer_address(message.request.officer) if message.is_outgoing else _holder_address(message)
    is_done = message.mailed_at is not None or message.read_at is not None
    if is_done or not address or message.request.data_key.wrapped is None:
        return False
    _mail(message, address)
    message.mailed_at = at
    message.save(update_fields=["mailed_at"])
    return True


def _mail(message: Message, address: str) -> None:
    request = message.request
    page = "officer" if message.is_outgoing else "desk"
    guideline = guideline_of(request)
    letter = letter_from_file(
        TO_OFFICER if message.is_outgoing else TO_DESK,
        {
            "reference": request.reference,
            "link": f"{settings.SITE_URL}/{page}/requests/{request.reference}/",
            "service": guideline.service.text,
            "provider": guideline.provider,
        },
        language=guideline.language if message.is_outgoing else "en",
    )
    sender = settings.DEFAULT_FROM_EMAIL
    # The same at every attempt: a notice that left just before a crash is seen as one.
    headers = thread_headers(request.reference, "notice", str(message.pk))
    headers |= {"Auto-Submitted": "auto-generated"}
    EmailMessage(letter.subject, letter.text, sender, [address], headers=headers).send()


def _holder_address(message: Message) -> str:
    holder = message.request.assigned_to
    return holder.email if holder is not None and holder.is_active else ""
