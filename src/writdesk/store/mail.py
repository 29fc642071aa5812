"""Mail as it arrived, what became of it, and the threads of general inquiries.

A mail is kept for ever, malformed ones too: the raw message lies sealed in blob storage under the mail's own
data key. In clear is only what the list needs.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from writdesk.store.keys import DataKey
from writdesk.store.requests import Request

MAIL_PREFIX, INQUIRY_PREFIX = "ML", "IQ"


class Transport(models.TextChoices):
    """How a mail came in."""

    SMTP = "smtp", "SMTP"
    LMTP = "lmtp", "LMTP"
    IMAP = "imap", "IMAP"


class MailState(models.TextChoices):
    """Where a mail stands."""

    ARRIVED = "arrived", "arrived"
    WAITING = "waiting", "waits for the sender's reply"
    HELD = "held", "held for a person"
    FILED = "filed", "filed"
    ANSWERED = "answered", "answered"
    SET_ASIDE = "set_aside", "set aside"


class MalwareCheck(models.TextChoices):
    """What the virus scanner said of a mail; empty where the desk has none, or it was not asked yet."""

    CLEAN = "clean", "nothing found"
    FOUND = "found", "malware found"
    NOT_CHECKED = "not_checked", "not checked for malware"
    CANNOT_CHECK = "cannot_check", "cannot be checked for malware"


# A person has to look at these.
OPEN_STATES = (MailState.HELD.value,)


class Inquiry(models.Model):
    """An officer's general question: a small thread of its own, and no request."""

    reference = models.CharField(max_length=20, unique=True)
    data_key = models.OneToOneField(DataKey, on_delete=models.PROTECT)
    address_ref = models.CharField(max_length=64, help_text="Keyed hash of the officer's address.")
    address_sealed = models.BinaryField()
    guideline_id = models.CharField(max_length=64)
    guideline_version = models.CharField(max_length=32)
    is_open = models.BooleanField(default=True)
    received_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "inquiry"
        verbose_name_plural = "inquiries"

    def __str__(self) -> str:
        return self.reference


class InquiryMessage(models.Model):
    """One question or answer in the thread of an inquiry."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="messages")
    is_outgoing = models.BooleanField()
    subject_sealed = models.BinaryField()
    text_sealed = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "inquiry_message"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"message {self.pk} of {self.inquiry}"


class Mail(models.Model):
    """One mail. ``envelope_sealed`` is what the mail server knew (JSON: peer, helo, from, recipients).

    ``seen_sealed`` is what was read of it (JSON: addresses, subject, date), and ``authentication_sealed`` the
    results with the DNS answers they rest on, frozen when the mail was first looked at. ``outcome`` is a word
    for what became of it, ``reason`` one for why it is held.
    """

    reference = models.CharField(max_length=20, unique=True)
    sha256 = models.CharField(max_length=64, unique=True, help_text="Of the bytes as they came.")
    data_key = models.OneToOneField(DataKey, on_delete=models.PROTECT)
    blob = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    transport = models.CharField(max_length=4, choices=Transport.choices)
    state = models.CharField(max_length=9, choices=MailState.choices, default=MailState.ARRIVED)
    outcome = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    malware = models.CharField(max_length=12, choices=MalwareCheck.choices, blank=True)
    malware_name = models.CharField(max_length=100, blank=True, help_text="The scanner's name for it.")
    envelope_sealed = models.BinaryField()
    seen_sealed = models.BinaryField(null=True)
    authentication_sealed = models.BinaryField(null=True)
    note_sealed = models.BinaryField(null=True, help_text="Why a person set it aside.")
    address_ref = models.CharField(max_length=64, blank=True, help_text="Keyed hash of the sender's address.")
    request = models.ForeignKey(Request, null=True, on_delete=models.PROTECT, related_name="mails")
    inquiry = models.ForeignKey(Inquiry, null=True, on_delete=models.PROTECT, related_name="mails")
    received_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "mail"
        verbose_name_plural = "mail"
        indexes: ClassVar = [
            models.Index(fields=["-received_at", "-id"], name="mail_by_receipt"),
            models.Index(fields=["state", "-received_at", "-id"], name="mail_by_state"),
            models.Index(fields=["outcome", "-received_at", "-id"], name="mail_by_outcome"),
            models.Index(fields=["address_ref", "received_at"], name="mail_by_sender"),
        ]

    def __str__(self) -> str:
        return self.reference


class AutomaticAnswer(models.Model):
    """An automatic answer that went to an address: counted, so that no machine is answered without end."""

    address_ref = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        db_table = "automatic_answer"
        indexes: ClassVar = [models.Index(fields=["address_ref", "at"], name="answers_by_address")]

    def __str__(self) -> str:
        return f"automatic answer at {self.at}"
