# ruff: noqa: E501 - a pattern is read as one line
"""A document's text as the grammar reads it: one long string with a way back to each word's place.

Blocks are set apart by a sign that no pattern crosses by accident (``BREAK`` is no white space).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from writdesk.documents.reading.fact import Fact, Provenance
from writdesk.documents.reading.layout import blocks_of, rows_of
from writdesk.documents.reading.places import Block, Box, Cell, Page, Row, Source, Word

BREAK = "\ue000"
# Below this the recognition of a word is a guess.
SURE_ENOUGH = 0.80
HARD_TO_READ = "its picture is hard to read"
# Of longer passages so much may be guessed.
_MOST_DOUBTFUL = 0.3
_FAX_HEADER = re.compile(
    r"\bP(?:AGE|\.)?\s?\d{1,3}\s?(?:/|of)\s?\d{1,3}\s*$|\bFAX\b.*\bTO\b|\bFROM\s*:.*\bTO\s*:", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text and the word it came from."""

    start: int
    end: int
    word: Word
    page: int | None
    line: int | None


@dataclass(frozen=True)
class Flow:
    """Text with marks."""

    text: str
    marks: tuple[Mark, ...]

    @cached_property
    def starts(self) -> list[int]:
        """Where each mark begins."""
        return [mark.start for mark in self.marks]

    def marks_in(self, start: int, end: int) -> Sequence[Mark]:
        """The marks that a stretch of the text touches."""
        first = max(0, bisect_right(self.starts, start) - 1)
        found = []
        for mark in self.marks[first:]:
            if mark.start >= end:
                break
            if mark.end > start:
                found.append(mark)
        return found


@dataclass(frozen=True)
class Paper:
    """One document: its rows (for labels), its flow (for sentences), and what it is."""

    document: str
    rows: tuple[Row, ...]
    blocks: tuple[Block, ...]
    is_mail: bool = False
    cues: frozenset[str] = field(default=frozenset())

    @cached_property
    def flow(self) -> Flow:
        """The text block by block."""
        return _flow(self.blocks)

    @cached_property
    def by_rows(self) -> Flow:
        """The text row by row, across columns."""
        return _flow(Block((row,)) for row in self.rows)

    @property
    def text(self) -> str:
        """The flow's text."""
        return self.flow.text

    def where(self, marks: Sequence[Mark]) -> Provenance:
        """The place of these marks: on the first one's page."""
        if not marks:
            return Provenance(document=self.document)
        first = marks[0]
        boxes = [mark.word.box for mark in marks if mark.page == first.page and mark.word.box]
        box = Box.around(boxes) if boxes else None
        return Provenance(document=self.document, page=first.page, box=box, line=first.line)

    def fact(
        self, name: str, value: str, start: int, end: int, *, flow: Flow | None = None, because: str = ""
    ) -> Fact:
        """The fact that stands between two places of the text. It is certain where its words are."""
        flow = flow or self.flow
        marks = flow.marks_in(start, end)
        found = Fact(
            name=name,
            value=value,
            as_written=tidy(flow.text[start:end]),
            provenance=self.where(marks),
            because=because,
        )
        return found.offered(HARD_TO_READ) if is_doubtful(marks) else found


def is_doubtful(marks: Sequence[Mark]) -> bool:
    """Whether the recognition of one of these words is a guess."""
    doubtful = sum(mark.word.source is Source.OCR and mark.word.sure < SURE_ENOUGH for mark in marks)
    return doubtful > len(marks) * _MOST_DOUBTFUL if len(marks) > 3 else doubtful > 0


def tidy(text: str) -> str:
    """One line, single spaces.

    >>> tidy(" a \\n  b ")
    'a b'
    """
    return re.sub(rf"[\s{BREAK}]+", " ", text).strip()


def paper_of_pages(document: str, pages: Iterable[Page], *, is_mail: bool = False) -> Paper:
    """The paper of a document with pages."""
    rows: list[Row] = []
    blocks: list[Block] = []
    for page in pages:
        found = _without_fax_header(rows_of(page))
        rows += found
        blocks += blocks_of(found)
    return Paper(document, tuple(rows), tuple(blocks), is_mail=is_mail)


def _without_fax_header(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """What a fax machine prints across the top is no part of the paper."""
    if rows and rows[0].cells:
        text = " ".join(cell.text for cell in rows[0].cells)
        box = rows[0].cells[0].words[0].box
        if box and box.top < 0.05 and _FAX_HEADER.search(text) and re.search(r"\d{1,2}:\d{2}", text):
            return rows[1:]
    return rows


def paper_of_lines(document: str, lines: Iterable[str], *, is_mail: bool = False) -> Paper:
    """The paper of plain text: a line is a row, a tab or a wide gap separates cells, an empty line blocks."""
    rows: list[Row] = []
    blocks: list[Block] = []
    block: list[Row] = []
    for number, line in enumerate(lines, 1):
        cells = text_cells(line, number)
        if cells:
            row = Row(cells, line=number)
            rows.append(row)
            block.append(row)
        elif block:
            blocks.append(Block(tuple(block)))
            block = []
    if block:
        blocks.append(Block(tuple(block)))
    return Paper(document, tuple(rows), tuple(blocks), is_mail=is_mail)


def text_cells(line: str, number: int) -> tuple[Cell, ...]:
    """A line of plain text as cells: two spaces and more separate them. A line is one high, a sign half wide."""
    cells = []
    top = number * 1.2
    for piece in re.finditer(r"\S+(?: \S+)*", line.replace("\u00a0", " ").rstrip()):
        words = tuple(Word(text) for text in piece.group().split(" "))
        cells.append(Cell(words, piece.start() / 2, top, piece.end() / 2, top + 1))
    return tuple(cells)


def _flow(blocks: Iterable[Block]) -> Flow:
    text: list[str] = []
    marks: list[Mark] = []
    length = 0
    before = ""
    for block in blocks:
        if length:
            joint = " \n" if _runs_on(before, block) else f"\n{BREAK}\n"
            text.append(joint)
            length += len(joint)
        for number, row in enumerate(block.rows):
            joint = "\n" if number else ""
            if number and row.cells and _is_divided(text[-1], row.cells[0].text):
                joint = ""
                if not _KEEPS_HYPHEN.search(text[-1]):
                    text[-1], length = text[-1][:-1], length - 1
                    marks[-1] = replace(marks[-1], end=marks[-1].end - 1)
            for cell in row.cells:
                text.append(joint)
                length += len(joint)
                joint = "\t"
                for place, word in enumerate(cell.words):
                    space = " " if place else ""
                    text.append(space + word.text)
                    start = length + len(space)
                    length = start + len(word.text)
                    marks.append(Mark(start, length, word, row.page, row.line))
        before = block.rows[-1].cells[-1].text if block.rows else ""
    return Flow("".join(text), tuple(marks))


# Words that are written with a hyphen wherever they stand.
_KEEPS_HYPHEN = re.compile(
    r"(?:^|\W)(?:co|non|e|pre|re|post|self|sub|anti|multi|log|call|cross|ex|vice)-$|@\S*-$|/\S*-$",
    re.IGNORECASE,
)


def _is_divided(before: str, after: str) -> bool:
    """Whether a line's end divides a word."""
    return bool(re.search(r"[^\W\d_]{2,}-$", before)) and after[:1].islower()


def _runs_on(before: str, block: Block) -> bool:
    """Whether a sentence goes on in the next block (at a page's end, say)."""
    beginning = block.rows[0].cells[0].text
    is_open = bool(before) and before[-1] not in '.:;!?)”"' and len(before) > 40
    return is_open and beginning[:1].islower() and len(beginning) > 20
