"""What the desk read from the documents of a request, and what people made of it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from writdesk.store.documents import Document
from writdesk.store.requests import Request


class Reading(models.Model):
    """The reading of one document. ``said_sealed`` is JSON: facts, signatures, warnings.

    A document that came before the desk could read has none.
    """

    class State(models.TextChoices):
        """Where it stands."""

        PENDING = "pending", "being read"
        DONE = "done", "read"
        FAILED = "failed", "not read"

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="reading")
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="readings")
    state = models.CharField(max_length=7, choices=State.choices, default=State.PENDING)
    reason = models.CharField(max_length=40, blank=True, help_text="Why it was not read: a word of the desk.")
    reader = models.CharField(max_length=40, blank=True, help_text="The reader's version.")
    facts = models.PositiveIntegerField(default=0)
    warnings = models.PositiveIntegerField(default=0)
    read_at = models.DateTimeField(null=True)
    said_sealed = models.BinaryField(null=True)

    class Meta:
        db_table = "reading"
        ordering: ClassVar = ["document_id"]
        indexes: ClassVar = [models.Index(fields=["request", "state"], name="reading_by_request")]

    def __str__(self) -> str:
        return f"reading of {self.document}"


class FactJudgement(models.Model):
    """What a person made of one read fact. A later judgement of it takes the place of an earlier.

    ``fact_ref`` is a keyed reference of name and value. ``said_sealed`` is JSON: what was read and where,
    what was put into the form, what stood there before, and why.
    """

    class Verdict(models.TextChoices):
        """What became of the fact."""

        ACCEPTED = "accepted", "accepted"
        CORRECTED = "corrected", "corrected"
        DISMISSED = "dismissed", "dismissed"
        UNDONE = "undone", "offered again"

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="fact_judgements")
    fact_ref = models.CharField(max_length=64)
    name = models.CharField(max_length=64)
    verdict = models.CharField(max_length=9, choices=Verdict.choices)
    said_sealed = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "fact_judgement"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.name} of {self.request} {self.verdict}"
