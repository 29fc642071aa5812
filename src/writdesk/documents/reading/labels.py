"""Labelled values: "Case No. 24-1", a label's cell with its value to the right or beneath, a form's rows.

One table says which labels there are; a label also ends the value of the one before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from writdesk.documents.reading.fact import Fact, Provenance
from writdesk.documents.reading.label_table import LABELS
from writdesk.documents.reading.paper import HARD_TO_READ, Mark, Paper, is_doubtful, tidy
from writdesk.documents.reading.places import Cell, Row

MOST_MORE = 12
# A label may be numbered or bulleted: "3.", "(a)", "•".
_BULLET = r"(?:[•·▪■□☐☒☑*\-–—]\s*|\(?(?:\d{1,2}|[a-zA-Z])[.)]\s+|Item\s+\d+[.:]?\s+)?"
_SEPARATOR = re.compile(
    r"\s*(?:\([^()]{1,40}\)\s*)?\*?\s*(?:[:：;](?!\S//)|[#№]|\.{3,}|_{3,}|[–—-](?=\s)|=)\s*:?\s*"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of one row with its words' marks."""

    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A label and what stands beside or beneath it. ``more`` are the lines that go on from the first."""

    key: str
    label: str
    first: Line
    more: tuple[Line, ...] = ()

    @property
    def value(self) -> str:
        """The first line."""
        return self.first.text

    @property
    def whole(self) -> str:
        """All lines."""
        return "\n".join(line.text for line in (self.first, *self.more))

    def fact(self, paper: Paper, name: str, value: str, as_written: str = "", *, lines: int = 1) -> Fact:
        """The field as a fact with this value; ``lines`` of it count for the place."""
        taken = (self.first, *self.more)[:lines]
        marks = [mark for line in taken for mark in line.marks]
        if as_written and lines == 1:
            wanted = set(re.findall(r"\w+", as_written))
            marks = [mark for mark in marks if wanted & set(re.findall(r"\w+", mark.word.text))] or marks
        found = Fact(
            name=name,
            value=value,
            as_written=as_written or tidy("\n".join(line.text for line in taken)),
            provenance=paper.where(marks) if marks else Provenance(document=paper.document),
            because=f"the label “{self.label}”",
        )
        return found.offered(HARD_TO_READ) if is_doubtful(marks) else found


@dataclass(frozen=True, slots=True)
class _Match:
    key: str
    label: str
    start: int
    end: int
    has_separator: bool


@cache
def _pattern() -> re.Pattern[str]:
    parts = "|".join(f"(?P<{key}>{pattern})" for key, pattern in LABELS)
    return re.compile(rf"(?<![\w@./’'-])(?:{parts})(?:(?<=\?)|(?![\w@’']))", re.IGNORECASE)


def _is_strong(key: str, hit: re.Match[str], text: str) -> bool:
    """Whether a label without a colon is one: "Case No. 5", "Docket 5"."""
    rest = text[hit.end() :]
    if hit.group().endswith("?"):
        return True
    is_number = bool(_STRONG.search(hit.group())) and bool(_BEGINS_VALUE.match(rest))
    return is_number or (key.startswith("case_") and bool(re.match(r"\s+\S*\d", rest)))


_STRONG = re.compile(r"(?:no|nos|number|num|nr|ref)\.?$|[#№]$|numbers?$", re.IGNORECASE)
_BEGINS_VALUE = re.compile(r"[\s.]*[A-Z0-9#(+@]")


def matches_in(text: str) -> list[_Match]:
    """The labels in one cell's text."""
    found = []
    for hit in _pattern().finditer(text):
        key, before = str(hit.lastgroup), text[: hit.start()]
        begins = re.fullmatch(_BULLET, before.strip() + (" " if before.strip() else "")) is not None
        # "1. IN THE MATTER OF (Case No.)": a form's explanation of its own title.
        begins = begins or (before.endswith("(") and text[hit.end() :].lstrip(" .").startswith(")"))
        separator = _SEPARATOR.match(text, hit.end())
        if separator and not begins and not re.search(r"[:：#№]", separator.group()):
            separator = None
        # A semicolon is a colon that recognition misread, but not within a list of things.
        if separator and ";" in separator.group() and key in {"video_url", "data", "username", "email"}:
            separator = None
        is_all = not text[hit.end() :].strip(" :.,#*)?")
        if separator or (begins and (is_all or _is_strong(key, hit, text))):
            end = separator.end() if separator else hit.end()
            found.append(_Match(key, hit.group(), hit.start(), end, bool(separator)))
    return found


def fields_of(paper: Paper) -> tuple[Field, ...]:
    """All labelled values of a paper, read once."""
    labelled = [[matches_in(cell.text) for cell in row.cells] for row in paper.rows]
    found = [
        field for number in range(len(paper.rows)) for field in _in_folded_label(paper.rows, labelled, number)
    ]
    for number, row in enumerate(paper.rows):
        is_head = len(row.cells) > 2 and sum(map(bool, labelled[number])) > 1
        for place, cell in enumerate(row.cells):
            for order, match in enumerate(labelled[number][place]):
                following = labelled[number][place][order + 1 :]
                until = following[0].start if following else len(cell.text)
                at = _At(number, place, is_head)
                found += _field(paper.rows, labelled, at, match, until)
    return tuple(found)


def _in_folded_label(rows: Sequence[Row], labelled: list[list[list[_Match]]], number: int) -> Iterator[Field]:
    """A label that takes two or three lines of its column; the lines are not labels by themselves then."""
    if len(rows[number].cells) < 2 or _is_whole(labelled[number][0], rows[number].cells[0].text):
        return
    cell = rows[number].cells[0]
    text, last, taken = cell.text, cell, []
    for distance, row in enumerate(rows[number + 1 : number + 4], 1):
        under = row.cells[0]
        if row.page != rows[number].page or abs(under.left - cell.left) > cell.height:
            return
        if _is_far(under, last, 0.5):
            return
        text, last = f"{text} {under.text}", under
        taken.append(number + distance)
        matches = matches_in(text)
        if matches and _is_whole(matches[:1], text) and matches[0].end > len(text) - len(under.text):
            labelled[number][0] = []
            for each in taken:
                labelled[each][0] = []
            right = rows[number].cells[1]
            more = tuple(_beneath(rows, labelled, number, right, left_limit=cell.left, folds=distance))
            yield Field(
                matches[0].key, matches[0].label, _line(rows[number], right, 0, len(right.text)), more
            )
            return


def _is_whole(matches: Sequence[_Match], text: str) -> bool:
    """Whether a label and its marks are all that a text holds."""
    return bool(matches) and not text[matches[0].end :].strip(" :.,#*)?")


@dataclass(frozen=True, slots=True)
class _At:
    row: int
    place: int
    is_head: bool


def _field(
    rows: Sequence[Row],
    labelled: list[list[list[_Match]]],
    at: _At,
    match: _Match,
    until: int,
) -> Iterator[Field]:
    number, place = at.row, at.place
    row, cell = rows[number], rows[number].cells[place]
    beside = _line(row, cell, match.end, until)
    is_last = until == len(cell.text)
    if beside.text.strip(" .:_-*)?"):
        runs_on = is_last and place == len(row.cells) - 1
        wrapped = tuple(_wrapped(rows, labelled, number, cell)) if runs_on else ()
        yield Field(match.key, match.label, beside, wrapped)
        return
    if not is_last:
        return
    if place + 1 < len(row.cells) and not labelled[number][place + 1] and not at.is_head:
        right = row.cells[place + 1]
        more = tuple(_beneath(rows, labelled, number, right, left_limit=cell.left))
        rest = row.cells[place + 2 :]
        first = _line(row, right, 0, len(right.text))
        if rest and not any(labelled[number][place + 2 :]):
            for each in rest:
                piece = _line(row, each, 0, len(each.text))
                first = Line(f"{first.text}  {piece.text}", first.marks + piece.marks)
        yield Field(match.key, match.label, first, more)
        yield from _heads_column(rows, labelled, at, match)
        return
    if place == 0 and not at.is_head and _is_empty_row(rows, labelled, number, cell):
        return
    reach = 2.6 if at.is_head else 0.75
    lines = tuple(_beneath(rows, labelled, number, cell, left_limit=None, reach=reach))
    if lines:
        yield Field(match.key, match.label, lines[0], lines[1:])


def _heads_column(
    rows: Sequence[Row], labelled: list[list[list[_Match]]], at: _At, match: _Match
) -> Iterator[Field]:
    """A column beside the text has its values beneath its headings."""
    cell = rows[at.row].cells[at.place]
    if match.has_separator or _is_far(_first_beneath(rows, at.row, cell), cell, 1.4):
        return
    lines = tuple(_beneath(rows, labelled, at.row, cell, left_limit=None, reach=0.6))
    if lines:
        yield Field(match.key, match.label, lines[0], lines[1:])


def _first_beneath(rows: Sequence[Row], number: int, above: Cell) -> Cell:
    """The first cell beneath another; itself where there is none."""
    for row in rows[number + 1 : number + 4]:
        under = _cell_under(row, above)
        if under is not None:
            return under
    return above


def _line(row: Row, cell: Cell, start: int, end: int) -> Line:
    text, marks, at = cell.text, [], 0
    for word in cell.words:
        if at + len(word.text) > start and at < end:
            marks.append(Mark(at, at + len(word.text), word, row.page, row.line))
        at += len(word.text) + 1
    return Line(text[start:end].strip(" \t;,|"), tuple(marks))


def _beneath(
    rows: Sequence[Row],
    labelled: list[list[list[_Match]]],
    number: int,
    above: Cell,
    *,
    left_limit: float | None,
    reach: float = 0.75,
    folds: int = 0,
) -> Iterator[Line]:
    """The lines under a cell, as long as they follow closely and carry no label."""
    last, page = above, rows[number].page
    # The place directly beneath a label may be a line's height away: forms write on a rule.
    first = max(reach, 1.4 if left_limit is None else 0.75)
    for distance, row in enumerate(rows[number + 1 : number + 1 + MOST_MORE * 2], 1):
        at = number + distance
        if row.page != page:
            return
        under = _cell_under(row, last)
        if under is not None and left_limit is not None and under.left < above.left - 1.5 * above.height:
            return
        if under is None:
            if _is_far(row.cells[0], last, first):
                return
            continue
        place = row.cells.index(under)
        if _is_far(under, last, first) or labelled[at][place]:
            return
        if left_limit is not None and distance > folds and _begins_row(row, under):
            return
        yield _line(row, under, 0, len(under.text))
        last, first = under, reach


def _begins_row(row: Row, under: Cell) -> bool:
    """Whether another label stands in the column of labels: a form's next row."""
    before = [cell for cell in row.cells if cell.right < under.left - 0.3 * under.height]
    return bool(before) and not before[0].text[:1].islower()


def _is_empty_row(rows: Sequence[Row], labelled: list[list[list[_Match]]], number: int, cell: Cell) -> bool:
    """Whether this is a form whose values stand to the right, and this one was left empty."""
    for other in range(number - 1, max(-1, number - 5), -1):
        row = rows[other]
        if row.page != rows[number].page:
            return False
        if abs(row.cells[0].left - cell.left) < cell.height and labelled[other][0]:
            return len(row.cells) > 1 and not labelled[other][1]
    return False


def _wrapped(
    rows: Sequence[Row], labelled: list[list[list[_Match]]], number: int, cell: Cell
) -> Iterator[Line]:
    """The lines that a labelled line runs on into: indented like its value, or like itself."""
    last = cell
    for distance, row in enumerate(rows[number + 1 : number + 1 + MOST_MORE], 1):
        at = number + distance
        if row.page != rows[number].page or len(row.cells) != 1:
            return
        under = row.cells[0]
        if _is_far(under, last, 0.62) or matches_in(under.text) or labelled[at][0]:
            return
        if under.left < cell.left - under.height or under.left > cell.right:
            return
        yield _line(row, under, 0, len(under.text))
        last = under


def _cell_under(row: Row, above: Cell) -> Cell | None:
    slack = max(above.height, 1.0)
    for cell in row.cells:
        shared = min(cell.right, above.right) - max(cell.left, above.left)
        if abs(cell.left - above.left) < 1.5 * slack or shared > 0.6 * min(
            cell.right - cell.left, above.right - above.left
        ):
            return cell
    return None


def _is_far(cell: Cell, last: Cell, reach: float) -> bool:
    return cell.top - last.bottom > reach * max(1e-6, min(cell.height, last.height))
