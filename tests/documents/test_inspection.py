"""What a file is, and the sentence for each that cannot come in."""

import hashlib
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from tests.documents.making import archive_of, docx, pdf, picture

from writdesk.documents import Inspection, Limits, inspect
from writdesk.documents.sentences import FAULTS, NOTES, PUBLIC_CODES


def looked_at(content: bytes, name: str = "", **limits: int) -> Inspection:
    return inspect(BytesIO(content), name=name, limits=Limits(**limits))


def codes(inspection: Inspection) -> list[str]:
    return [fault.code for fault in inspection.faults]


def noted(inspection: Inspection) -> list[str]:
    return [note.code for note in inspection.notes]


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("content", "name", "media_type", "pages"),
    [
        (pdf(3), "Subpoena.PDF", "application/pdf", 3),
        (b"\r\n" + pdf(1), "scan.pdf", "application/pdf", 1),
        (picture("PNG"), "a.png", "image/png", 1),
        (picture("JPEG"), "a.jpeg", "image/jpeg", 1),
        (picture("TIFF"), "a.tif", "image/tiff", 1),
        (picture("TIFF", pages=4), "fax.tiff", "image/tiff", 4),
        (docx(), "letter.docx", WORD, None),
        ("Grüße\r\n\f".encode(), "a.txt", "text/plain", None),
        (b"\xef\xbb\xbfwith a mark", "a.txt", "text/plain", None),
        (b"BMW of the account holder", "a.txt", "text/plain", None),
        (pdf(1), "Order No. 5", "application/pdf", 1),
    ],
)
def test_every_accepted_kind_comes_in(content: bytes, name: str, media_type: str, pages: int | None) -> None:
    inspection = looked_at(content, name)
    assert inspection.faults == ()
    assert inspection.is_accepted
    assert (inspection.media_type, inspection.pages) == (media_type, pages)
    assert inspection.size == len(content)
    assert inspection.sha256 == hashlib.sha256(content).hexdigest()


def test_an_empty_file_is_named_so() -> None:
    assert codes(looked_at(b"", "a.pdf")) == ["empty"]


def test_a_file_over_the_limit_is_hashed_and_refused_with_the_limit() -> None:
    content = bytes(3 << 20)
    inspection = looked_at(content, "a.pdf", size=2 << 20)
    assert codes(inspection) == ["too_large"]
    assert "2 MiB" in inspection.faults[0].message
    assert (inspection.size, inspection.sha256) == (3 << 20, hashlib.sha256(content).hexdigest())


def test_a_file_of_exactly_the_limit_comes_in() -> None:
    assert codes(looked_at(b"x" * 100, "a.txt", size=100)) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Office file"),
        (b"{\\rtf1 hello}", "rich text"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "web page"),
        (b"  \n<svg onload='x'/>", "SVG"),
        (b"MZ\x90\x00\x03", "Windows program"),
        (archive_of({"a.pdf": b"x"}), "ZIP archive"),
        (archive_of({"[Content_Types].xml": b"x", "xl/workbook.xml": b"x"}), "Excel"),
        ("Grüße".encode("latin-1"), "another encoding"),
        ("\ufeffhello".encode("utf-16-le"), "UTF-16"),
        (b"a\x00b", "do not know"),
    ],
)
def test_a_wrong_type_is_named_beside_those_that_are_accepted(content: bytes, words: str) -> None:
    inspection = looked_at(content)
    assert codes(inspection) == ["wrong_type"]
    assert words in inspection.faults[0].message
    assert "PDF, PNG, JPEG, TIFF, Word (.docx) and plain text" in inspection.faults[0].message


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (pdf(), "order.pdf.exe"),
        (pdf(), "order.exe\u200b"),
        (pdf(), "order.exe. "),
        (pdf(), "order.docx"),
        (b"print(1)", "order.js"),
        (b"hello", "order.pdf"),
        (picture("PNG"), "order.jpg"),
    ],
)
def test_an_extension_that_says_something_else_than_the_content_is_refused(content: bytes, name: str) -> None:
    inspection = looked_at(content, name)
    assert codes(inspection) == ["wrong_type"]
    assert "its content is" in inspection.faults[0].message


def test_a_pdf_with_a_password_says_what_to_do() -> None:
    content = pdf(encryption=pikepdf.Encryption(user="secret", owner="other", R=6))
    inspection = looked_at(content, "a.pdf")
    assert codes(inspection) == ["encrypted_pdf"]
    assert inspection.faults[0].message == (
        "This PDF is protected by a password. Save it without one and upload it again."
    )


@pytest.mark.parametrize("revision", [3, 4, 6])
def test_a_pdf_that_only_restricts_printing_comes_in_with_a_note(revision: int) -> None:
    encryption = pikepdf.Encryption(
        user="", owner="other", R=revision, aes=revision > 3, metadata=revision > 3
    )
    inspection = looked_at(pdf(2, encryption=encryption), "a.pdf")
    assert (codes(inspection), inspection.pages) == ([], 2)
    assert "owner_password" in noted(inspection)
    assert "repaired" not in noted(inspection)


@pytest.mark.parametrize("content", [pdf()[:200], b"%PDF-1.7\n", b"%PDF-1.7\n" + bytes(5000), pdf(3)[:-200]])
def test_a_pdf_that_was_cut_off_is_broken(content: bytes) -> None:
    inspection = looked_at(content, "a.pdf")
    assert codes(inspection) == ["broken_pdf"]
    assert (
        "print it to a new PDF" in inspection.faults[0].message or "no pages" in inspection.faults[0].message
    )


def test_a_pdf_without_pages_is_broken() -> None:
    with pikepdf.new() as document:
        sink = BytesIO()
        document.save(sink)
    inspection = looked_at(sink.getvalue(), "a.pdf")
    assert codes(inspection) == ["broken_pdf"]
    assert "no pages" in inspection.faults[0].message


def test_too_many_pages_are_counted() -> None:
    inspection = looked_at(pdf(12), "a.pdf", pages=10)
    assert codes(inspection) == ["too_many_pages"]
    assert "12 pages; 10 are accepted" in inspection.faults[0].message
    assert codes(looked_at(picture("TIFF", pages=5), "a.tif", pages=4)) == ["too_many_pages"]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_a_picture_that_was_cut_off_or_is_too_large_is_refused(kind: str) -> None:
    content = picture(kind)
    name = f"a.{kind.lower()}"
    assert codes(looked_at(content[:60] if kind == "PNG" else content[:20], name)) == ["broken_image"]
    too_large = looked_at(content, name, pixels=1_000)
    assert codes(too_large) == ["too_complex"]
    assert "more than 1,000 dots" in too_large.faults[0].message


def test_a_tiff_whose_directories_go_round_in_a_circle_is_broken() -> None:
    content = bytearray(picture("TIFF"))
    at = int.from_bytes(content[4:8], "little")
    entries = int.from_bytes(content[at : at + 2], "little")
    end = at + 2 + 12 * entries
    content[end : end + 4] = at.to_bytes(4, "little")
    assert codes(looked_at(bytes(content), "a.tif")) == ["broken_image"]


def test_every_code_has_a_sentence_that_ends_like_one() -> None:
    assert all(sentence.endswith(".") for sentence in (*FAULTS.values(), *NOTES.values()))
    assert set(PUBLIC_CODES) <= set(FAULTS)


def test_every_code_is_in_the_docs() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "uploads.md").read_text()
    codes_in_use = {PUBLIC_CODES.get(code, code) for code in FAULTS} | set(NOTES)
    assert [code for code in sorted(codes_in_use) if f"| `{code}` |" not in page] == []
