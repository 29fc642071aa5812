"""Small files that unfold to much: refused while they unfold, in little memory and time."""

import struct
import time
import zlib

import pytest
from tests.documents.making import DOCUMENT, archive_of, bomb, docx, pdf_with_stream
from tests.documents.test_inspection import codes, looked_at, noted

GIB_BOMB = bomb(1 << 30)


@pytest.mark.parametrize(
    ("packed", "filters"),
    [
        (GIB_BOMB, ["FlateDecode"]),
        (zlib.compress(GIB_BOMB), ["FlateDecode", "FlateDecode"]),
        (zlib.compress(zlib.compress(GIB_BOMB)), ["Fl", "Fl", "Fl"]),
    ],
)
def test_a_pdf_stream_that_unfolds_to_a_gigabyte_is_a_bomb(packed: bytes, filters: list[str]) -> None:
    started = time.monotonic()
    assert codes(looked_at(pdf_with_stream(packed, filters), "a.pdf")) == ["zip_bomb"]
    assert time.monotonic() - started < 5


def test_a_bomb_behind_a_rare_filter_is_refused() -> None:
    content = pdf_with_stream(GIB_BOMB.hex().encode() + b">", ["ASCIIHexDecode", "FlateDecode"])
    assert codes(looked_at(content, "a.pdf")) == ["zip_bomb"]


def test_a_pdf_whose_objects_lie_in_a_bomb_is_refused() -> None:
    packed = bomb(400 << 20)
    content = (
        b"%%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R>>endobj\n"
        b"4 0 obj<</Type/ObjStm/N 9/First 90/Filter/FlateDecode/Length %d>>stream\n"
        % len(packed)
        + packed
        + b"\nendstream endobj\ntrailer<</Root 1 0 R/Size 5>>\n%%EOF\n"
    )
    assert codes(looked_at(content, "a.pdf")) == ["zip_bomb"]


def test_a_blank_page_of_a_scanner_is_no_bomb() -> None:
    # 300 dpi, letter size, in colour: 25 MB that pack a thousandfold.
    content = pdf_with_stream(bomb(25 << 20), ["FlateDecode"])
    assert codes(looked_at(content, "a.pdf")) == []


def test_a_word_document_that_declares_too_much_is_a_bomb() -> None:
    content = docx({"word/media/image.bin": bytes(64 << 20)})
    assert len(content) < 100_000
    assert codes(looked_at(content, "a.docx")) == ["zip_bomb"]


def test_a_word_document_that_lies_about_its_sizes_is_refused() -> None:
    content = bytearray(docx({"word/media/image.bin": bytes(64 << 20)}))
    real = struct.pack("<I", 64 << 20)
    assert content.count(real) == 2
    assert codes(looked_at(bytes(content.replace(real, struct.pack("<I", 9))), "a.docx")) == ["broken_docx"]


def test_archives_in_archives_draw_on_one_budget() -> None:
    inner = archive_of({f"{number}.bin": bytes(20 << 20) for number in range(2)})
    content = docx({"word/embeddings/a.zip": archive_of({"b.zip": inner})})
    assert codes(looked_at(content, "a.docx")) == ["zip_bomb"]


def test_archives_nested_too_deeply_are_a_bomb_and_one_spreadsheet_is_not() -> None:
    sheet = archive_of({"xl/workbook.xml": b"<x/>"})
    accepted = looked_at(docx({"word/embeddings/sheet.xlsx": sheet}), "a.docx")
    assert (codes(accepted), noted(accepted)) == ([], ["embedded_files"])
    for _ in range(3):
        sheet = archive_of({"next.zip": sheet})
    assert codes(looked_at(docx({"word/embeddings/a.zip": sheet}), "a.docx")) == ["zip_bomb"]


def test_members_that_share_their_bytes_are_a_bomb() -> None:
    content = bytearray(docx({"word/a.bin": b"aaaa" * 50, "word/b.bin": b"bbbb" * 50}))
    first = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 1)
    third = content.index(b"PK\x01\x02", first + 4)
    fourth = content.index(b"PK\x01\x02", third + 4)
    content[fourth + 42 : fourth + 46] = content[third + 42 : third + 46]
    assert codes(looked_at(bytes(content), "a.docx")) == ["zip_bomb"]


def test_too_many_members_are_a_bomb() -> None:
    content = docx({f"word/{number}": b"" for number in range(60)})
    assert codes(looked_at(content, "a.docx", members=50)) == ["zip_bomb"]


def test_entities_that_unfold_are_refused_before_they_do() -> None:
    laughs = b'<!DOCTYPE a [<!ENTITY b "ha">]>' + DOCUMENT.split(b"?>", 1)[1]
    assert codes(looked_at(docx(document=laughs), "a.docx")) == ["zip_bomb"]


@pytest.mark.parametrize("document", [b"<not><closed>", b"no xml", b""])
def test_a_word_document_whose_text_is_no_xml_is_broken(document: bytes) -> None:
    assert codes(looked_at(docx(document=document), "a.docx")) == ["broken_docx"]


def test_a_word_document_that_was_cut_off_is_broken() -> None:
    assert codes(looked_at(docx()[:-30], "a.docx")) == ["broken_docx"]


def test_a_word_document_with_a_protected_part_says_so() -> None:
    content = bytearray(docx())
    for start in (content.index(b"PK\x03\x04") + 6, content.index(b"PK\x01\x02") + 8):
        content[start] |= 1
    assert codes(looked_at(bytes(content), "a.docx")) == ["encrypted_docx"]
