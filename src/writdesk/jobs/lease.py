"""Taking a job on a lease, and giving it back: done, to be tried again, or given up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from writdesk.store.jobs import Job

LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 6
BACKOFF_SECONDS = (1, 5, 30, 300, 3600)


@dataclass(frozen=True, kw_only=True, slots=True)
class Lease:
    """The right to run one job until ``fence`` is no longer the job's newest."""

    job: int
    kind: str
    payload: dict[str, Any]
    fence: int
    attempt: int

    @property
    def is_last_attempt(self) -> bool:
        """Whether a failure now means giving up."""
        return self.attempt >= MOST_ATTEMPTS


def waiting(now: datetime) -> QuerySet[Job]:
    """Jobs that are due and that nobody holds."""
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
    return Job.objects.filter(free, done_at=None, given_up_at=None, run_after__lte=now)


def take(now: datetime) -> Lease | None:
    """Lease the job that has waited longest, or None. Two workers never hold the same lease."""
    if not waiting(now).exists():
        return None
    skip = connection.features.has_select_for_update_skip_locked
    with transaction.atomic():
        job = waiting(now).select_for_update(skip_locked=skip).order_by("run_after", "id").first()
        if job is None:
            return None
        job.fence += 1
        job.attempts += 1
        job.leased_until = now + LEASE
        job.save(update_fields=["fence", "attempts", "leased_until"])
    return Lease(job=job.pk, kind=job.kind, payload=job.payload, fence=job.fence, attempt=job.attempts)


def renew(lease: Lease, now: datetime) -> bool:
    """Hold the lease longer; False when somebody else has it now."""
    return bool(_held(lease).update(leased_until=now + LEASE))


def complete(lease: Lease, now: datetime) -> bool:
    """The job is done; False when somebody else has it now."""
    return bool(_held(lease).update(done_at=now, leased_until=None, last_fault=""))


def put_back(lease: Lease, fault: str, now: datetime) -> None:
    """The job failed: try again later, or give up after the last attempt. The fault's text is kept."""
    if lease.is_last_attempt:
        _held(lease).update(given_up_at=now, leased_until=None, last_fault=fault[:400])
        return
    later = now + timedelta(seconds=BACKOFF_SECONDS[lease.attempt - 1])
    _held(lease).update(run_after=later, leased_until=None, last_fault=fault[:400])


def _held(lease: Lease) -> QuerySet[Job]:
    return Job.objects.filter(pk=lease.job, fence=lease.fence, done_at=None)
