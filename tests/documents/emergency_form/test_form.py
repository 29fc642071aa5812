"""The form asks all that its guideline asks, and looks the same however often it is made."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

import pikepdf
import pytest
from tests.documents.emergency_form.filling import fields_of

from writdesk.core.conditions import CONDITIONS
from writdesk.core.guideline import Basis, Guideline
from writdesk.core.request import Kind
from writdesk.core.request_document import REQUEST
from writdesk.documents import inspect
from writdesk.documents.emergency_form.asked import form_of
from writdesk.documents.emergency_form.field import Shape
from writdesk.documents.emergency_form.pdf import make_pdf
from writdesk.documents.emergency_form.stamp import STAMP_ID
from writdesk.documents.emergency_form.word import make_docx
from writdesk.documents.errors import NoEmergencyForm
from writdesk.guidelines import catalogue

GUIDELINES = tuple(guideline for guideline in catalogue().all())
each_guideline = pytest.mark.parametrize("guideline", GUIDELINES, ids=lambda guideline: guideline.name)


@each_guideline
def test_every_sentence_that_the_guideline_has_on_emergencies_stands_on_the_form(
    guideline: Guideline,
) -> None:
    said = form_of(guideline).sentences
    asked = {
        provision.text
        for provision in guideline.provisions
        if Kind.EMERGENCY in provision.applies_to and provision.basis is Basis.TEXT
    }
    assert asked <= said


@each_guideline
def test_every_fact_about_content_that_the_guideline_looks_at_has_a_blank(guideline: Guideline) -> None:
    from writdesk.documents.emergency_form.asked import _SENDING, fact_of

    blanks = {fact_of(blank.id) for blank in form_of(guideline).blanks}
    facts = {
        CONDITIONS[provision.condition].fact
        for provision in guideline.provisions
        if Kind.EMERGENCY in provision.applies_to and provision.basis is Basis.TEXT
    }
    assert {fact for fact in facts if not fact.startswith("attested.")} - set(_SENDING) <= blanks


@each_guideline
def test_blanks_are_named_by_their_path_in_the_request(guideline: Guideline) -> None:
    own = {"letterhead", "signature", "signed_by", "officer.extension", "documents.dated"}
    schema = REQUEST.schema()
    for blank in form_of(guideline).blanks:
        if blank.id in own or blank.id.startswith(("accounts.", "data.")):
            continue
        place = schema
        for part in blank.id.split("."):
            assert part in place["properties"], blank.id
            place = place["properties"][part]


@each_guideline
def test_harms_and_categories_are_the_guidelines_own(guideline: Guideline) -> None:
    blanks = {blank.id: blank for blank in form_of(guideline).blanks}
    harms = [option.value for option in blanks["emergency.harm"].options]
    assert harms == [*guideline.emergency.harms, "other"]
    assert {name for name in blanks if name.endswith(".asked")} == {
        f"data.{category.id}.asked" for category in guideline.categories
    }


def test_a_guideline_that_takes_no_emergencies_has_no_form_and_says_so() -> None:
    without = replace(GUIDELINES[0], request_types=(Kind.LEGAL,))
    with pytest.raises(NoEmergencyForm, match="takes no emergency requests"):
        form_of(without)


@each_guideline
def test_the_same_form_has_the_same_bytes(guideline: Guideline) -> None:
    form = form_of(guideline)
    assert make_pdf(form) == make_pdf(form)
    assert make_docx(form) == make_docx(form)


@each_guideline
def test_the_pdf_has_a_field_for_every_blank_on_its_page_and_in_reach_of_readers(
    guideline: Guideline,
) -> None:
    form = form_of(guideline)
    with pikepdf.open(BytesIO(make_pdf(form))) as document:
        fields = fields_of(document)
        assert set(fields) == {blank.id for blank in form.blanks} | {STAMP_ID}
        assert all(str(field.TU) for field in fields.values())
        assert document.Root.AcroForm.NeedAppearances is True
        assert "/JavaScript" not in document.Root.get("/Names", {})
        assert str(document.Root.Lang) == guideline.language
        assert all(page.obj.Tabs == pikepdf.Name.S for page in document.pages)
        _every_widget_lies_on_its_page_and_is_tagged(document)


def _every_widget_lies_on_its_page_and_is_tagged(document: pikepdf.Pdf) -> None:
    tree = document.Root.StructTreeRoot
    numbers = list(tree.ParentTree.Nums)
    tags = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    for page in document.pages:
        _, _, wide, high = (float(edge) for edge in page.mediabox)
        for widget in page.obj.Annots:
            left, bottom, right, top = (float(edge) for edge in widget.Rect)
            assert 0 <= left <= right <= wide
            assert 0 <= bottom <= top <= high
            if int(widget.F) & 2:
                continue
            tag = tags[int(widget.StructParent)]
            assert pikepdf.Name.Form == tag.S
            assert tag.K.Obj.objgen == widget.objgen


def test_no_two_fields_of_a_page_lie_over_each_other() -> None:
    with pikepdf.open(BytesIO(make_pdf(form_of(catalogue().get("tiktok-inc"))))) as document:
        for page in document.pages:
            boxes = [[float(edge) for edge in widget.Rect] for widget in page.obj.Annots]
            for place, (left, bottom, right, top) in enumerate(boxes):
                for other in boxes[place + 1 :]:
                    assert other[2] <= left or other[0] >= right or other[3] <= bottom or other[1] >= top


@pytest.mark.parametrize(("guideline", "size"), [("tiktok-inc", (612, 792)), ("tiktok-pte", (595, 842))])
def test_the_paper_is_that_of_the_providers_country(guideline: str, size: tuple[int, int]) -> None:
    with pikepdf.open(BytesIO(make_pdf(form_of(catalogue().get(guideline))))) as document:
        _, _, wide, high = (round(float(edge)) for edge in document.pages[0].mediabox)
        assert (wide, high) == size


@each_guideline
def test_the_word_document_has_a_control_for_every_blank_but_the_signature(guideline: Guideline) -> None:
    form = form_of(guideline)
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    with zipfile.ZipFile(BytesIO(make_docx(form))) as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml"))
    tags = [each.attrib[f"{word}val"] for each in body.iter(f"{word}tag")]
    assert sorted(tags) == sorted(blank.id for blank in form.blanks if blank.shape is not Shape.SIGNATURE)
    numbers = [each.attrib[f"{word}val"] for each in body.iter(f"{word}id")]
    assert len(set(numbers)) == len(numbers)


@each_guideline
def test_the_desk_takes_its_own_forms_in_without_a_fault(guideline: Guideline) -> None:
    form = form_of(guideline)
    for name, content in (("form.pdf", make_pdf(form)), ("form.docx", make_docx(form))):
        inspection = inspect(BytesIO(content), name=name)
        assert inspection.is_accepted
        assert not inspection.notes
