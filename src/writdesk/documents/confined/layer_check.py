"""Whether a page's text layer is what its picture shows: a cheap look at the ink, before any OCR.

The page is drawn small. Under each word there must be ink; and the ink of the page must stand under words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from writdesk.documents.confined.text_layer import DrawnWord

DOTS_PER_POINT = 0.9
MOST_DOTS = 3_000_000
# Between the lightest and the darkest dot under a word; print on paper has 100 and more.
LEAST_CONTRAST = 24
SMALLEST_SIZE = 3.0
_INK = 150
_SCAN_COVERS = 0.5
_GARBLED = 0.15
_OPEN_INK = 0.3
_MUCH_INK = 0.0025


@dataclass(slots=True)
class LayerCheck:
    """Words that are shown, words that are not (with the reason), and whether the page wants OCR."""

    shown: list[DrawnWord] = field(default_factory=list)
    hidden: list[tuple[str, DrawnWord]] = field(default_factory=list)
    wants_ocr: str | None = None


def check_layer(page: Any, words: list[DrawnWord]) -> LayerCheck:
    """The words sorted into shown and hidden; and why the page's picture must be read, where it must."""
    found = LayerCheck()
    scanned = _covered_by_pictures(page)
    dots = _dots(page)
    inside = [word for word in words if _is_on_page(word)]
    contrasts = _contrasts(dots, inside)
    seen = dict(zip(map(id, inside), contrasts, strict=True))
    for word in words:
        reason = _hidden_because(word, seen.get(id(word)), is_scan=scanned > _SCAN_COVERS)
        if reason:
            found.hidden.append((reason, word))
        else:
            found.shown.append(word)
    found.wants_ocr = _why_ocr(dots, words, found.shown, scanned)
    return found


def _is_on_page(word: DrawnWord) -> bool:
    across, down = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    return 0 <= across <= 1 and 0 <= down <= 1


def _hidden_because(word: DrawnWord, contrast: int | None, *, is_scan: bool) -> str | None:
    if contrast is None:
        return "off_page"
    if contrast < LEAST_CONTRAST:
        return "white" if word.is_white else "no_ink"
    if is_scan:
        # What stands over a scan is judged as a whole, by reading the picture.
        return None
    if word.is_invisible:
        return "invisible"
    is_small = (word.bottom - word.top) * (word.right - word.left) < 1e-7 or word.size < SMALLEST_SIZE / 2
    return "tiny" if is_small and _height_is_tiny(word) else None


def _height_is_tiny(word: DrawnWord) -> bool:
    return min(word.bottom - word.top, word.right - word.left) < SMALLEST_SIZE / 800


def _why_ocr(dots: Any, words: list[DrawnWord], shown: list[DrawnWord], scanned: float) -> str | None:
    if scanned > _SCAN_COVERS:
        return "text_over_scan" if words else "scan"
    open_ink, all_ink = _ink_outside(dots, shown)
    if not shown:
        return "no_layer" if all_ink > _MUCH_INK / 4 else None
    if _garbled(shown) > _GARBLED:
        return "garbled_layer"
    if open_ink > _MUCH_INK and open_ink > _OPEN_INK * all_ink:
        return "ink_without_text"
    return None


def _garbled(words: list[DrawnWord]) -> float:
    """The part of letters that no program can read: replacement signs, private and control characters."""
    text = "".join(word.text for word in words)
    odd = sum(1 for sign in text if sign == "\ufffd" or 0xE000 <= ord(sign) < 0xF900 or ord(sign) < 0x20)
    return odd / max(1, len(text))


def _covered_by_pictures(page: Any) -> float:
    """The part of the page that the largest picture covers."""
    import pypdfium2.raw as pdfium

    wide, high = page.get_size()
    largest = 0.0
    for shape in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        left, bottom, right, top = shape.get_bounds()
        across = min(right, max(wide, high)) - max(left, 0)
        down = min(top, max(wide, high)) - max(bottom, 0)
        largest = max(largest, max(0.0, across) * max(0.0, down))
    return float(min(1.0, largest / max(1.0, wide * high)))


def _dots(page: Any) -> Any:
    wide, high = page.get_size()
    scale = min(DOTS_PER_POINT, (MOST_DOTS / max(1.0, wide * high)) ** 0.5)
    drawn = page.render(scale=scale, grayscale=True).to_numpy()
    return drawn.reshape(drawn.shape[0], drawn.shape[1])


def _contrasts(dots: Any, words: list[DrawnWord]) -> list[int]:
    high, wide = dots.shape
    found = []
    for word in words:
        left, right = int(word.left * wide), int(word.right * wide) + 1
        top, bottom = int(word.top * high), int(word.bottom * high) + 1
        under = dots[max(0, top) : bottom, max(0, left) : right]
        found.append(int(under.max()) - int(under.min()) if under.size else 0)
    return found


def _ink_outside(dots: Any, words: list[DrawnWord]) -> tuple[float, float]:
    """Ink where no word stands, and all ink, as parts of the page; lines of tables and frames left out."""
    import numpy

    ink = dots < _INK
    high, wide = ink.shape
    ink &= ~(ink.sum(axis=1) > wide * 0.25)[:, None]
    ink &= ~(ink.sum(axis=0) > high * 0.15)[None, :]
    total = float(numpy.count_nonzero(ink))
    for word in words:
        left, right = int(word.left * wide) - 2, int(word.right * wide) + 3
        top, bottom = int(word.top * high) - 2, int(word.bottom * high) + 3
        ink[max(0, top) : bottom, max(0, left) : right] = False
    return float(numpy.count_nonzero(ink)) / ink.size, total / ink.size
