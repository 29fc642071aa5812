"""Requests: in clear only what the queue needs, everything else sealed with the request's own key."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import connection, models

from writdesk.core.lifecycle import ENDED, Status
from writdesk.core.request import Kind
from writdesk.store.keys import DataKey
from writdesk.store.officers import Officer

KINDS = [(kind.value, kind.value) for kind in Kind]
STATUSES = [(status.value, status.value.replace("_", " ")) for status in Status]
PREFIXES = {Kind.LEGAL: "LR", Kind.EMERGENCY: "ER", Kind.PRESERVATION: "PR"}


class ReferenceCounter(models.Model):
    """The last number given out for a prefix and a year."""

    prefix = models.CharField(max_length=2)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "reference_counter"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["prefix", "year"], name="one_counter_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}-{self.last:06d}"


def next_number(prefix: str, year: int) -> ReferenceCounter:
    """Count one further, in the current transaction; whoever counts next waits for its end. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO reference_counter (prefix, year, last) VALUES (%s, %s, 1) "
            "ON CONFLICT (prefix, year) DO UPDATE SET last = reference_counter.last + 1 RETURNING last",
            [prefix, year],
        )
        (last,) = cursor.fetchone()
    return ReferenceCounter(prefix=prefix, year=year, last=last)


class Request(models.Model):
    """One request, pinned to the version of the guideline in force when it arrived.

    ``form_sealed`` is the request's form (JSON, see ``writdesk schema request``). ``revision`` counts
    changes, so that of two people who change it at once the second is told.
    """

    reference = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=12, choices=KINDS)
    status = models.CharField(max_length=24, choices=STATUSES, default=Status.RECEIVED.value)
    is_open = models.BooleanField(default=True)
    is_emergency = models.BooleanField(default=False)
    channel = models.CharField(max_length=16)
    guideline_id = models.CharField(max_length=64)
    guideline_version = models.CharField(max_length=32)
    agency = models.CharField(max_length=300, blank=True)
    country = models.CharField(max_length=2, blank=True)
    process = models.CharField(max_length=64, blank=True)
    categories = models.JSONField(default=list, help_text="The ids of the data categories asked for.")
    account_count = models.PositiveIntegerField(default=0)
    received_at = models.DateTimeField()
    due_at = models.DateTimeField(help_text="What the queue sorts by; never empty.")
    due_reason = models.CharField(max_length=40)
    changed_at = models.DateTimeField()
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="assigned"
    )
    officer = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="requests")
    data_key = models.OneToOneField(DataKey, on_delete=models.PROTECT)
    form_sealed = models.BinaryField()
    form_digest = models.CharField(max_length=64, help_text="Keyed hash; finds the same request sent twice.")
    submission_ref = models.CharField(max_length=64, unique=True, help_text="One form is one request.")
    revision = models.PositiveIntegerField(default=1)
    signals = models.JSONField(default=list, help_text="Words of the desk for what to know first.")
    unread_since = models.DateTimeField(null=True, help_text="The oldest message that nobody here has read.")
    unread_by_officer_since = models.DateTimeField(null=True)

    class Meta:
        db_table = "request"
        indexes: ClassVar = [
            models.Index(
                "is_emergency", "due_at", "id", name="request_queue", condition=models.Q(is_open=True)
            ),
            # The queue by person, by country and by agency: each one read of its index, however many wait.
            models.Index(
                fields=["assigned_to", "due_at", "id"],
                name="request_by_person",
                condition=models.Q(is_open=True),
            ),
            models.Index(
                fields=["country", "due_at", "id"],
                name="request_by_country",
                condition=models.Q(is_open=True),
            ),
            models.Index(
                fields=["agency", "due_at", "id"], name="request_by_agency", condition=models.Q(is_open=True)
            ),
            models.Index(fields=["status", "due_at", "id"], name="request_by_status"),
            models.Index(fields=["officer", "-received_at"], name="request_by_officer"),
            models.Index(fields=["received_at", "id"], name="request_by_receipt"),
            models.Index(
                fields=["unread_since", "id"],
                name="request_unread",
                condition=models.Q(unread_since__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def set_status(self, status: Status) -> None:
        """The status and what follows from it for the queue."""
        self.status = status.value
        self.is_open = status not in ENDED

    @property
    def guideline(self) -> str:
        """The pinned guideline, ``id@version``."""
        return f"{self.guideline_id}@{self.guideline_version}"
