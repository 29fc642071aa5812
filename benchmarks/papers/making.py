"""Make the papers: PDF by typst, DOCX and mail by hand, and the faxes of what is PDF."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import pypdfium2 as pdfium
import typst

from benchmarks.papers.fax import STANDARD_TIFF, fax, quality_for
from benchmarks.papers.truth import HERE, Paper

SLOT = re.compile(r"\{\{(.+?)\}\}")
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>'
)
RELATIONS = (
    f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}" Target="word/document.xml"/></Relationships>'
)


@dataclass(frozen=True, kw_only=True)
class Made:
    """A file of the set: which paper it is, whether it is degraded, and where it lies."""

    paper: Paper
    is_degraded: bool
    path: Path


def make_all(papers: list[Paper], folder: Path) -> Iterator[Made]:
    """Every paper as text, and every second file a fax of what can be faxed."""
    for paper in papers:
        text = make(paper)
        suffix = {".typ": ".pdf", ".eml": ".eml", ".txt": ".docx"}[paper.layout.suffix]
        yield Made(paper=paper, is_degraded=False, path=_kept(folder / f"{paper.name}{suffix}", text))
        if not paper.has_fax:
            continue
        quality = quality_for(text, paper.number)
        path = folder / f"{paper.name}_fax{quality.suffix}"
        yield Made(paper=paper, is_degraded=True, path=_kept(path, fax(text, paper.name, quality)))
        if paper.number % 8 == 3:
            path = folder / f"{paper.name}_coarse.tif"
            sent = fax(text, f"{paper.name} coarse", STANDARD_TIFF)
            yield Made(paper=paper, is_degraded=True, path=_kept(path, sent))


def make(paper: Paper) -> bytes:
    """The paper with its text; the same bytes each time."""
    if paper.layout.suffix == ".typ":
        return _pdf(paper)
    filled = SLOT.sub(lambda slot: paper.words[slot[1]], paper.layout.read_text(encoding="utf-8"))
    return filled.replace("\n", "\r\n").encode() if paper.layout.suffix == ".eml" else docx(filled)


def _pdf(paper: Paper) -> bytes:
    told = {"words": json.dumps(paper.words)}
    made: bytes = typst.compile(str(paper.layout), root=str(HERE), sys_inputs=told, timestamp=0)
    if not paper.turned:
        return made
    document = pdfium.PdfDocument(made)
    for page, degrees in paper.turned.items():
        document[page - 1].set_rotation(degrees)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def docx(text: str) -> bytes:
    """A word processor's file of lines: ``# `` is a heading, ``a | b`` a row of a table."""
    body, rows = [], []
    for line in [*text.splitlines(), ""]:
        if " | " in line:
            rows.append("".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in line.split(" | ")))
            continue
        if rows:
            body.append("<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>")
            rows = []
        body.append(_paragraph(line.removeprefix("# "), is_heading=line.startswith("# ")))
    document = f'<w:document xmlns:w="{WORD}"><w:body>{"".join(body)}</w:body></w:document>'
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        parts = {"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/document.xml": document}
        for name, xml in parts.items():
            package.writestr(zipfile.ZipInfo(name), f'<?xml version="1.0" encoding="UTF-8"?>{xml}')
    return written.getvalue()


def _paragraph(text: str, *, is_heading: bool = False) -> str:
    bold = '<w:rPr><w:b/><w:sz w:val="28"/></w:rPr>' if is_heading else ""
    return f'<w:p><w:r>{bold}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _kept(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
