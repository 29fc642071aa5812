# ruff: noqa: E501 - a pattern is read as one line
"""From words to cells, rows and blocks: pure geometry, the same for text and for OCR.

Words are first laid upright (a page may be turned, a scan askew); their own boxes stay as the page shows them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from writdesk.documents.reading.places import Block, Cell, Page, Row, Source, Word

# A gap wider than this part of a line's height separates two cells.
_CELL_GAP = 0.85
# Recognised words have higher boxes, and the places of their ends are less exact.
_CELL_GAP_SEEN = 0.6
# Blocks end where the way to the next line is longer than this part of a line's height.
_BLOCK_GAP = 0.62
_WIDEST_GAP = 1.3
_SAME_ROW = 0.5
_LIKE_HEIGHT = 1.7


@dataclass(frozen=True, slots=True)
class _Laid:
    word: Word
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return self.bottom - self.top


def rows_of(page: Page) -> tuple[Row, ...]:
    """The page's rows from top to bottom, each with its cells from left to right."""
    laid = sorted((_lay(word, page) for word in page.words if word.box), key=lambda each: each.middle)
    return tuple(
        Row(tuple(_cells(row)), page=page.number)
        for row in _in_rows([each for each in laid if each.height > 0])
    )


def _lay(word: Word, page: Page) -> _Laid:
    """The word on the upright page, in points (or dots)."""
    box, turn = word.box, page.turn % 360
    assert box is not None
    left, top, right, bottom = box.left, box.top, box.right, box.bottom
    wide, high = page.width, page.height
    if turn % 180:
        # Turned back by a quarter, anticlockwise.
        left, top, right, bottom = top, 1 - right, bottom, 1 - left
        wide, high = high, wide
    if turn >= 180:
        left, top, right, bottom = 1 - right, 1 - bottom, 1 - left, 1 - top
    lift = math.tan(page.skew) * ((left + right) / 2) * wide
    return _Laid(word, left * wide, top * high - lift, right * wide, bottom * high - lift)


def _in_rows(laid: Sequence[_Laid]) -> list[list[_Laid]]:
    rows: list[list[_Laid]] = []
    for each in laid:
        row = next((row for row in reversed(rows[-4:]) if _is_in_row(each, row)), None)
        if row is None:
            rows.append([each])
        else:
            row.append(each)
    rows.sort(key=lambda row: median(each.middle for each in row))
    return rows


def _is_in_row(each: _Laid, row: Sequence[_Laid]) -> bool:
    """Whether the word's middle lies on the row, as its nearest words have it."""
    near = min(row, key=lambda other: abs(other.left - each.left))
    shared = min(near.bottom, each.bottom) - max(near.top, each.top)
    return shared > _SAME_ROW * min(near.height, each.height) and not _overlaps_across(each, near)


def _overlaps_across(one: _Laid, other: _Laid) -> bool:
    shared = min(one.right, other.right) - max(one.left, other.left)
    return shared > 0.5 * min(one.right - one.left, other.right - other.left)


def _cells(row: list[_Laid]) -> Iterable[Cell]:
    row.sort(key=lambda each: each.left)
    group = [row[0]]
    for each in row[1:]:
        height = max(min(group[-1].height, each.height), 1e-6)
        if each.left - max(other.right for other in group) > _gap(each.word) * height:
            yield _cell(group)
            group = []
        group.append(each)
    yield _cell(group)


def _gap(word: Word) -> float:
    return _CELL_GAP_SEEN if word.source is Source.OCR else _CELL_GAP


def _cell(group: Sequence[_Laid]) -> Cell:
    return Cell(
        tuple(each.word for each in group),
        min(each.left for each in group),
        min(each.top for each in group),
        max(each.right for each in group),
        max(each.bottom for each in group),
    )


@dataclass(slots=True)
class _Growing:
    rows: list[list[Cell]]

    @property
    def last(self) -> list[Cell]:
        return self.rows[-1]

    @property
    def bottom(self) -> float:
        return max(cell.bottom for cell in self.last)


def blocks_of(rows: Sequence[Row]) -> tuple[Block, ...]:
    """The rows' cells put together to blocks, in the order of their beginnings."""
    reach = _reach(rows)
    done: list[_Growing] = []
    growing: list[_Growing] = []
    for row in rows:
        reached = row.cells[0].top
        growing = [block for block in growing if reached - block.bottom < 3 * block.last[0].height]
        taken: dict[int, list[Cell]] = {}
        for cell in row.cells:
            block = _block_above(cell, growing, reach)
            if block is None:
                block = _Growing([])
                done.append(block)
                growing.append(block)
            taken.setdefault(id(block), []).append(cell)
            if len(taken[id(block)]) == 1:
                block.rows.append(taken[id(block)])
    number = rows[0].page if rows else None
    return tuple(Block(tuple(Row(tuple(cells), page=number) for cells in block.rows)) for block in done)


def _reach(rows: Sequence[Row]) -> float:
    """How far the next line of a block may be, in parts of a line's height: widely set pages have wider gaps."""
    gaps = sorted(
        (under.cells[0].top - above.cells[0].bottom) / max(under.cells[0].height, 1e-6)
        for above, under in pairwise(rows)
        if abs(above.cells[0].left - under.cells[0].left) < 3 * under.cells[0].height
    )
    usual = gaps[len(gaps) // 4] if len(gaps) > 7 else 0.0
    return max(_BLOCK_GAP, min(1.3 * usual, _WIDEST_GAP))


def _block_above(cell: Cell, growing: Sequence[_Growing], reach: float) -> _Growing | None:
    """The one block whose last line this cell continues. Where two would do, a new block begins."""
    fits = [block for block in growing if block.rows and _continues(cell, block, reach)]
    return fits[0] if len(fits) == 1 else None


def _continues(cell: Cell, block: _Growing, reach: float) -> bool:
    last = block.last
    if last[-1].right <= cell.left and abs(last[-1].top - cell.top) < 0.5 * cell.height:
        # A second piece of the same line: only where the line above spans both.
        return len(block.rows) > 1 and _spans(block.rows[-2], cell) and _spans(block.rows[-2], last[0])
    height = max(min(cell.height, last[0].height), 1e-6)
    if max(cell.height, last[0].height) > _LIKE_HEIGHT * height:
        return False
    gap = cell.top - block.bottom
    return gap < reach * height and _shares(cell, last)


def _spans(row: Sequence[Cell], cell: Cell) -> bool:
    return row[0].left <= cell.left + cell.height and row[-1].right >= cell.right - cell.height


def _shares(cell: Cell, row: Sequence[Cell]) -> bool:
    left, right = row[0].left, row[-1].right
    shared = min(right, cell.right) - max(left, cell.left)
    return shared > 0.3 * min(right - left, cell.right - cell.left) or abs(left - cell.left) < cell.height
