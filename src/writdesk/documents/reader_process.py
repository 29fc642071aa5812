"""One confined process, seen from the desk: started, given jobs with a deadline, ended without a trace."""

from __future__ import annotations

import os
import selectors
import subprocess
import sys
import time
import weakref
from dataclasses import dataclass
from pathlib import Path

from writdesk.documents.errors import FrameBroken, ReaderGaveUp, ReaderTimedOut, ReaderUnavailable
from writdesk.documents.frames import HEADER_BYTES, LONGEST_ANSWER, READY, frame, read_frame

START_SECONDS = 30.0
_PIECE = 1 << 16
_SOURCE = Path(__file__).resolve().parents[2]
# An isolated interpreter knows neither the working directory nor PYTHONPATH: it is told where this code lies.
_START = "import importlib, sys; sys.path.append(sys.argv[1]); importlib.import_module(sys.argv[2]).main()"


@dataclass(frozen=True, kw_only=True, slots=True)
class Work:
    """What a confined process does: the module that serves, how long an answer and its start may be."""

    module: str
    longest_answer: int
    start_seconds: float = START_SECONDS


INSPECTION = Work(module="writdesk.documents.confined.work", longest_answer=LONGEST_ANSWER)


class ReaderProcess:
    """A confined process that reads one document at a time. Belongs to one thread at a time."""

    def __init__(self, work: Work = INSPECTION) -> None:
        self.jobs_done = 0
        self.is_at_work = False
        self._work = work
        self._process = _start(work)
        _STARTED.add(self)
        try:
            self._await_ready()
        except ReaderUnavailable:
            self.end()
            raise

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def ask(self, job: bytes, content: bytes, *, seconds: float) -> bytes:
        """The answer to a job. Raises ``ReaderGaveUp`` when none comes; the process has ended then."""
        deadline = time.monotonic() + seconds
        # Stays set when Ctrl-C, say, leaves an answer in the pipe: the process is not used again then.
        self.is_at_work = True
        try:
            self._write(frame(job), deadline)
            # The length apart, so that the content is not copied only to stand behind it.
            self._write(len(content).to_bytes(HEADER_BYTES, "big"), deadline)
            self._write(content, deadline)
            longest = self._work.longest_answer
            answer = read_frame(lambda length: self._read(length, deadline), longest=longest)
        except (ReaderGaveUp, FrameBroken, OSError) as reason:
            self.end()
            if isinstance(reason, ReaderTimedOut):
                raise
            raise ReaderGaveUp("The confined process died over this file") from reason
        self.jobs_done += 1
        self.is_at_work = False
        return answer

    def end(self) -> None:
        """End the process and wait for it, so that no zombie stays."""
        self._process.kill()
        self._close_pipes()
        self._process.wait()

    def forget(self) -> None:
        """Let go of a process that belongs to the parent of this (forked) one."""
        self._close_pipes()
        # Otherwise Popen would wait for a process that is not this one's child.
        self._process.returncode = 0

    def _close_pipes(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def _await_ready(self) -> None:
        deadline = time.monotonic() + self._work.start_seconds
        try:
            answer = read_frame(lambda length: self._read(length, deadline), longest=LONGEST_ANSWER)
        except (ReaderGaveUp, FrameBroken, OSError) as reason:
            raise ReaderUnavailable(
                "The confined process that reads documents does not start. Check that the desk is installed "
                f"with its `desk` extra: {sys.executable} -c 'import pikepdf'"
            ) from reason
        if answer != READY:
            raise ReaderUnavailable("The confined process that reads documents answered with something else")

    def _write(self, body: bytes, deadline: float) -> None:
        assert self._process.stdin is not None
        descriptor, rest = self._process.stdin.fileno(), memoryview(body)
        while rest:
            _await(descriptor, selectors.EVENT_WRITE, deadline)
            rest = rest[os.write(descriptor, rest[:_PIECE]) :]

    def _read(self, length: int, deadline: float) -> bytes:
        assert self._process.stdout is not None
        descriptor, body = self._process.stdout.fileno(), bytearray()
        while len(body) < length:
            _await(descriptor, selectors.EVENT_READ, deadline)
            piece = os.read(descriptor, min(_PIECE, length - len(body)))
            if not piece:
                raise ReaderGaveUp("The confined process closed its pipe")
            body += piece
        return bytes(body)


_STARTED: weakref.WeakSet[ReaderProcess] = weakref.WeakSet()


def _forget_all() -> None:
    """After a fork: an open copy of a pipe would keep a reader alive after the desk that it belongs to."""
    for reader in tuple(_STARTED):
        reader.forget()


os.register_at_fork(after_in_child=_forget_all)


def _start(work: Work = INSPECTION) -> subprocess.Popen[bytes]:
    try:
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", "-c", _START, str(_SOURCE), work.module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env={},
            cwd="/",
            close_fds=True,
            # Its own session: Ctrl-C at the terminal is for the desk, which ends its readers itself.
            start_new_session=True,
        )
    except OSError as reason:
        raise ReaderUnavailable(f"No process could be started to read documents: {reason}") from reason
    assert process.stdin is not None
    # Without blocking: a reader that stops reading must not stop the desk.
    os.set_blocking(process.stdin.fileno(), False)
    return process


def _await(descriptor: int, event: int, deadline: float) -> None:
    """Wait until the pipe can be used. Raises ``ReaderTimedOut`` at the deadline."""
    with selectors.DefaultSelector() as selector:
        selector.register(descriptor, event)
        if not selector.select(max(0.0, deadline - time.monotonic())):
            raise ReaderTimedOut("The confined process took too long over this file")
