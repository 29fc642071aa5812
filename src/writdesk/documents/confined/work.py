"""The confined process that inspects: looks at a file and answers with its verdict."""

from __future__ import annotations

from collections.abc import Callable

from writdesk.documents.confined.docx import inspect_docx
from writdesk.documents.confined.images import inspect_jpeg, inspect_png, inspect_tiff
from writdesk.documents.confined.pdf import inspect_pdf
from writdesk.documents.confined.serving import serve
from writdesk.documents.confined.verdict import Refused, Verdict
from writdesk.documents.confined.warm_up import broken_pdf, sample_docx, sample_pdf
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
    serve(_warm_up, lambda job, content, limits: look(job["media_type"], content, limits).as_json())


def _warm_up() -> None:
    for media_type, content in ((PDF, sample_pdf()), (PDF, broken_pdf()), (DOCX, sample_docx())):
        look(media_type, content, Limits())


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
