"""Collections and the productions made from them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from writdesk.store.decisions import SignedGrantRecord
from writdesk.store.requests import Request


class Collection(models.Model):
    """One run of the collector under one grant. What it collected is staged, sealed, in blob storage."""

    class State(models.TextChoices):
        """How far it is."""

        RUNNING = "running"
        FINISHED = "finished"
        FAILED = "failed"

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="collections")
    grant = models.ForeignKey(SignedGrantRecord, on_delete=models.PROTECT, related_name="collections")
    state = models.CharField(max_length=12, choices=State)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    records_blob = models.CharField(max_length=64, blank=True)
    media_blob = models.CharField(max_length=64, blank=True)
    counts = models.JSONField(default=dict, help_text="Category → record kind → number of records.")
    media_files = models.PositiveIntegerField(default=0)
    media_bytes = models.PositiveBigIntegerField(default=0)
    summary_sealed = models.BinaryField(null=True, help_text="Holdings and what was withheld, with reasons.")
    fault = models.CharField(max_length=400, blank=True)

    class Meta:
        db_table = "collection"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"collection {self.pk} of {self.request}"


class Production(models.Model):
    """The certified package of one collection."""

    class State(models.TextChoices):
        """How far it is."""

        BUILDING = "building"
        BUILT = "built"
        FAILED = "failed"

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="productions")
    collection = models.OneToOneField(Collection, on_delete=models.PROTECT, related_name="production")
    state = models.CharField(max_length=12, choices=State)
    certified_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    certified_at = models.DateTimeField()
    blob = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    manifest_sha256 = models.CharField(max_length=64, blank=True)
    files = models.PositiveIntegerField(default=0)
    fault = models.CharField(max_length=400, blank=True)
    delivered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    delivered_at = models.DateTimeField(null=True)
    available_until = models.DateTimeField(null=True)
    downloads = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "production"

    def __str__(self) -> str:
        return f"production of {self.request}"
