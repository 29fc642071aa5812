"""Work that the clock asks for: rows in the queue under a key that holds the day or the hour.

However many workers look at the clock, the key makes it one job.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from writdesk.store.jobs import enqueue

# Kind → how the key is written; it changes when the work is due again. Times are UTC.
REGULAR = {"sweep_blobs": "%Y-%m-%d", "sweep_drafts": "%Y-%m-%d", "sign_checkpoint": "%Y-%m-%dT%H"}
LOOK_EVERY = timedelta(seconds=60)


class Schedule:
    """One worker's look at the clock."""

    def __init__(self) -> None:
        self._looked_at: datetime | None = None

    def enqueue_due(self, now: datetime) -> None:
        """Put what is due into the queue. Looks once a minute: idle workers do not ask all the time."""
        if self._looked_at is not None and now - self._looked_at < LOOK_EVERY:
            return
        for kind, form in REGULAR.items():
            enqueue(kind, f"{now:{form}}", run_after=now)
        self._looked_at = now
