# ruff: noqa: E501 - a pattern is read as one line
"""A PDF page's text layer: words with their places, and how each is drawn.

PDFium is called character by character, through its C interface: its own grouping into words and lines does not
say where a word stands. Places are fractions of the page as it is shown (turned as the page says).
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

MOST_CHARACTERS = 200_000
MOST_SHAPES = 4_000
INVISIBLE_MODE = 3
TICKED, OPEN_BOX = "☒", "☐"
_LEAST_SQUARE, _MOST_SQUARE = 5.0, 16.0
_WHITE = 0xF0
# Letters further apart than this part of their size belong to different words.
_GAP = 0.19
# How PDFium reports a hyphen at a line's end.
_LINE_END_HYPHEN = 0x2
# Signs that are no letters.
_NOTHING = frozenset({0, 0xFFFE, 0xFFFF, 0xFEFF, 0x200B})
_SPACES = frozenset({0x20, 0x9, 0xA, 0xD, 0xA0, 0x2002, 0x2003, 0x2009, 0x202F, 0x3000, 0xB, 0xC})


@dataclass(slots=True)
class DrawnWord:
    """A word, its place, the size of its letters in points, its angle in degrees, and whether ink is meant."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    angle: int
    is_invisible: bool = False
    is_white: bool = False

    def as_list(self) -> list[Any]:
        """As it crosses the pipe."""
        box = [round(edge, 5) for edge in (self.left, self.top, self.right, self.bottom)]
        return [self.text, *box, round(self.size, 1), self.angle]


@dataclass(frozen=True, slots=True)
class Placing:
    """From the page's own coordinates (points, upwards) to fractions of the page as it is shown."""

    across: tuple[float, float, float]
    down: tuple[float, float, float]

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Left, top, right, bottom as fractions."""
        xs, ys = zip(*(self.point(x, y) for x in (left, right) for y in (bottom, top)), strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """One point."""
        a, b, c = self.across
        d, e, f = self.down
        return a * x + b * y + c, d * x + e * y + f

    @property
    def turned(self) -> int:
        """By how many degrees (clockwise) the page is turned for showing."""
        return round(math.degrees(math.atan2(self.down[0], self.across[0])) / 90) * 90 % 360


def placing_of(page: Any) -> Placing:
    """How this page's coordinates lie on the shown page, asked of PDFium itself at three points."""
    import pypdfium2.raw as pdfium

    fine = 1_000_000

    def at(x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, fine, fine, 0, x, y, across, down)
        return across.value / fine, down.value / fine

    span = 100.0
    (ox, oy), (xx, xy), (yx, yy) = at(0, 0), at(span, 0), at(0, span)
    return Placing(
        ((xx - ox) / span, (yx - ox) / span, ox),
        ((xy - oy) / span, (yy - oy) / span, oy),
    )


def words_of(page: Any) -> list[DrawnWord]:
    """The words of a page's text layer, in the order in which they are drawn; and the boxes to tick."""
    textpage = page.get_textpage()
    try:
        placing = placing_of(page)
        words = [_word(textpage, run, text, placing) for run, text in _runs(textpage)]
    finally:
        textpage.close()
    return _with_boxes(words, _squares(page, placing))


def _squares(page: Any, placing: Placing) -> list[tuple[float, float, float, float]]:
    """Small squares that are drawn: boxes to tick."""
    import pypdfium2.raw as pdfium

    found: dict[tuple[int, int], tuple[float, float, float, float]] = {}
    shapes = page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,), max_depth=3)
    for shape in islice(shapes, MOST_SHAPES):
        left, bottom, right, top = shape.get_bounds()
        wide, high = right - left, top - bottom
        if _LEAST_SQUARE <= wide <= _MOST_SQUARE and abs(wide - high) < 0.2 * wide:
            found.setdefault((round(left), round(bottom)), placing.box(left, bottom, right, top))
    return list(found.values())


def _with_boxes(words: list[DrawnWord], squares: list[tuple[float, float, float, float]]) -> list[DrawnWord]:
    """Each square as a word of its own: ticked where a mark stands in it."""
    for left, top, right, bottom in squares:
        marks = [
            word
            for word in words
            if len(word.text) == 1
            and left <= (word.left + word.right) / 2 <= right
            and top <= (word.top + word.bottom) / 2 <= bottom
        ]
        near = [word for word in words if word.top < bottom and word.bottom > top and word.left >= left]
        if len(marks) > 1 or not near:
            continue
        if marks:
            marks[0].text = TICKED
        else:
            words.append(DrawnWord(OPEN_BOX, left, top, right, bottom, 9.0, near[0].angle))
    return words


def _runs(textpage: Any) -> Iterator[tuple[list[tuple[int, tuple[float, ...]]], str]]:
    """Characters that belong together: no space between them, on one line, not far apart."""
    import pypdfium2.raw as pdfium

    rect = pdfium.FS_RECTF()
    run: list[tuple[int, tuple[float, ...]]] = []
    text: list[str] = []
    for place in range(min(pdfium.FPDFText_CountChars(textpage), MOST_CHARACTERS)):
        code = pdfium.FPDFText_GetUnicode(textpage, place)
        if code in _SPACES or code in _NOTHING:
            # A space that PDFium made up may be no more than letters set wide apart.
            is_real = code in _SPACES and pdfium.FPDFText_IsGenerated(textpage, place) != 1
            if run and is_real:
                yield run, "".join(text)
                run, text = [], []
            continue
        if not pdfium.FPDFText_GetLooseCharBox(textpage, place, rect):
            continue
        box = (rect.left, rect.bottom, rect.right, rect.top)
        if run and _is_apart(run[-1][1], box, _GAP * pdfium.FPDFText_GetFontSize(textpage, place)):
            yield run, "".join(text)
            run, text = [], []
        run.append((place, box))
        text.append(_letter(code))
    if run:
        yield run, "".join(text)


def _letter(code: int) -> str:
    if code == _LINE_END_HYPHEN:
        return "-"
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _is_apart(before: tuple[float, ...], box: tuple[float, ...], gap: float) -> bool:
    """Whether two letters that follow each other in the file belong to different words."""
    across = max(box[0] - before[2], before[0] - box[2])
    along = max(box[1] - before[3], before[1] - box[3])
    if across > max(gap, 0.5) or along > max(gap, 0.5):
        return True
    # Back to the beginning of a line, or a step down, without a gap between the boxes.
    height, width = box[3] - box[1], box[2] - box[0]
    is_lower = abs(box[1] - before[1]) > 0.6 * height and box[0] < before[0]
    is_beside = abs(box[0] - before[0]) > 0.6 * width and abs(box[1] - before[1]) > 0.6 * height
    return is_lower or is_beside


def _word(textpage: Any, run: list[tuple[int, tuple[float, ...]]], text: str, placing: Placing) -> DrawnWord:
    import pypdfium2.raw as pdfium

    first = run[0][0]
    boxes = [box for _, box in run]
    left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
    angle = math.degrees(pdfium.FPDFText_GetCharAngle(textpage, first))
    turned = round(angle) % 360 if angle >= 0 else 0
    word = DrawnWord(
        text,
        *placing.box(left, bottom, right, top),
        pdfium.FPDFText_GetFontSize(textpage, first),
        (turned + placing.turned) % 360,
    )
    word.is_invisible = _mode(textpage, first) == INVISIBLE_MODE
    word.is_white = _is_white(textpage, first)
    return word


def _mode(textpage: Any, place: int) -> int:
    import pypdfium2.raw as pdfium

    drawn = pdfium.FPDFText_GetTextObject(textpage, place)
    return int(pdfium.FPDFTextObj_GetTextRenderMode(drawn)) if drawn else 0


def _is_white(textpage: Any, place: int) -> bool:
    import pypdfium2.raw as pdfium

    parts = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFText_GetFillColor(textpage, place, *parts):
        return False
    red, green, blue, opaque = (part.value for part in parts)
    return min(red, green, blue) >= _WHITE or opaque < 0x10
