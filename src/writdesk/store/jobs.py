"""Background work as rows: enqueued in the act's own transaction, taken on a lease."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models


class Job(models.Model):
    """One piece of work. ``key`` is unique, so that a second click makes no second job.

    A worker holds the row until ``leased_until``; when it dies the lease runs out and another takes it.
    ``fence`` grows with each lease: whoever comes back with an older one has lost the right to write.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120, unique=True)
    payload = models.JSONField(default=dict, help_text="Ids only, nothing personal.")
    run_after = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    fence = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_fault = models.CharField(max_length=400, blank=True)
    done_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "job"
        indexes: ClassVar = [
            models.Index(
                fields=["run_after", "id"],
                name="job_waiting",
                condition=models.Q(done_at__isnull=True, given_up_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


def enqueue(kind: str, key: str, *, run_after: Any, payload: dict[str, Any] | None = None) -> None:
    """Put a job into the queue in the current transaction; one with the same key is left as it is."""
    job = Job(kind=kind, key=f"{kind}:{key}", payload=payload or {}, run_after=run_after)
    Job.objects.bulk_create([job], ignore_conflicts=True)
