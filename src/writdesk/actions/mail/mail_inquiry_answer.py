"""The worker mails an answer that is in the thread of an inquiry."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage

from writdesk.actions.correspondence.mail_headers import thread_headers
from writdesk.adapters.vault import open_text
from writdesk.store.mail import InquiryMessage


def mail_inquiry_answer(message_id: int, *, at: datetime) -> bool:
    """Mail one answer; False when it was mailed already."""
    message = InquiryMessage.objects.select_related("inquiry__data_key").get(pk=message_id)
    if message.mailed_at is not None:
        return False
    key = message.inquiry.data_key
    EmailMessage(
        subject=open_text(key, message.subject_sealed, "inquiry.subject"),
        body=open_text(key, message.text_sealed, "inquiry.text"),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[open_text(key, message.inquiry.address_sealed, "inquiry.address")],
        headers=thread_headers(message.inquiry.reference, str(message.pk)),
    ).send()
    message.mailed_at = at
    message.save(update_fields=["mailed_at"])
    return True
