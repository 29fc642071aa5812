"""Collections and the productions made from them."""

from __future__ import annotations

from contextlib import suppress
from typing import ClassVar

from django.conf import settings
from django.db import DatabaseError, models

from writdesk.core.spans import Spans, united
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
    sections = models.JSONField(default=list, help_text="One document for each category and kind, in order.")
    marks = models.BinaryField(null=True, help_text="Where every hundredth record begins in its blob.")
    so_far = models.PositiveIntegerField(default=0, help_text="Records found while it runs.")

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
    certified_tables = models.JSONField(
        default=dict, help_text="Category/kind → the SHA-256 of its records as the custodian certified them."
    )
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


class LeftOut(models.Model):
    """Records that a custodian left out of what was collected, in one act and for one reason."""

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="left_outs")
    category = models.CharField(max_length=64)
    kind = models.CharField(max_length=64)
    reason = models.CharField(max_length=20)
    words_sealed = models.BinaryField(null=True)
    spans = models.JSONField(help_text="First and last number, of all that is still left out by this act.")
    records = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "left_out"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.records} records left out of {self.collection}"

    def as_spans(self) -> Spans:
        """The numbers as the rules reckon with them."""
        return tuple((first, last) for first, last in self.spans)


class SectionReading(models.Model):
    """When a person last opened the records of one category and kind, so that an hour leaves one entry."""

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="readings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    category = models.CharField(max_length=64)
    kind = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        db_table = "section_reading"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["collection", "person", "category", "kind"], name="section_reading_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.category}/{self.kind} of {self.collection}"


def left_out_of(collection: Collection) -> Spans:
    """The numbers of all records that are left out now."""
    return united(span for row in collection.left_outs.all() for span in row.as_spans())


def note_progress(collection_id: int, records: int) -> None:
    """How many records a running collection has found; told to whoever waits, no act.

    A database that is too busy to take the number does not stop the collection.
    """
    with suppress(DatabaseError):
        Collection.objects.filter(pk=collection_id, state=Collection.State.RUNNING).update(so_far=records)
