"""Requests that an officer has begun and not sent."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from writdesk.store.officers import Officer


class Draft(models.Model):
    """A request in the making, sealed with the officer's own data key.

    ``id`` is its public handle and the token of its submission: however often it is sent, it is one request.
    Once it is sent, ``submitted_reference`` names the request and what was typed is emptied here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="drafts")
    form_sealed = models.BinaryField()
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    submitted_reference = models.CharField(max_length=20, blank=True)

    class Meta:
        db_table = "draft"
        ordering: ClassVar = ["-changed_at"]
        indexes: ClassVar = [models.Index(fields=["officer", "-changed_at"], name="draft_by_officer")]

    def __str__(self) -> str:
        return f"draft {self.id}"
