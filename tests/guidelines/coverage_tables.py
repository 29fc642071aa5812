"""Reads `docs/coverage/*.md`: which provision or section carries each sentence of a source text.

A row is `| line | how the sentence begins | carried by | remark |`. What carries it is named as

    provision:username   an entry of [[provision]]; so too category:, process:, channel:, statement: …
    preservation.days    a key of a table
    heading              a heading; its words are the `section` of what stands under it
    furniture            navigation and the like around the text: no rule
    later:portability    carried by nothing yet; the remark says which part of the desk will
    lost:…               nothing to carry: the remark says what is lost

The heading above a table names the guideline of its rows: `## … (tiktok-pte@2020-08-13)`.
"""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLES = ROOT / "docs" / "coverage"

# A full stop behind these does not end a sentence.
_ABBREVIATION = re.compile(r"\b(?:Pte|Inc|U\.S|U\.S\.C|e\.g|P\.O)\.$")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“*\[(])")
_GUIDELINE = re.compile(r"\(`([a-z0-9-]+)@([0-9-]+)`\)")
_CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """One sentence of a source text, with the line where it stands."""

    line: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of a table: where the sentence stands, how it begins, what carries it."""

    line: int
    begins: str
    carriers: tuple[str, ...]
    remark: str
    guideline: str | None


def sentences_of(source: Path) -> list[Sentence]:
    """Every sentence, bullet and heading of a source text; lines without a word are none."""
    found = []
    for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), start=1):
        if re.search(r"\w", line):
            found += [Sentence(line=number, text=text) for text in _split(line.strip())]
    return found


def _split(paragraph: str) -> list[str]:
    parts: list[str] = []
    for piece in _SENTENCE_END.split(paragraph):
        if parts and (_ABBREVIATION.search(parts[-1]) or not re.search(r"[^\W\d]", parts[-1])):
            parts[-1] = f"{parts[-1]} {piece}"
        else:
            parts.append(piece)
    return parts


def plain(text: str) -> str:
    """The words alone: without links, marks of emphasis, list signs, cell bars and doubled spaces."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"[*_#\\`|<>•]", "", text)
    return re.sub(r"\s+", " ", text).strip(" -")


def rows_of(table: Path) -> list[Row]:
    """The rows of one coverage table, each with the guideline named above it."""
    rows: list[Row] = []
    guideline = None
    for line in table.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            named = _GUIDELINE.search(line)
            guideline = "@".join(named.groups()) if named else None
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == 4 and cells[0].isdigit():
            rows.append(_row(cells, guideline))
    return rows


def _row(cells: list[str], guideline: str | None) -> Row:
    return Row(
        line=int(cells[0]),
        begins=plain(cells[1].removesuffix("…")),
        carriers=tuple(_CODE.findall(cells[2])),
        remark=cells[3],
        guideline=guideline,
    )
