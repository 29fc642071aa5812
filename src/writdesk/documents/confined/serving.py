"""The confined process's loop: read a job, do it behind the walls, answer; until the desk closes the pipe."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable
from typing import Any, BinaryIO

from writdesk.documents.confined.confinement import MEMORY, allow_seconds, confine
from writdesk.documents.frames import LONGEST_JOB, READY, frame, read_frame
from writdesk.documents.inspection import Limits

Answer = Callable[[dict[str, Any], bytes, Limits], bytes]


def serve(warm_up: Callable[[], None], answer: Answer, *, memory: int = MEMORY) -> None:
    """Load what is needed, put up the walls, then answer job after job."""
    jobs, answers = _own_pipes()
    warm_up()
    confine(memory)
    answers.write(frame(READY))

    def read_exactly(length: int) -> bytes:
        body = jobs.read(length)
        if len(body) < length:
            raise EOFError
        return body

    with contextlib.suppress(EOFError):
        while True:
            job = json.loads(read_frame(read_exactly, longest=LONGEST_JOB))
            content = read_frame(read_exactly, longest=LONGEST_JOB)
            limits = Limits(**job["limits"])
            allow_seconds(limits.seconds)
            _write_all(answers, frame(answer(job, content, limits)))


def _write_all(answers: BinaryIO, body: bytes) -> None:
    rest = memoryview(body)
    while rest:
        rest = rest[answers.write(rest) :]


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The two pipes under new numbers, so that nothing a library prints or reads gets between the frames."""
    jobs, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    os.close(nothing)
    return os.fdopen(jobs, "rb"), os.fdopen(answers, "wb", buffering=0)
