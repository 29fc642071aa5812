"""The paper of a Word document: paragraphs one after the other, a table's cells beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from writdesk.documents.reading.paper import Paper, text_cells
from writdesk.documents.reading.places import Block, Cell, Row, Word

_COLUMN = 1000.0


def paper_of_docx(document: str, lines: Sequence[Mapping[str, Any]]) -> Paper:
    """Rows and blocks of a Word document; a row's ``line`` is the paragraph's number, from 1."""
    rows: list[Row] = []
    blocks: list[Block] = []
    numbered = list(enumerate(lines, 1))
    for place, group in groupby(
        numbered, key=lambda each: tuple(each[1]["cell"][:2]) if each[1]["cell"] else None
    ):
        members = list(group)
        if place is not None:
            found = list(_table_row(members))
            rows += found
            blocks += [Block(tuple(found))] if found else []
            continue
        for number, line in members:
            found = list(_paragraph(number, line["text"]))
            rows += found
            blocks += [Block(tuple(found))] if found else []
    return Paper(document, tuple(rows), tuple(blocks))


def _paragraph(number: int, text: str) -> Iterator[Row]:
    for line in text.split("\n"):
        cells = text_cells(line.replace("\t", "   "), number)
        if cells:
            yield Row(cells, line=number)


def _table_row(members: Sequence[tuple[int, Mapping[str, Any]]]) -> Iterator[Row]:
    """One row; a cell's further paragraphs stand beneath its first."""
    columns: dict[int, list[tuple[int, str]]] = {}
    for number, line in members:
        for text in line["text"].split("\n"):
            if text.strip():
                columns.setdefault(line["cell"][2], []).append((number, text))
    depth = max((len(lines) for lines in columns.values()), default=0)
    top = members[0][0] * 1.2
    for level in range(depth):
        cells, first = [], None
        for column, lines in sorted(columns.items()):
            if level < len(lines):
                number, text = lines[level]
                first = first or number
                words = tuple(Word(word) for word in text.split())
                cells.append(
                    Cell(
                        words,
                        column * _COLUMN,
                        top + level * 1.2,
                        column * _COLUMN + len(text),
                        top + level * 1.2 + 1,
                    )
                )
        if cells:
            yield Row(tuple(cells), line=first)
