"""The worker answers a mail by itself: never a machine, never the same address without end (RFC 3834)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from writdesk.actions.correspondence.mail_headers import automatic_headers
from writdesk.actions.reading import guideline_in_force
from writdesk.adapters.letters import letter_from_file
from writdesk.adapters.vault import open_json
from writdesk.core.letters import Letter
from writdesk.store.mail import AutomaticAnswer, Mail

MOST_AN_HOUR = 5
HOUR = timedelta(hours=1)


def answer_mail(mail_id: int, letter: str, *, at: datetime) -> bool:
    """Mail an automatic letter to the sender of a mail; False when the address has had enough of them."""
    mail = Mail.objects.select_related("data_key").get(pk=mail_id)
    said = open_json(mail.data_key, mail.seen_sealed or b"", "mail.seen")
    if not said["from"] or not may_answer(mail.address_ref, at):
        return False
    written = _letter(mail, letter)
    EmailMessage(
        subject=written.subject,
        body=written.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[said["from"]],
        headers=automatic_headers(mail.reference, answers=said["message_id"]),
    ).send()
    return True


def may_answer(address_ref: str, at: datetime) -> bool:
    """Whether the address may have one more automatic answer now; it is counted."""
    with transaction.atomic():
        recent = AutomaticAnswer.objects.filter(address_ref=address_ref, at__gt=at - HOUR)
        if recent.count() >= MOST_AN_HOUR:
            return False
        AutomaticAnswer.objects.create(address_ref=address_ref, at=at)
    return True


def _letter(mail: Mail, letter: str) -> Letter:
    guideline = guideline_in_force(mail.received_at.date())
    reply = next((each for each in guideline.replies if each.to), None)
    particulars = {
        "reference": mail.reference,
        "provider": guideline.provider,
        "service": guideline.service.text,
        "to": reply.to if reply else "",
        "words": reply.text if reply else "",
        "received_at": f"{mail.received_at:%d %B %Y, %H:%M}",
        "link": f"{settings.SITE_URL}/where-to-turn/",
    }
    return letter_from_file(letter, particulars, language=guideline.language)
