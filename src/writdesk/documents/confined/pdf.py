"""A PDF: whether it opens, how many pages it has, what it unpacks to, and what it would do if one let it."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from writdesk.documents.confined.budget import Budget
from writdesk.documents.confined.inflate import inflates
from writdesk.documents.confined.verdict import Refused, Verdict
from writdesk.documents.inspection import Limits
from writdesk.documents.media_types import PDF_HEADER_WITHIN

if TYPE_CHECKING:
    import pikepdf

# A literal string is skipped whole (qpdf writes each bracket in it with a backslash), so that a sentence
# about JavaScript is not taken for JavaScript.
_NAMES = re.compile(rb"\((?:[^\\)]++|\\.)*+\)|/([A-Za-z0-9]+)", re.DOTALL)
_NOTE_OF = {
    b"JavaScript": "scripts",
    b"JS": "scripts",
    b"EmbeddedFiles": "embedded_files",
    b"EmbeddedFile": "embedded_files",
    b"FileAttachment": "embedded_files",
    b"Launch": "launch_action",
    b"URI": "external_reference",
    b"GoToR": "external_reference",
    b"AA": "automatic_action",
    b"SubmitForm": "submit_action",
    b"ImportData": "submit_action",
    b"RichMedia": "rich_media",
    b"Movie": "rich_media",
    b"Sound": "rich_media",
    b"Rendition": "rich_media",
    b"XFA": "xfa_form",
    b"ByteRange": "signature",
}
# Filters of pictures: their size is told by width and height, and they are not unpacked at intake.
_PICTURE_FILTERS = frozenset({"/DCTDecode", "/DCT", "/JPXDecode", "/JBIG2Decode", "/CCITTFaxDecode", "/CCF"})
# qpdf's words when a stream unpacks to more than we allow it.
_LIMIT_WORDS = "memory limit exceeded"
_FLATE = frozenset({"/FlateDecode", "/Fl"})


def inspect_pdf(content: bytes, limits: Limits) -> Verdict:
    """The verdict on a PDF. Raises ``Refused`` for what cannot be opened."""
    with _opened(content, limits) as pdf:
        verdict = Verdict(pages=_pages(pdf, limits))
        damaged = _walk(pdf, content, limits, verdict)
        _note_structure(pdf, content, verdict)
        if damaged and damaged & _page_contents(pdf):
            raise Refused("broken_pdf")
    return verdict


def _opened(content: bytes, limits: Limits) -> pikepdf.Pdf:
    import pikepdf

    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=limits.unpacked_part,
        run_length_max_memory=limits.unpacked_part,
        png_max_memory=limits.unpacked_part,
        tiff_max_memory=limits.unpacked_part,
    )
    try:
        return pikepdf.Pdf.open(BytesIO(content))
    except pikepdf.PasswordError as reason:
        raise Refused("encrypted_pdf") from reason
    except Exception as reason:
        if isinstance(reason, MemoryError | RecursionError):
            raise
        # qpdf has no class of its own for keys and methods of encryption that it does not know.
        is_sealed = re.search(r"crypt|password", str(reason), re.IGNORECASE)
        raise Refused("encrypted_pdf" if is_sealed else "broken_pdf") from reason


def _pages(pdf: pikepdf.Pdf, limits: Limits) -> int:
    try:
        pages = len(pdf.pages)
    except MemoryError:
        raise
    except Exception as reason:
        raise Refused("broken_pdf") from reason
    if pages == 0:
        raise Refused("no_pages")
    if pages > limits.pages:
        raise Refused("too_many_pages", pages=pages, limit=limits.pages)
    return pages


def _walk(pdf: pikepdf.Pdf, content: bytes, limits: Limits, verdict: Verdict) -> set[tuple[int, int]]:
    """Look at every object: unpack streams, note names. The streams that do not unpack are returned."""
    import pikepdf

    budget = Budget(
        packed=len(content),
        part=limits.unpacked_part,
        whole=limits.unpacked,
        ratio=limits.ratio,
        ratio_counts_from=limits.ratio_counts_from,
    )
    damaged = set()
    for thing in pdf.objects:
        dictionary: Any = thing
        if isinstance(thing, pikepdf.Stream):
            dictionary = thing.stream_dict
            _check_picture(dictionary, limits)
            if not _unpacks(thing, budget):
                damaged.add(thing.objgen)
            if "/F" in dictionary:
                verdict.notes.add("external_reference")
        _note_names(dictionary, verdict)
    if damaged:
        verdict.notes.add("repaired")
    return damaged


def _note_names(thing: Any, verdict: Verdict) -> None:
    import pikepdf

    if not isinstance(thing, pikepdf.Object):
        return
    for name in _NAMES.findall(thing.unparse(resolved=True)):
        if name in _NOTE_OF:
            verdict.notes.add(_NOTE_OF[name])


def _check_picture(dictionary: Any, limits: Limits) -> None:
    if dictionary.get("/Subtype") != "/Image":
        return
    try:
        pixels = int(dictionary.get("/Width", 0)) * int(dictionary.get("/Height", 0))
    except (TypeError, ValueError):
        return
    if pixels > limits.pixels:
        raise Refused("too_many_pixels", limit=limits.pixels)


def _unpacks(stream: pikepdf.Stream, budget: Budget) -> bool:
    """Whether the stream can be unpacked. Raises ``Refused`` when too much comes out."""
    import pikepdf

    budget.begin_part()
    filters = _filters(stream)
    leading = list(takewhile(_FLATE.__contains__, filters))
    rest = filters[len(leading) :]
    try:
        does = inflates(stream.read_raw_bytes(), len(leading), budget) if leading else True
        # Rare filters (LZW, run lengths, letters for bytes) are left to qpdf, within its limits and ours.
        if rest and not _PICTURE_FILTERS.intersection(rest):
            budget.add(len(stream.read_bytes()))
    except pikepdf.PdfError as reason:
        if _LIMIT_WORDS in str(reason):
            raise Refused("zip_bomb") from reason
        return False
    return does


def _filters(stream: pikepdf.Stream) -> list[str]:
    import pikepdf

    filters = stream.stream_dict.get("/Filter")
    if filters is None:
        return []
    return [str(name) for name in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]


def _note_structure(pdf: pikepdf.Pdf, content: bytes, verdict: Verdict) -> None:
    """Notes about the file as a whole. A file that was cut off is refused."""
    if pdf.is_encrypted:
        verdict.notes.add("owner_password")
    if not content.startswith(b"%PDF-"):
        verdict.notes.add("leading_bytes")
    if warnings := pdf.get_warnings():
        verdict.notes.add("repaired")
        if any(_LIMIT_WORDS in str(warning) for warning in warnings):
            raise Refused("zip_bomb")
        if b"%%EOF" not in content[-PDF_HEADER_WITHIN:]:
            raise Refused("broken_pdf")


def _page_contents(pdf: pikepdf.Pdf) -> set[tuple[int, int]]:
    import pikepdf

    found = set()
    for page in pdf.pages:
        contents = page.obj.get("/Contents")
        parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        found |= {part.objgen for part in parts if isinstance(part, pikepdf.Object)}
    return found
