# ruff: noqa: E501 - a pattern is read as one line
"""One page as the dots that OCR reads: a PDF's page drawn, or a scan's page made even.

A fax has dots that are not square; a telephone's picture is turned; a scan may be far finer than letters need.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from writdesk.documents.inspection import Limits
from writdesk.documents.media_types import PDF

DOTS_PER_INCH = 200
LONGEST_SIDE = 2400
SHORTEST_SIDE = 1400
_WIDEST_STRETCH = 3.0


def page_picture(media_type: str, content: bytes, number: int, limits: Limits) -> Any:
    """The ``number``-th page (from 1) as an array of height, width and three equal colours."""
    import numpy

    grey = _pdf_page(content, number) if media_type == PDF else _picture(content, number, limits)
    return numpy.ascontiguousarray(numpy.stack([grey] * 3, axis=-1))


def _pdf_page(content: bytes, number: int) -> Any:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    document.init_forms()
    page = document[number - 1]
    longest = max(page.get_size())
    scale = min(DOTS_PER_INCH / 72, LONGEST_SIDE / longest)
    drawn = page.render(scale=scale, grayscale=True).to_numpy()
    return drawn.reshape(drawn.shape[0], drawn.shape[1])


def _picture(content: bytes, number: int, limits: Limits) -> Any:
    import numpy
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = limits.pixels // 2
    with Image.open(BytesIO(content), formats=["PNG", "JPEG", "TIFF"]) as picture:
        if number > 1:
            picture.seek(number - 1)
        picture.draft("L", (LONGEST_SIDE, LONGEST_SIDE))
        wide, high = _even_size(picture)
        flat = _on_white(picture)
        turned = ImageOps.exif_transpose(
            flat.resize(
                (wide, high), Image.Resampling.BOX if wide < picture.width else Image.Resampling.BICUBIC
            )
        )
        return numpy.asarray(turned)


def _on_white(picture: Any) -> Any:
    """Grey; what is transparent becomes white, as a viewer shows it."""
    from PIL import Image

    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        coloured = picture.convert("RGBA")
        sheet = Image.new("RGBA", coloured.size, "white")
        sheet.alpha_composite(coloured)
        return sheet.convert("L")
    return picture.convert("L")


def _even_size(picture: Any) -> tuple[int, int]:
    """Square dots, and letters neither too small nor needlessly large."""
    wide, high = float(picture.width), float(picture.height)
    across, down = _resolution(picture)
    if across and down and 1.15 < across / down < _WIDEST_STRETCH:
        high *= across / down
    elif across and down and 1.15 < down / across < _WIDEST_STRETCH:
        wide *= down / across
    scale = min(1.0, LONGEST_SIDE / max(wide, high))
    if min(wide, high) < SHORTEST_SIDE and max(wide, high) > SHORTEST_SIDE / 3:
        scale = min(LONGEST_SIDE / max(wide, high), SHORTEST_SIDE / min(wide, high), 2.0)
    return max(1, round(wide * scale)), max(1, round(high * scale))


def _resolution(picture: Any) -> tuple[float, float]:
    try:
        across, down = picture.info.get("dpi", (0, 0))
        return float(across), float(down)
    except (TypeError, ValueError):
        return 0.0, 0.0
