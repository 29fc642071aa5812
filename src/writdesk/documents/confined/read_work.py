# ruff: noqa: E501 - a pattern is read as one line
"""The confined process that reads: the words of a PDF's text layer, of a Word document; how many pages a scan has."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

from writdesk.documents.confined.docx_text import docx_lines
from writdesk.documents.confined.form_fields import pdf_fields
from writdesk.documents.confined.layer_check import check_layer
from writdesk.documents.confined.makings import makings_of
from writdesk.documents.confined.serving import serve
from writdesk.documents.confined.text_layer import words_of
from writdesk.documents.confined.warm_up import sample_docx, sample_form, sample_pdf
from writdesk.documents.confined.word_fields import docx_fields
from writdesk.documents.inspection import Limits
from writdesk.documents.media_types import DOCX, JPEG, PDF, PNG, TIFF

MOST_HIDDEN = 200
MOST_WORDS = 10_000
_FIELDS = {PDF: pdf_fields, DOCX: docx_fields}


def main() -> None:
    """Serve until the desk closes the pipe."""
    serve(_warm_up, read)


def read(job: dict[str, Any], content: bytes, limits: Limits) -> bytes:
    """The answer as JSON; ``{"fault": code}`` for what cannot be read."""
    try:
        return json.dumps(_read(job, content, limits)).encode()
    except (MemoryError, RecursionError):
        return b'{"fault": "too_complex"}'
    except Exception:
        # The libraries raise whatever they like over damaged bytes.
        return b'{"fault": "unreadable"}'


def _read(job: dict[str, Any], content: bytes, limits: Limits) -> dict[str, Any]:
    if job.get("wanted") == "fields":
        return {"fields": _FIELDS[job["media_type"]](content)}
    if job["media_type"] == PDF:
        return _pdf(content, int(job["most_pages"]))
    if job["media_type"] == DOCX:
        return {"lines": docx_lines(content)}
    if job["media_type"] in {PNG, JPEG, TIFF}:
        return _pictures(content, limits)
    return {"fault": "unreadable"}


def _pdf(content: bytes, most: int) -> dict[str, Any]:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    count = len(document)
    document.init_forms()
    pages = [_page(_flat(document, number)) for number in range(min(count, most))]
    return {"count": count, "pages": pages, "makings": makings_of(document, content)}


def _flat(document: Any, number: int) -> Any:
    """The page with what is filled into its form as text of its own."""
    import pypdfium2.raw as pdfium

    page = document[number]
    if pdfium.FPDFPage_GetAnnotCount(page) > 0:
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
        page.close()
        page = document[number]
    return page


def _page(page: Any) -> dict[str, Any]:
    wide, high = page.get_size()
    words = words_of(page)
    check = check_layer(page, words)
    try:
        return {
            "size": [round(wide, 1), round(high, 1)],
            "words": [word.as_list() for word in check.shown[:MOST_WORDS]],
            "left_out": max(0, len(check.shown) - MOST_WORDS),
            "hidden": [[reason, word.as_list()] for reason, word in check.hidden[:MOST_HIDDEN]],
            "wants_ocr": check.wants_ocr,
        }
    finally:
        page.close()


def _pictures(content: bytes, limits: Limits) -> dict[str, Any]:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = limits.pixels // 2
    with Image.open(BytesIO(content), formats=["PNG", "JPEG", "TIFF"]) as picture:
        count = getattr(picture, "n_frames", 1)
        size = [float(picture.width), float(picture.height)]
    return {"count": count, "pages": [], "size": size}


def _warm_up() -> None:
    """Everything that reading loads, loaded before the walls go up."""
    from PIL import Image

    limits = Limits()
    read({"media_type": PDF, "most_pages": 1}, sample_pdf(), limits)
    read({"media_type": DOCX}, sample_docx(), limits)
    read({"media_type": PDF, "most_pages": 1}, page_with_text(), limits)
    read({"media_type": PDF, "wanted": "fields"}, sample_form(), limits)
    read({"media_type": DOCX, "wanted": "fields"}, sample_docx(), limits)
    for media_type, kind in ((PNG, "PNG"), (JPEG, "JPEG"), (TIFF, "TIFF")):
        sink = BytesIO()
        Image.new("RGB", (4, 4)).save(sink, kind)
        read({"media_type": media_type}, sink.getvalue(), limits)


def page_with_text() -> bytes:
    """A page with a word in each of PDFium's own fonts, so that they are loaded."""
    import pikepdf

    sink = BytesIO()
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(200, 100))
        names = ("Helvetica", "Times-Roman", "Courier")
        fonts = {
            f"/{name}": pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name(f"/{name}")
            )
            for name in names
        }
        page.obj["/Resources"] = pikepdf.Dictionary(Font=pikepdf.Dictionary(fonts))
        lines = "".join(f"/{name} 12 Tf (word) Tj " for name in names)
        page.obj["/Contents"] = document.make_stream(f"BT 20 40 Td {lines}ET".encode())
        document.save(sink)
    return sink.getvalue()
