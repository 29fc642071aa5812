"""The confined process's loop: read a job, look at the file, answer; until the desk closes the pipe."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable
from typing import BinaryIO

from writdesk.documents.confined.confinement import allow_seconds, confine
from writdesk.documents.confined.docx import inspect_docx
from writdesk.documents.confined.images import inspect_jpeg, inspect_png, inspect_tiff
from writdesk.documents.confined.pdf import inspect_pdf
from writdesk.documents.confined.verdict import Refused, Verdict
from writdesk.documents.confined.warm_up import broken_pdf, sample_docx, sample_pdf
from writdesk.documents.frames import LONGEST_JOB, READY, frame, read_frame
from writdesk.documents.inspection import Limits
from writdesk.documents.media_types import DOCX, JPEG, PDF, PNG, TIFF

_INSPECTORS: dict[str, Callable[[bytes, Limits], Verdict]] = {
    PDF: inspect_pdf,
    DOCX: inspect_docx,
    PNG: inspect_png,
    JPEG: inspect_jpeg,
    TIFF: inspect_tiff,
}
_BROKEN = {
    PDF: "broken_pdf",
    DOCX: "broken_docx",
    PNG: "broken_image",
    JPEG: "broken_image",
    TIFF: "broken_image",
}


def main() -> None:
    """Serve until the desk closes the pipe."""
    jobs, answers = _own_pipes()
    for media_type, content in ((PDF, sample_pdf()), (PDF, broken_pdf()), (DOCX, sample_docx())):
        look(media_type, content, Limits())
    confine()
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
            answers.write(frame(look(job["media_type"], content, limits).as_json()))


def look(media_type: str, content: bytes, limits: Limits) -> Verdict:
    """The verdict on a file, whatever it does to its reader, short of killing it."""
    try:
        return _INSPECTORS[media_type](content, limits)
    except Refused as refused:
        verdict = Verdict()
        verdict.refuse(refused)
    except (MemoryError, RecursionError):
        verdict = Verdict()
        verdict.refuse(Refused("too_complex"))
    except Exception:
        # The parsers raise whatever they like over damaged bytes; to the person it is one thing.
        verdict = Verdict()
        verdict.refuse(Refused(_BROKEN[media_type]))
    return verdict


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The two pipes under new numbers, so that nothing a library prints or reads gets between the frames."""
    jobs, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    os.close(nothing)
    return os.fdopen(jobs, "rb"), os.fdopen(answers, "wb", buffering=0)
