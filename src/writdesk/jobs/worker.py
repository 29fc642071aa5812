"""The worker: takes jobs on a lease and runs them, in a thread of the desk's process or in one of its own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import close_old_connections, connection
from django.utils import timezone

from writdesk.jobs.handlers import ATTEMPTS, GIVEN_UP, HANDLERS
from writdesk.jobs.lease import LEASE, MOST_ATTEMPTS, Lease, complete, put_back, renew, take

Clock = Callable[[], datetime]
POLL_SECONDS = 0.5
log = logging.getLogger("writdesk.jobs")


class Worker:
    """Runs jobs until it is stopped."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin in a thread of this process."""
        self._thread = threading.Thread(target=self.run, name="writdesk-worker", daemon=True)
        self._thread.start()

    def stop(self, timeout: float = 10) -> None:
        """Take no further job; wait for the one at hand. What it cannot finish runs again later."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout)

    def run(self) -> None:
        """Run jobs as they come. A database that is away for a while is waited for."""
        while not self._stop.is_set():
            try:
                worked = run_one()
            except Exception:
                log.exception("The worker could not reach its jobs; it tries again.")
                worked = False
            finally:
                close_old_connections()
            if not worked:
                self._stop.wait(POLL_SECONDS)
        connection.close()


def run_one(clock: Clock = timezone.now) -> bool:
    """Run the next job, if there is one. A job that fails is put back with its fault."""
    lease = take(clock())
    if lease is None:
        return False
    try:
        with _heartbeat(lease):
            HANDLERS[lease.kind](lease.payload, clock())
    except Exception as error:
        log.warning(
            "Job %s %s failed at attempt %s: %s", lease.kind, lease.job, lease.attempt, type(error).__name__
        )
        _failed(lease, f"{type(error).__name__}: {error}", clock())
    else:
        complete(lease, clock())
    return True


def run_all(clock: Clock = timezone.now) -> int:
    """Run jobs until none is due; for the demo and for tests. Returns how many ran."""
    count = 0
    while run_one(clock):
        count += 1
    return count


def start_in_process() -> Worker:
    """Start a worker beside the pages."""
    worker = Worker()
    worker.start()
    return worker


def _failed(lease: Lease, fault: str, now: datetime) -> None:
    if lease.attempt >= ATTEMPTS.get(lease.kind, MOST_ATTEMPTS):
        if lease.kind in GIVEN_UP:
            GIVEN_UP[lease.kind](lease.payload, fault, now)
        complete(lease, now) if lease.kind in GIVEN_UP else put_back(lease, fault, now)
        return
    put_back(lease, fault, now)


@contextmanager
def _heartbeat(lease: Lease) -> Iterator[None]:
    """Renew the lease from a thread of its own while the job runs."""
    done = threading.Event()

    def beat() -> None:
        while not done.wait(LEASE.total_seconds() / 3):
            renew(lease, timezone.now())
            connection.close()

    thread = threading.Thread(target=beat, name="writdesk-heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
