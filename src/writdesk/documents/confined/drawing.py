"""The confined process that draws: a page becomes dots, and only dots leave it.

Not a PNG: the desk writes that itself, so that a process that a document has taken over cannot choose what
a browser of the staff decodes.
"""

from __future__ import annotations

import struct
from io import BytesIO
from typing import Any

from writdesk.documents.confined.serving import serve
from writdesk.documents.confined.warm_up import sample_form, sample_pdf
from writdesk.documents.inspection import Limits
from writdesk.documents.media_types import JPEG, PDF, PNG, TIFF

# A page may be so many times as high as it is wide; a longer one is made smaller.
HIGHEST = 4
NOTHING = b""


def main() -> None:
    """Serve until the desk closes the pipe."""
    serve(_warm_up, draw)


def draw(job: dict[str, Any], content: bytes, limits: Limits) -> bytes:
    """Width and height (big-endian, four bytes each), then the dots, row by row, three bytes each.

    Nothing at all for what cannot be drawn.
    """
    try:
        if job["media_type"] == PDF:
            return _pdf_page(content, job["page"], job["width"])
        if job["media_type"] in {PNG, JPEG, TIFF}:
            return _picture(content, job["page"], job["width"], limits)
    except Exception:
        # The libraries raise whatever they like over damaged bytes, MemoryError among it.
        return NOTHING
    return NOTHING


def _pdf_page(content: bytes, number: int, width: int) -> bytes:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    # Otherwise what was filled into a form's fields is not seen.
    document.init_forms()
    page = document[number - 1]
    wide, high = page.get_size()
    scale = min(width / wide, HIGHEST * width / high)
    bitmap = page.render(scale=scale, rev_byteorder=True)
    rows = memoryview(bitmap.buffer).cast("B")
    dots = b"".join(
        rows[start : start + bitmap.width * 3]
        for start in range(0, bitmap.height * bitmap.stride, bitmap.stride)
    )
    return struct.pack(">II", bitmap.width, bitmap.height) + dots


def _picture(content: bytes, number: int, width: int, limits: Limits) -> bytes:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = limits.pixels // 2  # it raises at twice as many
    with Image.open(BytesIO(content), formats=["PNG", "JPEG", "TIFF"]) as picture:
        if number > 1:
            picture.seek(number - 1)
        picture.draft("RGB", (width, HIGHEST * width))
        drawn = picture.convert("RGB")
        drawn.thumbnail((width, HIGHEST * width))
        return struct.pack(">II", *drawn.size) + drawn.tobytes()


def _warm_up() -> None:
    """Everything that drawing loads, loaded before the walls go up."""
    from PIL import Image

    draw({"media_type": PDF, "page": 1, "width": 20}, sample_pdf(), Limits())
    draw({"media_type": PDF, "page": 1, "width": 20}, sample_form(), Limits())
    for media_type, kind in ((PNG, "PNG"), (JPEG, "JPEG"), (TIFF, "TIFF")):
        sink = BytesIO()
        Image.new("RGB", (4, 4)).save(sink, kind)
        draw({"media_type": media_type, "page": 1, "width": 2}, sink.getvalue(), Limits())
