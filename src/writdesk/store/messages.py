"""What was written between the desk and an officer; every letter and every message is kept."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from writdesk.store.requests import Request


class Message(models.Model):
    """One letter, answer or message in the thread of a request.

    ``is_free``: written outside a decision, by either side; the other side reads it here and is mailed only
    that it is there. Letters and answers to a clarification belong to a step of the request.
    """

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="messages")
    is_outgoing = models.BooleanField()
    is_free = models.BooleanField(default=False)
    letter = models.CharField(max_length=60, blank=True, help_text="The letter's id, when made from one.")
    subject_sealed = models.BinaryField()
    text_sealed = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True, help_text="When the other side marked it read; free ones only.")
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    submission_ref = models.CharField(
        max_length=64, unique=True, null=True, help_text="One form is one message."
    )

    class Meta:
        db_table = "message"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"message {self.pk} of {self.request}"
