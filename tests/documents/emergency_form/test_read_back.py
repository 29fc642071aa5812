"""What is filled in comes back without loss; what is no form of the desk's stays none."""

from __future__ import annotations

import codecs
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.documents.emergency_form.filling import changed_docx, fields_of, filled_docx, filled_pdf, saved

from writdesk.core.guideline import Guideline
from writdesk.core.request_document import parse_request
from writdesk.documents import render_page
from writdesk.documents.confined.form_fields import pdf_fields
from writdesk.documents.confined.word_fields import docx_fields
from writdesk.documents.emergency_form.asked import form_of
from writdesk.documents.emergency_form.field import EmergencyForm, Shape
from writdesk.documents.emergency_form.pdf import make_pdf
from writdesk.documents.emergency_form.read_back import FilledForm, read_emergency_form
from writdesk.documents.emergency_form.stamp import STAMP_ID
from writdesk.documents.emergency_form.word import make_docx
from writdesk.documents.media_types import DOCX, PDF
from writdesk.documents.reading.as_request import request_of
from writdesk.documents.reading.files import read_file
from writdesk.guidelines import catalogue

GUIDELINES = tuple(catalogue().all())
each_guideline = pytest.mark.parametrize("guideline", GUIDELINES, ids=lambda guideline: guideline.name)
TEXTS = (
    "Straße, Ærø, naïve, “quoted”",
    "الشخص في خطر الآن",
    "孩子有生命危险。今すぐ。위험",
    "first line\nsecond line\n\nfourth line",
    "a\ttab and <angle> & ampersand",
    "x" * 4000,
    "👩‍👧 emoji, and a smile 🙂",
    "  spaces before and after  ",
)


@cache
def _form(name: str) -> EmergencyForm:
    return form_of(catalogue().get(name))


@cache
def _pdf(name: str) -> bytes:
    return make_pdf(_form(name))


@cache
def _docx(name: str) -> bytes:
    return make_docx(_form(name))


def _everything(form: EmergencyForm) -> dict[str, str | None]:
    """Something in every blank: each text in turn, the last of each choice, every tick."""
    values: dict[str, str | None] = {}
    for place, blank in enumerate(form.blanks):
        if blank.shape is Shape.SIGNATURE:
            continue
        if blank.options:
            values[blank.id] = blank.options[-1].value
        elif blank.shape is Shape.TICK:
            values[blank.id] = "yes"
        elif blank.shape is Shape.DATE:
            values[blank.id] = "2026-11-23"
        else:
            values[blank.id] = TEXTS[place % len(TEXTS)]
    return values


def _read(content: bytes, media_type: str) -> FilledForm:
    filled = read_emergency_form(content, media_type)
    assert filled is not None
    return filled


@each_guideline
def test_every_blank_of_a_filled_in_pdf_comes_back(guideline: Guideline) -> None:
    values = _everything(_form(guideline.name))
    filled = _read(filled_pdf(_pdf(guideline.name), values), PDF)
    assert filled.guideline == guideline.name
    assert filled.values == values
    assert all(filled.places[name].page and filled.places[name].box for name in values)


@each_guideline
@pytest.mark.parametrize("style", ["one_run", "split_runs"])
def test_every_blank_of_a_filled_in_word_document_comes_back(guideline: Guideline, style: str) -> None:
    values = _everything(_form(guideline.name))
    content = filled_docx(_docx(guideline.name), values, _form(guideline.name), style=style)
    filled = _read(content, DOCX)
    assert filled.guideline == guideline.name
    assert filled.values == values
    assert all(filled.places[name].line for name in values)


@each_guideline
@pytest.mark.parametrize("media_type", [PDF, DOCX])
def test_an_empty_form_is_empty(guideline: Guideline, media_type: str) -> None:
    content = _pdf(guideline.name) if media_type == PDF else _docx(guideline.name)
    filled = _read(content, media_type)
    assert not filled.is_filled
    assert set(filled.values.values()) == {None}


_WRITABLE = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029")
_TEXT = st.text(st.one_of(_WRITABLE, st.sampled_from("\n\t")), min_size=1, max_size=400)


@given(text=_TEXT.filter(str.strip))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_comes_back_from_both(text: str) -> None:
    values = {"emergency.nature": text}
    pdf = pdf_fields(filled_pdf(_pdf("tiktok-inc"), values))
    docx = docx_fields(filled_docx(_docx("tiktok-inc"), values, _form("tiktok-inc"), style="split_runs"))
    assert _value(pdf) == text
    assert _value(docx) == text


def _value(fields: Any) -> str | None:
    return next(field["value"] for field in fields if field["id"] == "emergency.nature")


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: pikepdf.String(codecs.BOM_UTF16_BE + text.encode("utf-16-be")),
        lambda text: pikepdf.String(codecs.BOM_UTF16_LE + text.encode("utf-16-le")),
        lambda text: pikepdf.String(codecs.BOM_UTF8 + text.encode()),
    ],
    ids=["utf-16", "utf-16 the other way round", "utf-8"],
)
def test_the_encodings_of_other_viewers_are_read(encode: Any) -> None:
    content = filled_pdf(_pdf("tiktok-inc"), {"officer.name": "Zoë 王"}, encode=encode)
    assert _read(content, PDF).values["officer.name"] == "Zoë 王"


def test_a_value_kept_as_a_stream_is_read() -> None:
    with pikepdf.open(BytesIO(_pdf("tiktok-inc"))) as document:
        stream = document.make_stream(codecs.BOM_UTF16_BE + "Zoë".encode("utf-16-be"))
        fields_of(document)["officer.name"].V = stream
        content = saved(document)
    assert _read(content, PDF).values["officer.name"] == "Zoë"


def test_the_line_breaks_of_other_viewers_are_one_kind() -> None:
    content = filled_pdf(_pdf("tiktok-inc"), {"emergency.nature": "one\r\ntwo\rthree"})
    assert _read(content, PDF).values["emergency.nature"] == "one\ntwo\nthree"


def test_a_pdf_saved_on_top_of_itself_says_what_was_written_last() -> None:
    from pyhanko.pdf_utils.generic import pdf_name, pdf_string
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    before = filled_pdf(_pdf("tiktok-inc"), {"officer.name": "Before"})
    writer = IncrementalPdfFileWriter(BytesIO(before))
    for parent in writer.root["/AcroForm"]["/Fields"]:
        node = parent.get_object()
        if node["/T"] == "officer":
            name = next(kid for kid in node["/Kids"] if kid.get_object()["/T"] == "name")
            name.get_object()[pdf_name("/V")] = pdf_string("After")
            writer.mark_update(name)
    sink = BytesIO()
    writer.write(sink)
    assert sink.getvalue().startswith(before)
    assert _read(sink.getvalue(), PDF).values["officer.name"] == "After"


def test_a_flattened_form_is_left_to_the_general_reader() -> None:
    with pikepdf.open(BytesIO(_pdf("tiktok-inc"))) as document:
        del document.Root.AcroForm
        for page in document.pages:
            del page.obj["/Annots"]
        content = saved(document)
    assert read_emergency_form(content, PDF) is None


def test_a_foreign_form_is_no_form() -> None:
    with pikepdf.new() as document:
        document.add_blank_page()
        field = document.make_indirect(pikepdf.Dictionary(T="officer.name", FT=pikepdf.Name.Tx, V="x"))
        document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))
        content = saved(document)
    assert read_emergency_form(content, PDF) is None


def _with(change: Any) -> bytes:
    with pikepdf.open(BytesIO(_pdf("tiktok-inc"))) as document:
        change(document, fields_of(document))
        return saved(document)


def _rename(document: pikepdf.Pdf, fields: dict[str, Any]) -> None:
    fields["officer.name"].T = pikepdf.String("nickname")


def _double(document: pikepdf.Pdf, fields: dict[str, Any]) -> None:
    fields["officer.badge_number"].T = pikepdf.String("name")


def _choose_another(document: pikepdf.Pdf, fields: dict[str, Any]) -> None:
    fields["emergency.harm"].V = pikepdf.Name("/boredom")


def _other_rules(document: pikepdf.Pdf, fields: dict[str, Any]) -> None:
    document.Root.AcroForm["/XFA"] = pikepdf.String("<xdp/>")


@pytest.mark.parametrize("change", [_rename, _double, _choose_another, _other_rules])
def test_a_form_that_was_changed_into_something_else_is_no_form(change: Any) -> None:
    assert read_emergency_form(_with(change), PDF) is None


def test_a_control_twice_in_a_word_document_is_no_form() -> None:
    content = changed_docx(
        _docx("tiktok-inc"), lambda xml: xml.replace('"officer.badge_number"', '"officer.name"')
    )
    assert read_emergency_form(content, DOCX) is None


def test_what_word_marks_as_deleted_is_not_read() -> None:
    values = {"officer.name": "Dana"}
    content = changed_docx(
        filled_docx(_docx("tiktok-inc"), values, _form("tiktok-inc")),
        lambda xml: xml.replace(
            ">Dana</w:t></w:r>", '>Dana</w:t></w:r><w:del w:id="1"><w:r><w:t>Nobody</w:t></w:r></w:del>'
        ),
    )
    assert _read(content, DOCX).values["officer.name"] == "Dana"


def test_a_form_of_a_guideline_that_the_desk_does_not_have_is_known_and_not_read() -> None:
    def restamp(document: pikepdf.Pdf, fields: dict[str, Any]) -> None:
        fields[STAMP_ID].V = pikepdf.String("emergency-form/1 elsewhere@2031-01-01")

    filled = _read(_with(restamp), PDF)
    assert (filled.guideline, filled.form, filled.values) == ("elsewhere@2031-01-01", None, {})


def test_the_general_reader_gives_the_form_as_facts_with_their_places_and_as_a_request() -> None:
    form = _form("tiktok-inc")
    values = {
        "agency.name": "Harbor County Sheriff’s Office",
        "agency.jurisdiction": "US",
        "officer.phone": "+1 217 555 0142",
        "officer.extension": "12",
        "accounts.0.username": "@lina_w",
        "accounts.1.username": "other_one",
        "emergency.harm": "imminent_harm_to_child",
        "emergency.nature": "She went with him.\nNobody knows where.",
        "data.log_data.asked": "yes",
        "data.log_data.from": "2026-11-22",
        "officer.is_sworn": "yes",
    }
    for name, content in (
        ("form.pdf", filled_pdf(_pdf("tiktok-inc"), values)),
        ("form.docx", filled_docx(_docx("tiktok-inc"), values, form)),
    ):
        found = read_file(content, name=name)
        facts = {(fact.name, fact.value) for fact in found.facts}
        assert ("kind", "emergency") in facts
        assert ("officer_phone", "+12175550142;ext=12") in facts
        assert ("identifier.username", "lina_w") in facts
        assert ("date_range", "2026-11-22/") in facts
        assert all(fact.provenance.page or fact.provenance.line for fact in found.facts)
        request = parse_request(request_of(found, received_at=_noon()))
        assert request.emergency is not None
        assert request.emergency.nature == values["emergency.nature"]
        assert request.emergency.harm == "imminent_harm_to_child"
        assert request.officer.is_sworn is True
        assert [account.identifiers[0].value for account in request.accounts] == ["@lina_w", "other_one"]
        assert any(warning.code == "emergency_form" for warning in found.documents[0].warnings)


def test_staff_see_what_was_filled_in_on_the_pages_picture() -> None:
    from PIL import Image, ImageChops

    name = {"officer.name": "Dana Ruiz", "emergency.nature": "She went with him.\nNobody knows where."}
    filled = filled_pdf(_pdf("tiktok-inc"), name)
    for number, blank in ((1, "officer.name"), (2, "emergency.nature")):
        pictures = [
            Image.open(BytesIO(render_page(BytesIO(content), number, 900))).convert("L")
            for content in (_pdf("tiktok-inc"), filled)
        ]
        box = _read(filled, PDF).places[blank].box
        assert box
        seen = ImageChops.difference(*pictures).point(lambda dot: 255 if dot > 60 else 0).getbbox()
        assert seen
        assert box.left - 0.01 <= seen[0] / pictures[0].width <= box.right
        assert box.top - 0.01 <= seen[1] / pictures[0].height <= box.bottom


def _noon() -> Any:
    from datetime import UTC, datetime

    return datetime(2026, 11, 23, 12, tzinfo=UTC)
