"""What was written between the desk and an officer; every letter is kept."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from writdesk.store.requests import Request


class Message(models.Model):
    """One letter or answer in the thread of a request."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="messages")
    is_outgoing = models.BooleanField()
    letter = models.CharField(max_length=60, blank=True, help_text="The letter's id, when made from one.")
    subject_sealed = models.BinaryField()
    text_sealed = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "message"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"message {self.pk} of {self.request}"
