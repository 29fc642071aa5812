"""Fills in forms as people's programs do: in a PDF's fields, and in a Word document's controls."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import pikepdf

from writdesk.documents.emergency_form.field import EmergencyForm, Shape

Value = str | None


def filled_pdf(
    content: bytes, values: Mapping[str, Value], *, encode: Callable[[str], Any] = pikepdf.String
) -> bytes:
    """The PDF with these values; ``encode`` says how a text is written."""
    with pikepdf.open(BytesIO(content)) as document:
        for name, value in values.items():
            if value is not None:
                _fill_field(fields_of(document)[name], value, encode)
        return saved(document)


def _fill_field(field: Any, value: str, encode: Callable[[str], Any]) -> None:
    if pikepdf.Name.Btn != field.FT:
        field.V = encode(value)
        return
    field.V = pikepdf.Name(f"/{value}")
    for button in field.get("/Kids", [field]):
        is_on = f"/{value}" in button.AP.N
        button.AS = pikepdf.Name(f"/{value}") if is_on else pikepdf.Name.Off


def fields_of(document: pikepdf.Pdf) -> dict[str, Any]:
    """Every field with a value of its own, by its whole name."""
    found: dict[str, Any] = {}

    def walk(kids: Any, path: str) -> None:
        for kid in kids:
            name = f"{path}.{kid.T}".lstrip(".")
            if "/Kids" in kid and "/T" in kid.Kids[0]:
                walk(kid.Kids, name)
            else:
                found[name] = kid

    walk(document.Root.AcroForm.Fields, "")
    return found


def saved(document: pikepdf.Pdf) -> bytes:
    """The bytes of a document."""
    sink = BytesIO()
    document.save(sink)
    return sink.getvalue()


def filled_docx(
    content: bytes, values: Mapping[str, Value], form: EmergencyForm, *, style: str = "one_run"
) -> bytes:
    """The Word document with these values, as Word writes them; ``style`` says in which of its ways."""
    labels = {blank.id: {option.value: option.label for option in blank.options} for blank in form.blanks}
    ticks = {blank.id for blank in form.blanks if blank.shape is Shape.TICK}

    def fill(xml: str) -> str:
        for name, value in values.items():
            if value is not None:
                shown = labels[name].get(value, value)
                xml = _filled_control(xml, name, shown, is_tick=name in ticks, style=style)
        return xml

    return changed_docx(content, fill)


def changed_docx(content: bytes, change: Callable[[str], str]) -> bytes:
    """The Word document with its body changed."""
    sink = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = old.read(name).decode()
            new.writestr(name, change(body) if name == "word/document.xml" else body)
    return sink.getvalue()


def _filled_control(xml: str, name: str, value: str, *, is_tick: bool, style: str) -> str:
    head = rf'<w:tag w:val="{re.escape(name)}"/>(?:(?!</w:sdtPr>).)*</w:sdtPr><w:sdtContent>'
    pattern = re.compile(f"({head})(.*?)(</w:sdtContent>)", re.DOTALL)
    found = pattern.search(xml)
    assert found, name
    opening = found[1].replace("<w:showingPlcHdr/>", "")
    if is_tick:
        opening = opening.replace('<w14:checked w14:val="0"/>', '<w14:checked w14:val="1"/>')
        words = "<w:r><w:t>☒</w:t></w:r>"
    else:
        words = _runs(value, style)
    return xml[: found.start()] + opening + words + found[3] + xml[found.end() :]


def _runs(value: str, style: str) -> str:
    """As Word writes text: one run, or split at every few letters as after spelling and corrections."""
    pieces = [value] if style == "one_run" else [value[at : at + 3] for at in range(0, len(value), 3)]
    return "".join(
        f"<w:r><w:rPr><w:noProof/></w:rPr>{_words(piece)}</w:r><w:proofErr w:type='spellEnd'/>"
        for piece in pieces
    )


def _words(piece: str) -> str:
    parts = re.split(r"([\n\t])", piece)
    signs = {"\n": "<w:br/>", "\t": "<w:tab/>"}
    return "".join(
        signs.get(part) or f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in parts if part
    )
