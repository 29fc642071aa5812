"""What a document would do if one let it: reported, not refused."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from tests.documents.making import docx, pdf, saved
from tests.documents.test_inspection import codes, looked_at, noted


def action(kind: str, **more: object) -> Dictionary:
    return Dictionary(S=Name(f"/{kind}"), **more)


@pytest.mark.parametrize(
    ("catalog", "note"),
    [
        ({"OpenAction": action("JavaScript", JS=String("app.alert(1)"))}, "scripts"),
        ({"OpenAction": action("Launch", F=String("calc.exe"))}, "launch_action"),
        ({"OpenAction": action("URI", URI=String("https://agency.example/"))}, "external_reference"),
        ({"OpenAction": action("GoToR", F=String("other.pdf"))}, "external_reference"),
        ({"OpenAction": action("SubmitForm", F=String("https://agency.example/"))}, "submit_action"),
        ({"AA": Dictionary(WC=action("Named", N=Name("/Print")))}, "automatic_action"),
        ({"AcroForm": Dictionary(XFA=Array([]), Fields=Array([]))}, "xfa_form"),
        ({"Extra": Array([Array([Dictionary(Subtype=Name("/RichMedia"))])])}, "rich_media"),
    ],
)
def test_what_a_pdf_would_do_is_noted_and_it_comes_in(catalog: dict[str, object], note: str) -> None:
    inspection = looked_at(pdf(**catalog), "a.pdf")
    assert codes(inspection) == []
    assert note in noted(inspection)


def test_a_script_under_a_disguised_name_is_noted() -> None:
    content = pdf(OpenAction=action("JavaScript", JS=String("x")))
    disguised = content.replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS", b"/#4aS")
    assert disguised != content
    assert "scripts" in noted(looked_at(disguised, "a.pdf"))


def test_a_sentence_about_scripts_is_no_script() -> None:
    assert noted(looked_at(pdf(Extra=String("a ) ( \\ /JavaScript /Launch ) b")), "a.pdf")) == []


def test_a_plain_pdf_has_no_notes() -> None:
    assert noted(looked_at(pdf(2), "a.pdf")) == []


def test_a_file_embedded_in_a_pdf_is_noted() -> None:
    with pikepdf.new() as document:
        document.add_blank_page()
        document.attachments["list.txt"] = b"accounts"
        content = saved(document)
    assert "embedded_files" in noted(looked_at(content, "a.pdf"))


def test_macros_embedded_files_and_remote_templates_of_a_word_document_are_noted() -> None:
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" Target="https://agency.example/t" TargetMode="External"/></Relationships>'
    )
    content = docx(
        {
            "word/vbaProject.bin": b"macro",
            "word/embeddings/sheet.bin": b"sheet",
            "word/_rels/settings.xml.rels": relations,
        }
    )
    inspection = looked_at(content, "a.docx")
    assert codes(inspection) == []
    assert noted(inspection) == ["embedded_files", "external_reference", "macros"]


def test_an_unusual_ending_is_noted() -> None:
    assert noted(looked_at(pdf(), "order.final")) == ["unusual_extension"]
