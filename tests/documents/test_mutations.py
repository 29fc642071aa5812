"""Sound files, damaged at random: each gets a verdict, none kills the desk or keeps it waiting."""

import random
import time
from io import BytesIO

import pikepdf
import pytest
from tests.documents.making import docx, pdf, picture, saved

from writdesk.documents import ReaderPool, inspect
from writdesk.documents.sentences import FAULTS

SEED = 20_261_122
TIMES = 100


def busy_pdf() -> bytes:
    """A PDF with fonts, streams, object streams and an attachment."""
    with pikepdf.new() as document:
        for number in range(3):
            page = document.add_blank_page()
            page.obj["/Contents"] = document.make_stream(b"BT /F1 12 Tf (%d) Tj ET " % number * 40)
        document.attachments["a.txt"] = b"a" * 500
        return saved(document, object_stream_mode=pikepdf.ObjectStreamMode.generate)


FILES = {
    "plain.pdf": pdf(2),
    "busy.pdf": busy_pdf(),
    "restricted.pdf": pdf(1, encryption=pikepdf.Encryption(user="", owner="other", R=6)),
    "a.docx": docx({"word/_rels/a.rels": b"<r/>", "word/embeddings/b.zip": docx()}),
    "a.png": picture("PNG"),
    "a.jpg": picture("JPEG"),
    "a.tif": picture("TIFF", pages=3),
}


def damaged(content: bytes, chance: random.Random) -> bytes:
    """The content with some bytes changed, a piece cut out, doubled or moved, or a number made large."""
    body = bytearray(content)
    for _ in range(chance.choice((1, 2, 5, 20))):
        at, length = chance.randrange(len(body)), chance.randrange(1, 60)
        piece = body[at : at + length]
        kind = chance.randrange(5)
        if kind == 0:
            body[at] ^= 1 << chance.randrange(8)
        elif kind == 1 and len(body) > 200:
            del body[at : at + length]
        elif kind == 2:
            body[at:at] = piece * chance.choice((1, 3, 50))
        elif kind == 3:
            body[at : at + 4] = chance.choice(
                (b"\xff\xff\xff\xff", b"9999", b"\0\0\0\0", b"\x7f\xff\xff\xff")
            )
        else:
            del body[at : at + length]
            other = chance.randrange(len(body) + 1)
            body[other:other] = piece
    return bytes(body)


@pytest.mark.parametrize("name", FILES)
def test_a_hundred_damaged_copies_each_get_a_verdict(name: str) -> None:
    chance, pool = random.Random(f"{SEED} {name}"), ReaderPool(1)
    started, seen, refused = time.monotonic(), set(), 0
    for _ in range(TIMES):
        inspection = inspect(BytesIO(damaged(FILES[name], chance)), name=name, pool=pool)
        assert {fault.code for fault in inspection.faults} <= set(FAULTS)
        refused += not inspection.is_accepted
        seen.update(pool.pids)
    pool.close()
    # One process survived them all: nothing crashed it and nothing hung.
    assert len(seen) == 1
    assert refused > TIMES // 20
    assert time.monotonic() - started < 60
