"""Files made to break whatever opens them: each is named, or read as far as it goes, in bounded time."""

from __future__ import annotations

import io
import os
import struct
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.documents.making import bomb, docx, pdf
from tests.documents.test_inspection import codes, looked_at

from writdesk.documents import render_page
from writdesk.documents.errors import PageNotDrawn
from writdesk.documents.mail.message import MailLimits
from writdesk.documents.mail_reading import read_mail

SECONDS = 60


@pytest.fixture(autouse=True)
def in_time() -> Iterator[None]:
    """Fifteen seconds a file are the limit; two may be asked of one test, on a machine that is busy."""
    began = time.monotonic()
    yield
    assert time.monotonic() - began < SECONDS


def pdf_of(*objects: str) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalog."""
    body, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{each}\nendobj\n".encode()
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = f"trailer\n<</Root 1 0 R/Size {len(objects) + 1}>>\nstartxref\n{len(body)}\n%%EOF\n".encode()
    return body + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + table + end


CATALOG = "<</Type/Catalog/Pages 2 0 R>>"
PAGES = "<</Type/Pages/Kids[3 0 R]/Count 1>>"
DRAWS = "/Resources<</XObject<</X 4 0 R>>>>"


def stream(head: str, body: str) -> str:
    return f"<<{head}/Length {len(body)}>>stream\n{body}\nendstream"


def png(wide: int, high: int) -> bytes:
    """A PNG that says that it is so large, and holds almost nothing."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, body) for kind, body in parts)


def tiff_loop() -> bytes:
    """A TIFF of two directories, of which the second leads back to the first."""

    def directory(following: int) -> bytes:
        sizes = struct.pack("<HHII", 256, 4, 1, 8) + struct.pack("<HHII", 257, 4, 1, 8)
        return struct.pack("<H", 2) + sizes + struct.pack("<I", following)

    return b"II*\0" + struct.pack("<I", 8) + directory(38) + directory(8)


# What the file is called, how it is made, and the faults that may be named; none: it may come in.
HOSTILE: dict[str, tuple[str, Callable[[], bytes], set[str]]] = {
    "a picture of 100,000 by 100,000 dots": ("a.png", lambda: png(100_000, 100_000), {"too_complex"}),
    "a picture of the largest size there is": ("a.png", lambda: png(0xFFFFFFFF, 0xFFFFFFFF), {"too_complex"}),
    "a TIFF whose directories go in a circle": ("a.tif", tiff_loop, {"broken_image"}),
    "a PDF of 20,000 pages": ("a.pdf", lambda: pdf(20_000), {"too_many_pages"}),
    "a Word document that unfolds to a gigabyte": (
        "a.docx",
        lambda: docx({"word/media/image1.png": bytes(1 << 30)}),
        {"zip_bomb"},
    ),
    "pages whose parent is their own child": (
        "a.pdf",
        lambda: pdf_of(CATALOG, "<</Type/Pages/Kids[2 0 R]/Count 1>>"),
        {"broken_pdf", "too_complex"},
    ),
    "pages that say there are two thousand million": (
        "a.pdf",
        lambda: pdf_of(
            CATALOG, "<</Type/Pages/Kids[3 0 R]/Count 2000000000>>", "<</Type/Page/Parent 2 0 R>>"
        ),
        set(),
    ),
    "arrays in arrays, a hundred thousand deep": (
        "a.pdf",
        lambda: pdf_of(
            CATALOG, PAGES, "<</Type/Page/Parent 2 0 R>>", f"<</A {'[' * 100_000}{']' * 100_000}>>"
        ),
        set(),
    ),
    "an object that is a reference to itself": (
        "a.pdf",
        lambda: pdf_of(CATALOG, PAGES, "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>", "4 0 R"),
        {"broken_pdf"},
    ),
    "a drawing that draws itself": (
        "a.pdf",
        lambda: pdf_of(
            CATALOG,
            PAGES,
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 5 0 R{DRAWS}>>",
            stream(f"/Type/XObject/Subtype/Form/BBox[0 0 99 99]{DRAWS}", "/X Do /X Do"),
            stream("", "/X Do"),
        ),
        set(),
    ),
    "a length that is the length of itself": (
        "a.pdf",
        lambda: pdf_of(
            CATALOG,
            PAGES,
            "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>",
            "<</Length 4 0 R>>stream\nq Q\nendstream",
        ),
        {"broken_pdf"},
    ),
    "a page as wide as the moon is far": (
        "a.pdf",
        lambda: pdf_of(CATALOG, PAGES, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 1e12 1e12]>>"),
        set(),
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_named_or_comes_in_and_never_stops_the_desk(case: str) -> None:
    name, make, allowed = HOSTILE[case]
    faults = set(codes(looked_at(make(), name)))
    assert faults <= allowed if allowed else not faults - {"broken_pdf", "too_complex", "too_many_pages"}
    assert faults or not allowed or allowed == {"broken_pdf"}


@pytest.mark.parametrize("case", [case for case in HOSTILE if not HOSTILE[case][0].endswith("docx")])
def test_a_hostile_file_is_drawn_or_refused_and_the_next_is_drawn(case: str) -> None:
    content = HOSTILE[case][1]()
    for page in (1, 7):
        try:
            assert render_page(io.BytesIO(content), page, 100).startswith(b"\x89PNG")
        except PageNotDrawn:
            continue
    assert render_page(io.BytesIO(pdf()), 1, 100).startswith(b"\x89PNG")


def nested(depth: int) -> bytes:
    """Parts in parts."""
    lines = [b"From: a@b.example\r\nMIME-Version: 1.0\r\n"]
    for number in range(depth):
        lines.append(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (number, number))
    return b"".join(lines) + b"Content-Type: text/plain\r\n\r\ninnermost\r\n"


def forwarded(depth: int) -> bytes:
    """Mails in mails."""
    head = b"From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n"
    return head * depth + b"From: a@b.example\r\n\r\ninnermost\r\n"


def beside(count: int) -> bytes:
    """So many parts beside each other."""
    head = b'From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
    return head + b"--b\r\nContent-Type: text/plain; name=a.txt\r\n\r\nx\r\n" * count + b"--b--\r\n"


def boundaries(count: int) -> bytes:
    """One boundary is the beginning of the next, and none is ever closed."""
    head = b"From: a@b.example\r\nMIME-Version: 1.0\r\n"
    parts = [
        b'Content-Type: multipart/mixed; boundary="%s"\r\n\r\n--%s\r\n' % (b"b" * size, b"b" * size)
        for size in range(1, count)
    ]
    return head + b"".join(parts)


HOSTILE_MAIL: dict[str, Callable[[], bytes]] = {
    "10,000 parts in each other": lambda: nested(10_000),
    "10,000 mails in each other": lambda: forwarded(10_000),
    "200,000 parts beside each other": lambda: beside(200_000),
    "boundaries that begin each other": lambda: boundaries(900),
    "a million header lines": lambda: b"X: y\r\n" * 1_000_000 + b"\r\nbody",
    "a header of ten million letters": lambda: b"Subject: " + b"a" * 10_000_000 + b"\r\n\r\nbody",
    "a header folded a million times": lambda: b"Subject: a\r\n" + b" b\r\n" * 1_000_000 + b"\r\nbody",
    "comments in comments": lambda: b"From: " + b"(" * 500_000 + b"a@b.example\r\n\r\nbody",
    "a name encoded in pieces": lambda: b"Subject: " + b"=?utf-8?b?YQ==?= " * 100_000 + b"\r\n\r\nbody",
    "tags in tags": lambda: (
        b"From: a@b.example\r\nContent-Type: text/html\r\n\r\n" + b"<div><blockquote>" * 300_000
    ),
    "entities without end": lambda: b"Content-Type: text/html\r\n\r\n" + b"&#" * 1_000_000,
    "fifty megabytes of one letter in base64": lambda: (
        b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b"A" * (49 << 20)
    ),
}


# What goes beyond a limit is named. A mail in a mail is an attachment, and is not opened.
NAMED = {
    "10,000 parts in each other": "nesting_too_deep",
    "200,000 parts beside each other": "too_many_parts",
}


@pytest.mark.parametrize("case", HOSTILE_MAIL)
def test_a_hostile_mail_is_read_as_far_as_it_goes(case: str) -> None:
    raw = HOSTILE_MAIL[case]()
    limits = MailLimits()
    mail = read_mail(raw)
    assert mail.size == len(raw)
    assert len(mail.attachments) <= limits.parts
    assert len(mail.text) <= limits.text
    if case in NAMED:
        assert NAMED[case] in mail.fault_codes
    assert read_mail(b"From: a@b.example\r\nSubject: next\r\n\r\nbody").subject == "next"


def test_a_bomb_in_an_attachment_takes_no_memory_of_the_desk() -> None:
    packed = bomb(1 << 30)
    head = b"Content-Type: application/zip\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    before = memory()
    read_mail(b"From: a@b.example\r\n" + head + packed)
    assert memory() - before < 200 << 20


def memory() -> int:
    """What this process holds now, in bytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
