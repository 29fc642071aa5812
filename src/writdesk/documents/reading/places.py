# ruff: noqa: E501 - a pattern is read as one line
"""Words, and where they stand: on a page, in a paragraph of a document without pages, or in a line of a mail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Source(StrEnum):
    """How a word was come by."""

    TEXT = "text"
    OCR = "ocr"


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page, in fractions of it; the origin is at the top left."""

    left: float
    top: float
    right: float
    bottom: float

    @staticmethod
    def around(boxes: Iterable[Box]) -> Box:
        """The smallest box that holds all of these.

        >>> Box.around([Box(0.1, 0.2, 0.3, 0.4), Box(0.2, 0.1, 0.5, 0.3)])
        Box(left=0.1, top=0.1, right=0.5, bottom=0.4)
        """
        all_boxes = tuple(boxes)
        return Box(
            min(box.left for box in all_boxes),
            min(box.top for box in all_boxes),
            max(box.right for box in all_boxes),
            max(box.bottom for box in all_boxes),
        )

    def to_document(self) -> dict[str, float]:
        """As JSON values."""
        names = ("left", "top", "right", "bottom")
        return {name: round(getattr(self, name), 4) for name in names}


@dataclass(frozen=True, slots=True)
class Word:
    """One word. ``sure`` is 1 for text, and the recognition's own estimate (0 to 1) for a picture."""

    text: str
    box: Box | None = None
    sure: float = 1.0
    source: Source = Source.TEXT


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A page as it is shown: its size (points or dots), its words, how far its text lies turned and askew.

    ``turn`` is how many degrees (clockwise) the text has to be turned back by to be upright... in quarter turns;
    ``skew`` is the slope of its lines in radians, downwards.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    turn: int = 0
    skew: float = 0.0


@dataclass(frozen=True, slots=True)
class Cell:
    """Words that stand together on one line: a line of a paragraph, or one cell of a table's row."""

    words: tuple[Word, ...]
    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0

    @property
    def text(self) -> str:
        """The words with a space between."""
        return " ".join(word.text for word in self.words)

    @property
    def height(self) -> float:
        """In the layout's own measure."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Row:
    """The cells that stand on one line, from left to right."""

    cells: tuple[Cell, ...]
    page: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that belong together: a paragraph, an address, a table's column."""

    rows: tuple[Row, ...]
