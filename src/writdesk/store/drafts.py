"""Requests that an officer has begun and not sent, answers likewise, and the files kept with them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from writdesk.store.officers import Officer
from writdesk.store.requests import Request


class Draft(models.Model):
    """A request in the making, sealed with the officer's own data key; or, with ``answers_to``, an answer.

    ``id`` is its public handle and the token of its submission: however often it is sent, it is one request.
    Once it is sent, ``submitted_reference`` names the request and what was typed is emptied here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="drafts")
    form_sealed = models.BinaryField()
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    submitted_reference = models.CharField(max_length=20, blank=True)
    answers_to = models.ForeignKey(
        Request, on_delete=models.CASCADE, null=True, related_name="answer_drafts", db_index=True
    )
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "draft"
        ordering: ClassVar = ["-changed_at"]
        indexes: ClassVar = [
            models.Index(fields=["officer", "-changed_at"], name="draft_by_officer"),
            models.Index(fields=["changed_at"], name="draft_by_age"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["officer", "answers_to"],
                condition=models.Q(answers_to__isnull=False),
                name="one_answer_draft",
            )
        ]

    def __str__(self) -> str:
        return f"draft {self.id}"


class DraftFile(models.Model):
    """One file kept with a draft. Its blob is sealed with a key of its own, sealed here with the officer's.

    With the row the only copy of that key is gone: what may be left of the blob opens no more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="files")
    blob = models.CharField(max_length=64, unique=True)
    key_sealed = models.BinaryField()
    name_sealed = models.BinaryField()
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField(null=True)
    kept_at = models.DateTimeField()

    class Meta:
        db_table = "draft_file"
        ordering: ClassVar = ["kept_at", "id"]

    def __str__(self) -> str:
        return f"file {self.id} of {self.draft}"
