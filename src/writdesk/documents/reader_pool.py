"""A few confined processes shared by all threads of a desk process; started when first needed."""

from __future__ import annotations

import atexit
import os
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager

from writdesk.documents.errors import ReaderBusy
from writdesk.documents.reader_process import INSPECTION, ReaderProcess, Work

WAIT_SECONDS = 60.0
# A process is replaced after so many files: what a file may have left behind in it does not stay for long.
JOBS_PER_PROCESS = 200


class ReaderPool:
    """At most ``size`` confined processes. Safe to use from many threads, and after a fork."""

    def __init__(
        self, size: int = 2, *, jobs_per_process: int = JOBS_PER_PROCESS, work: Work = INSPECTION
    ) -> None:
        self._size = size
        self._work = work
        self._jobs_per_process = jobs_per_process
        self._idle: list[ReaderProcess] = []
        self._generation = 0
        self._begin()
        _POOLS.add(self)

    def ask(self, job: bytes, content: bytes, *, seconds: float) -> bytes:
        """A confined process's answer. Raises ``ReaderGaveUp``, ``ReaderBusy``, ``ReaderUnavailable``."""
        with self._reader() as reader:
            return reader.ask(job, content, seconds=seconds)

    def close(self) -> None:
        """End the idle processes; those at work end when their file is done. The pool can be used again."""
        with self._lock:
            idle, self._idle = self._idle, []
            self._generation += 1
        for reader in idle:
            reader.end()

    @property
    def pids(self) -> tuple[int, ...]:
        """The process ids of the idle processes."""
        with self._lock:
            return tuple(reader.pid for reader in self._idle)

    def forget(self) -> None:
        """Begin anew in a forked process: the processes belong to the parent."""
        self._begin()

    def _begin(self) -> None:
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(self._size)
        self._idle = []

    @contextmanager
    def _reader(self) -> Iterator[ReaderProcess]:
        if not self._places.acquire(timeout=WAIT_SECONDS):
            raise ReaderBusy("All processes that read documents are at work. Try again in a minute.")
        try:
            generation = self._generation
            reader = self._idle_reader() or ReaderProcess(self._work)
            try:
                yield reader
            finally:
                self._put_back(reader, generation)
        finally:
            self._places.release()

    def _idle_reader(self) -> ReaderProcess | None:
        """A process that waits for work. One that died while idle is buried, not blamed on the next file."""
        while True:
            with self._lock:
                reader = self._idle.pop() if self._idle else None
            if reader is None or reader.is_alive:
                return reader
            reader.end()

    def _put_back(self, reader: ReaderProcess, generation: int) -> None:
        with self._lock:
            stays = (
                reader.is_alive
                and reader.jobs_done < self._jobs_per_process
                and generation == self._generation
                and not reader.is_at_work
            )
            if stays:
                self._idle.append(reader)
        if not stays:
            reader.end()


_POOLS: weakref.WeakSet[ReaderPool] = weakref.WeakSet()


def _close_all() -> None:
    for pool in tuple(_POOLS):
        pool.close()


def _forget_all() -> None:
    for pool in tuple(_POOLS):
        pool.forget()


atexit.register(_close_all)
os.register_at_fork(after_in_child=_forget_all)
