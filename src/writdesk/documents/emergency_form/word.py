"""The form as a Word document: content controls whose tags are the paths of the blanks."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.sax.saxutils import quoteattr

from writdesk.documents.emergency_form import word_parts as word
from writdesk.documents.emergency_form.field import Blank, EmergencyForm, Need, Row, Section, Sentence, Shape
from writdesk.documents.emergency_form.layout import TITLE, is_on_letter_paper
from writdesk.documents.emergency_form.stamp import STAMP_ID, stamp_of

# Twentieths of a point.
_LETTER, _A4 = (12240, 15840), (11906, 16838)
_MARGIN, _BESIDE = 1020, 2900
_ACROSS = 3
_LINE = 250
# Zip knows no earlier day; the file says nothing of when it was asked for.
_DAY = (1980, 1, 1, 0, 0, 0)
_NEEDS = {Need.ASKED: "  asked for", Need.IF_ANY: "  if any", Need.HELPS: ""}
_TICK = (
    '<w14:checkbox><w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
    '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
)
_BOX = (
    '<w:r><w:rPr><w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic" w:eastAsia="MS Gothic"/></w:rPr>'
    "<w:t>\u2610</w:t></w:r>"
)
_DATE = (
    '<w:date><w:dateFormat w:val="yyyy-MM-dd"/><w:lid w:val="en-US"/><w:storeMappedDataAs w:val="date"/>'
    '<w:calendar w:val="gregorian"/></w:date>'
)


def make_docx(form: EmergencyForm) -> bytes:
    """The DOCX; the same bytes for the same form."""
    maker = _Maker(form)
    title = f"{TITLE}, {form.provider}"
    parts = {
        "[Content_Types].xml": word.CONTENT_TYPES,
        "_rels/.rels": word.RELATIONSHIPS,
        "word/document.xml": word.part("document", f"<w:body>{''.join(maker.body())}</w:body>"),
        "word/styles.xml": word.styles(form.language),
        "word/settings.xml": word.SETTINGS,
        "word/footer1.xml": word.part("ftr", maker.footer()),
        "word/_rels/document.xml.rels": word.DOCUMENT_RELATIONSHIPS,
        "docProps/core.xml": word.core_properties(
            title, form.provider, form.since.isoformat(), form.language
        ),
    }
    sink = BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for name, content in parts.items():
            member = zipfile.ZipInfo(name, _DAY)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, content.encode())
    return sink.getvalue()


class _Maker:
    """Makes one document; numbers its controls."""

    def __init__(self, form: EmergencyForm) -> None:
        self._form = form
        self._paper = _LETTER if is_on_letter_paper(form) else _A4
        self._width = self._paper[0] - 2 * _MARGIN
        self._number = 1000

    def body(self) -> Iterator[str]:
        """From the letterhead to the signature."""
        first, *others = self._form.sections
        letterhead, *rows = first.rows
        yield self._letterhead(letterhead.blanks[0])
        yield word.paragraph("Title", word.run(TITLE))
        yield word.paragraph("Subtitle", word.run(f"to {self._form.provider}"))
        yield word.paragraph("Heading1", word.run("How to send this form"))
        for advice in self._form.advice:
            yield self._advised(advice.text, advice.sentence)
        for sentence in letterhead.sentences:
            yield self._advised("Put it on the letterhead of your agency.", sentence)
        yield from self._section(1, first, rows)
        for place, section in enumerate(others, 2):
            yield from self._section(place, section, list(section.rows))
        yield self._end()

    def _end(self) -> str:
        wide, high = self._paper
        edges = " ".join(f'w:{side}="{_MARGIN}"' for side in ("top", "right", "bottom", "left"))
        return (
            '<w:sectPr><w:footerReference w:type="default" r:id="rId3"/>'
            f'<w:pgSz w:w="{wide}" w:h="{high}"/>'
            f'<w:pgMar {edges} w:header="600" w:footer="500" w:gutter="0"/></w:sectPr>'
        )

    def footer(self) -> str:
        """Title, provider, the stamp, and the page's number."""
        stamp = self._control(
            STAMP_ID, "Which form this is", "<w:text/>", word.run(stamp_of(self._form.name)), is_empty=False
        ).replace("sdtLocked", "sdtContentLocked")
        numbers = "".join(
            f'<w:fldSimple w:instr=" {what} "><w:r><w:t>1</w:t></w:r></w:fldSimple>{then}'
            for what, then in (("PAGE", word.run(" of ")), ("NUMPAGES", ""))
        )
        head = word.run(f"{self._form.title}, {self._form.provider}, ")
        return word.paragraph("Footer", head, stamp, word.run(", page "), numbers)

    def _letterhead(self, blank: Blank) -> str:
        filled = self._control(blank.id, blank.label, '<w:text w:multiLine="1"/>', _prompt(blank.hint))
        return word.paragraph("Letterhead", filled, more=_tall(5) + '<w:jc w:val="center"/>')

    def _advised(self, text: str, sentence: Sentence | None) -> str:
        said = _said((sentence,)) if sentence else word.paragraph("Sentence")
        half = self._width // 2
        return (
            word.table(
                [half, self._width - half], [word.paragraph("Advice", word.run(text)), said], is_level=True
            )
            + _gap()
        )

    def _section(self, place: int, section: Section, rows: list[Row]) -> Iterator[str]:
        yield word.paragraph("Heading1", word.run(f"{place}. {section.title}"))
        if section.hint:
            yield word.paragraph("Hint", word.run(section.hint))
        for row in rows:
            yield from self._row(row)

    def _row(self, row: Row) -> Iterator[str]:
        if row.is_wide and row.sentences:
            yield _said(row.sentences)
        if row.title:
            yield word.paragraph("Heading2", word.run(row.title))
        width = self._width if row.is_wide else self._width - _BESIDE
        shares = [1] * _ACROSS if row.is_wide else [blank.width for blank in row.blanks]
        widths = [width * share // sum(shares) for share in shares][: len(row.blanks)]
        cells = [self._blank(blank) for blank in row.blanks]
        if not row.is_wide:
            widths.append(_BESIDE)
            cells.append(_said(row.sentences) if row.sentences else word.paragraph("Sentence"))
        is_level = len({blank.shape for blank in row.blanks}) == 1
        yield word.table(widths, cells, is_level=is_level) + _gap()

    def _blank(self, blank: Blank) -> str:
        need = word.run(_NEEDS[blank.need], "PlaceholderText") if blank.need is not Need.HELPS else ""
        if blank.shape is Shape.TICK:
            box = self._control(blank.id, blank.label, _TICK, _BOX, is_empty=False)
            return word.paragraph("Tick", box, word.run(f"  {blank.label}"), need)
        label = word.paragraph("Label", word.run(blank.label), need)
        if blank.shape is Shape.SIGNATURE:
            return label + word.paragraph("Blank", more=_tall(3))
        kind, prompt = _kind_of(blank)
        filled = self._control(blank.id, blank.label, kind, _prompt(prompt))
        return label + word.paragraph("Blank", filled)

    def _control(self, tag: str, name: str, kind: str, content: str, *, is_empty: bool = True) -> str:
        self._number += 1
        return word.control(
            tag=tag, name=name, number=self._number, kind=kind, content=content, is_empty=is_empty
        )


def _kind_of(blank: Blank) -> tuple[str, str]:
    """What kind of control it is, and what it says while it is empty."""
    if blank.options:
        items = "".join(
            f"<w:listItem w:displayText={quoteattr(each.label)} w:value={quoteattr(each.value)}/>"
            for each in blank.options
        )
        return f"<w:dropDownList>{items}</w:dropDownList>", "Choose"
    if blank.shape is Shape.DATE:
        return _DATE, blank.hint
    if blank.shape is Shape.LONG:
        return '<w:text w:multiLine="1"/>', blank.hint or "Write here; the space grows"
    return "<w:text/>", blank.hint or "Write here"


def _prompt(words: str) -> str:
    return word.run(words, "PlaceholderText")


def _tall(lines: int) -> str:
    """At least so many lines high."""
    return f'<w:spacing w:line="{lines * _LINE}" w:lineRule="atLeast"/>'


def _said(sentences: tuple[Sentence, ...]) -> str:
    return "".join(word.paragraph("Sentence", word.run(f"“{sentence.text}”")) for sentence in sentences)


def _gap() -> str:
    """Two tables that touch would be one."""
    return word.paragraph("Gap")
