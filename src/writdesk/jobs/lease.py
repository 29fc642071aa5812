"""Taking a job on a lease, and giving it back: done, to be tried again, or given up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from writdesk.actions.holding import WorkTaken
from writdesk.store.jobs import Job

LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 6
BACKOFF_SECONDS = (1, 5, 30, 300, 3600)


@dataclass(frozen=True, kw_only=True, slots=True)
class Lease:
    """The right to run one job until ``fence`` is no longer the job's newest.

    ``is_left_behind``: the worker that had it before did not live to say how it went.
    """

    job: int
    kind: str
    payload: dict[str, Any]
    fence: int
    attempt: int
    length: timedelta
    is_left_behind: bool

    def hold(self) -> None:
        """Make sure, inside the transaction that writes, that the job is still ours. Raises ``WorkTaken``."""
        if not _held(self).select_for_update().exists():
            raise WorkTaken("Another worker has this job now.")


def waiting(now: datetime) -> QuerySet[Job]:
    """Jobs that are due and that nobody holds."""
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
    return Job.objects.filter(free, done_at=None, given_up_at=None, run_after__lte=now)


def take(now: datetime, length: timedelta = LEASE) -> Lease | None:
    """Lease the job that has waited longest, or None. Two workers never hold the same lease."""
    if not waiting(now).exists():
        return None
    skip = connection.features.has_select_for_update_skip_locked
    with transaction.atomic():
        job = waiting(now).select_for_update(skip_locked=skip).order_by("run_after", "id").first()
        if job is None:
            return None
        is_left_behind = job.leased_until is not None
        job.fence += 1
        job.attempts += 1
        job.leased_until = now + length
        job.save(update_fields=["fence", "attempts", "leased_until"])
    return Lease(
        job=job.pk,
        kind=job.kind,
        payload=job.payload,
        fence=job.fence,
        attempt=job.attempts,
        length=length,
        is_left_behind=is_left_behind,
    )


def renew(lease: Lease, now: datetime) -> bool:
    """Hold the lease longer; False when somebody else has it now."""
    return bool(_held(lease).update(leased_until=now + lease.length))


def complete(lease: Lease, now: datetime) -> bool:
    """The job is done; False when somebody else has it now."""
    return bool(_held(lease).update(done_at=now, leased_until=None, last_fault=""))


def put_back(lease: Lease, fault: str, now: datetime, *, longest: float = BACKOFF_SECONDS[-1]) -> bool:
    """The job failed: try again later, the later the more often it failed, after ``longest`` seconds at most.

    False when it is not ours.
    """
    pause = BACKOFF_SECONDS[min(lease.attempt, len(BACKOFF_SECONDS)) - 1]
    later = now + timedelta(seconds=min(pause, longest))
    return bool(_held(lease).update(run_after=later, leased_until=None, last_fault=fault[:400]))


def give_up(lease: Lease, fault: str, now: datetime) -> bool:
    """The job is not tried again. False when it is not ours."""
    return bool(_held(lease).update(given_up_at=now, leased_until=None, last_fault=fault[:400]))


def _held(lease: Lease) -> QuerySet[Job]:
    return Job.objects.filter(pk=lease.job, fence=lease.fence, done_at=None, given_up_at=None)
