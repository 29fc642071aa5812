"""The worker: takes jobs on a lease and runs them, in a thread of the desk's process or in one of its own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from writdesk.actions.fault_words import ENDED, is_awaited, is_lasting, is_passing, words_of
from writdesk.actions.holding import WorkTaken
from writdesk.jobs.handlers import ATTEMPTS, GIVEN_UP, HANDLERS
from writdesk.jobs.lease import LEASE, MOST_ATTEMPTS, Lease, complete, give_up, put_back, renew, take
from writdesk.jobs.schedule import Schedule

Clock = Callable[[], datetime]
POLL_SECONDS = 0.5
# Between two looks for what only has to come back, however long it is away.
AWAITED_SECONDS = 60.0
log = logging.getLogger("writdesk.jobs")


class Worker:
    """Runs jobs until it is stopped, and puts those of the clock into the queue."""

    def __init__(self, lease: timedelta = LEASE) -> None:
        self._lease = lease
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
        schedule = Schedule()
        while not self._stop.is_set():
            try:
                schedule.enqueue_due(timezone.now())
                worked = run_one(lease=self._lease)
            except Exception:
                log.exception("The worker could not reach its jobs; it tries again.")
                worked = False
            finally:
                close_old_connections()
            if not worked:
                self._stop.wait(POLL_SECONDS)
        connection.close()


def run_one(clock: Clock = timezone.now, *, lease: timedelta = LEASE) -> bool:
    """Run the next job, if there is one. A job that fails is put back with its fault."""
    job = take(clock(), lease)
    if job is None:
        return False
    try:
        _must_not_kill(job)
        with _heartbeat(job):
            HANDLERS[job.kind](job, clock())
    except WorkTaken:
        # Another worker has it, or nobody wants it any more: then it is done.
        complete(job, clock())
    except Exception as error:
        log.warning("Job %s %s failed at attempt %s", job.kind, job.job, job.attempt, exc_info=True)
        _failed(job, error, clock())
    else:
        complete(job, clock())
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


class KilledAgain(Exception):
    """The workers that tried this job before did not live to say how it went."""

    code = "killed_again"


def _must_not_kill(job: Lease) -> None:
    """A job that ends its worker (for want of memory, say) must not end every worker for ever."""
    if job.is_left_behind and job.attempt > MOST_ATTEMPTS:
        raise KilledAgain(ENDED)


def _failed(job: Lease, error: Exception, now: datetime) -> None:
    fault = _fault_code(error)
    if is_awaited(error):
        put_back(job, fault, now, longest=AWAITED_SECONDS)
        return
    if not _is_enough(job, error):
        put_back(job, fault, now)
        return
    try:
        if job.kind in GIVEN_UP:
            GIVEN_UP[job.kind](job, ENDED if isinstance(error, KilledAgain) else words_of(error), now)
        give_up(job, fault, now)
    except WorkTaken:
        complete(job, now)
    except Exception:
        # Nobody could be told yet, so it is not over: without room not even this can be entered.
        log.exception("Job %s %s could not be given up; it is tried again later.", job.kind, job.job)
        put_back(job, fault, now)


def _is_enough(job: Lease, error: Exception) -> bool:
    most = MOST_ATTEMPTS if is_passing(error) else ATTEMPTS.get(job.kind, MOST_ATTEMPTS)
    return is_lasting(error) or job.kind not in HANDLERS or job.attempt >= most


def _fault_code(error: Exception) -> str:
    """The class and the code, without the message: that may quote a row or an address."""
    code = getattr(error, "code", "")
    return f"{type(error).__name__} ({code})" if isinstance(code, str) and code else type(error).__name__


@contextmanager
def _heartbeat(job: Lease) -> Iterator[None]:
    """Renew the lease from a thread of its own while the job runs."""
    done = threading.Event()

    def beat() -> None:
        while not done.wait(job.length.total_seconds() / 3):
            # A database that is busy for a moment must not cost the lease: the next beat tries again.
            with suppress(DatabaseError):
                renew(job, timezone.now())
            connection.close()

    thread = threading.Thread(target=beat, name="writdesk-heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
