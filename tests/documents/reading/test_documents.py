# ruff: noqa: E501 - papers and patterns keep their lines
"""Documents of every kind read through the confined processes, and hostile ones named."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from tests.corpora import CORPORA
from tests.documents import making

from writdesk.demo.papers import make_paper
from writdesk.documents.reading.documents import DocumentReading, read_document
from writdesk.documents.reading.limits import ReadingLimits
from writdesk.documents.reading.signatures import SignatureVerdict, read_signatures
from writdesk.production.off_loop import off_loop

PAPER: dict[str, Any] = {
    "agency": "Harbor County Police Department",
    "agency_address": "12 Quay Street, Harbor, CA 90000",
    "court": "United States District Court for the District of Harbor",
    "case_number": "24-cr-00123-ABC",
    "addressed_to": "Clipstream Inc.",
    "returnable_on": "February 3, 2026",
    "offence": "Wire fraud",
    "statute": "18 U.S.C. § 1343",
    "data": ["Subscriber name", "IP logs from 1 January 2026 to 31 March 2026"],
    "account": "@sunny.dunes",
    "relationship": "The account was used.",
    "issued_on": "January 5, 2026",
    "clerk": "Anna Bell",
    "officer": "Detective Sam Ruiz",
    "badge": "Badge 4471",
    "email": "s.ruiz@harborpd.example",
    "phone": "+1 415 555 0132 ext. 12",
}


@pytest.fixture(scope="module")
def subpoena() -> bytes:
    return make_paper("subpoena", PAPER)


def certain(read: DocumentReading) -> dict[str, str]:
    assert read.reading is not None
    return {fact.name: fact.value for fact in read.reading.facts if fact.is_certain}


def codes(read: DocumentReading) -> set[str]:
    return {warning.code for warning in read.warnings}


def test_a_pdfs_facts_stand_on_a_page_in_a_box(subpoena: bytes) -> None:
    read = read_document(subpoena, name="subpoena.pdf")
    assert read.reading is not None
    for fact in read.reading.facts:
        assert fact.provenance.page == 1
        assert fact.provenance.box is not None
        assert 0 <= fact.provenance.box.left < fact.provenance.box.right <= 1
    assert certain(read)["case_number"] == "24-cr-00123-ABC"
    assert certain(read)["identifier.username"] == "sunny.dunes"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_reads_the_same(subpoena: bytes, turn: int) -> None:
    with pikepdf.open(BytesIO(subpoena)) as document:
        document.pages[0].obj["/Rotate"] = turn
        turned = making.saved(document)
    read = read_document(turned, name="turned.pdf")
    assert certain(read) == certain(read_document(subpoena, name="subpoena.pdf"))
    assert "turned" in codes(read)


def _with_words(content: bytes, drawing: bytes) -> bytes:
    """The first page with more drawn on it, in Helvetica as ``/Extra``."""
    with pikepdf.open(BytesIO(content)) as document:
        page = document.pages[0]
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.add_resource(font, pikepdf.Name.Font, pikepdf.Name("/Extra"))
        page.contents_add(b"q BT " + drawing + b" ET Q")
        return making.saved(document)


@pytest.mark.parametrize(
    ("drawing", "code"),
    [
        (b"/Extra 12 Tf 1 1 1 rg 72 40 Td (Case No. 99-999999) Tj", "hidden_white"),
        (b"/Extra 12 Tf 0 0 0 rg -400 40 Td (Case No. 99-999999) Tj", "hidden_off_page"),
        (b"/Extra 12 Tf 3 Tr 72 40 Td (Case No. 99-999999) Tj", "hidden_no_ink"),
    ],
)
def test_words_that_nobody_sees_are_reported_and_not_believed(
    subpoena: bytes, drawing: bytes, code: str
) -> None:
    read = read_document(_with_words(subpoena, drawing), name="hidden.pdf")
    (found,) = [warning for warning in read.warnings if warning.code == code]
    assert "99-999999" in found.detail
    assert found.page == 1
    assert certain(read)["case_number"] == "24-cr-00123-ABC"


def test_a_word_document_says_the_paragraph() -> None:
    document = (
        '<w:document xmlns:w="u"><w:body><w:p><w:r><w:t>Preservation request</w:t></w:r></w:p><w:tbl><w:tr>'
        "<w:tc><w:p><w:r><w:t>User name</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>@night.owl</w:t></w:r></w:p>"
        "</w:tc></w:tr></w:tbl><w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Case No. 9-99</w:t></w:r></w:p></w:body></w:document>"
    )
    read = read_document(making.docx(document=document.encode()), name="letter.docx")
    assert certain(read)["identifier.username"] == "night.owl"
    assert "hidden_in_word" in codes(read)
    assert "case_number" not in certain(read)


def test_a_scan_is_recognised_upright_and_upside_down(subpoena: bytes) -> None:
    import pypdfium2

    picture = pypdfium2.PdfDocument(subpoena)[0].render(scale=150 / 72, grayscale=True).to_pil()
    sink = BytesIO()
    picture.save(sink, "TIFF", save_all=True, append_images=[picture.rotate(180)], dpi=(150, 150))
    read = read_document(sink.getvalue(), name="fax.tif")
    assert read.pages == 2
    assert read.recognised == (1, 2)
    assert certain(read)["case_number"] == "24-cr-00123-ABC"
    assert read.paper is not None
    pages = {
        row.page for row in read.paper.rows if "YOU ARE COMMANDED" in " ".join(c.text for c in row.cells)
    }
    assert pages == {1, 2}


def test_pages_beyond_the_limit_are_named(subpoena: bytes) -> None:
    with pikepdf.open(BytesIO(subpoena)) as document:
        for _ in range(4):
            document.pages.append(document.pages[0])
        content = making.saved(document)
    read = read_document(content, name="long.pdf", limits=ReadingLimits(pages=2))
    assert read.pages == 5
    assert "pages_not_read" in codes(read)


def test_ten_thousand_words_are_read_in_time() -> None:
    lines = b"".join(b"1 0 0 1 20 %d Tm (%s) Tj " % (780 - row, b"word " * 25) for row in range(0, 760, 2))
    content = _with_words(making.pdf(), b"/Extra 1.8 Tf " + lines)
    read = read_document(content, name="words.pdf")
    assert read.reading is not None


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\nnothing",
        making.pdf_with_stream(making.bomb(1200 << 20), ["FlateDecode"]),
        making.docx(document=b"<w:document xmlns:w='u'>" + b"<w:p>" * 5000),
        b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
    ],
    ids=["broken", "bomb", "unclosed", "no picture"],
)
def test_a_document_that_cannot_be_read_is_named(content: bytes) -> None:
    read = read_document(content, name="document")
    assert read.reading is None
    assert "not_read" in codes(read)


def test_a_deeply_nested_word_document_is_read_or_named() -> None:
    document = b"<w:document xmlns:w='u'>" + b"<w:p>" * 3000 + b"</w:p>" * 3000 + b"</w:document>"
    assert read_document(making.docx(document=document), name="deep.docx") is not None


def test_a_huge_page_is_read() -> None:
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(14_400, 14_400))
        assert read_document(making.saved(document), name="huge.pdf").pages == 1


def test_a_file_saved_on_top_of_itself_is_reported(subpoena: bytes) -> None:
    again = subpoena + b"\nstartxref\n0\n%%EOF\n"
    read = read_document(again, name="again.pdf")
    assert "saved_again" in codes(read) or not read.reading


def test_an_archive_with_a_wrong_part_is_named() -> None:
    sink = BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr("[Content_Types].xml", "<a/>")
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    assert "not_read" in codes(read_document(sink.getvalue(), name="a.docx"))


VERDICTS = {
    "certified-with-indirect-refs-in-dir.pdf": "whole",
    "coverage-anomalies/base.pdf": "unreadable",
    "coverage-anomalies/one-byterange.pdf": "not_all_covered",
    "coverage-anomalies/signature-gap-too-big.pdf": "not_all_covered",
    "coverage-anomalies/tail-uncovered.pdf": "not_all_covered",
    "coverage-anomalies/weird-byterange.pdf": "not_all_covered",
    "ed448-disallowed-hash.pdf": "whole",
    "ed448-shake256-nolen.pdf": "whole",
    "extensions-direct.pdf": "filled_in_after whole",
    "extensions-indirect-not-all-paths.pdf": "changed_after whole",
    "extensions-indirect.pdf": "filled_in_after whole",
    "extensions-update-direct.pdf": "filled_in_after whole",
    "extensions-update-indirect.pdf": "filled_in_after whole",
    "form-update-ap-indirect-sneaky-trailer.pdf": "changed_after whole",
    "form-update-no-override-appearance-stream-ap-indirect-sneaky.pdf": "changed_after whole",
    "form-update-no-override-appearance-stream-ap-indirect.pdf": "filled_in_after whole",
    "form-update-original-ap-type-wrong.pdf": "filled_in_after whole",
    "form-update-override-appearance-stream-ap-indirect-sneaky.pdf": "changed_after whole",
    "form-update-override-appearance-stream-ap-indirect.pdf": "filled_in_after whole",
    "form-update-override-appearance-stream-sneaky.pdf": "changed_after whole",
    "form-update-override-appearance-stream.pdf": "filled_in_after whole",
    "minimal-signed-twice-both-created.pdf": "filled_in_after whole",
    "minimal-signed-twice-no-sig-type.pdf": "filled_in_after whole",
    "minimal-signed-twice-second-created.pdf": "filled_in_after whole",
    "minimal-two-fields-signed-twice.pdf": "filled_in_after whole",
    "pades-lta-dss-indirect-arrs-test-2.pdf": "filled_in_after filled_in_after filled_in_after",
    "pades-lta-dss-indirect-arrs-test.pdf": "filled_in_after filled_in_after",
    "pades-with-old-style-signing-cert-attr-issser.pdf": "whole",
    "pades-with-old-style-signing-cert-attr.pdf": "whole",
    "pdf-sig-with-econtent.pdf": "unreadable",
    "separate-annots-kids-indir.pdf": "filled_in_after whole",
    "sig-no-signed-attrs.pdf": "whole",
    "sig-with-ski-sid.pdf": "whole",
    "signed-encrypted-pubkey-with-catalog-ref.pdf": "unreadable",
}


@pytest.mark.corpora
def test_every_signed_file_of_the_corpus_has_the_verdict_that_is_written_down() -> None:
    folder = (CORPORA or Path("absent")) / "signed-pdf"
    if not folder.is_dir():
        pytest.skip("the corpus of signed files is not here")
    found = {}
    for path in sorted(folder.rglob("*.pdf")):
        signatures = read_signatures(path.read_bytes())
        if signatures:
            found[str(path.relative_to(folder))] = " ".join(str(each.verdict) for each in signatures)
    assert found == VERDICTS


def test_a_signature_is_trusted_only_by_the_operators_list() -> None:
    from writdesk.documents.confined.signed_sample import signed_sample

    content, root = off_loop(lambda: next(signed_sample()))
    (unlisted,) = read_signatures(content)
    (listed,) = read_signatures(content, roots=(root,))
    assert unlisted.is_trusted is None
    assert listed.verdict is SignatureVerdict.WHOLE
    assert listed.is_trusted


def test_a_byte_changed_in_what_was_signed_breaks_the_signature() -> None:
    from writdesk.documents.confined.signed_sample import signed_sample

    content, _ = off_loop(lambda: next(signed_sample()))
    place = content.index(b"/MediaBox")
    changed = content[:place] + content[place:].replace(b"612", b"613", 1)
    (signature,) = read_signatures(changed)
    assert signature.verdict is SignatureVerdict.BROKEN
    assert "Broken" in signature.summary
