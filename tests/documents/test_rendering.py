"""Pages as pictures: drawn behind walls, and only dots come out."""

from __future__ import annotations

import struct
import time
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from tests.documents.making import docx, pdf, picture

from writdesk.documents import Limits, ReaderPool, render_page
from writdesk.documents.errors import PageNotDrawn
from writdesk.documents.rendering import DRAWING, MOST_WIDTH


def page_of(content: bytes, page: int = 1, width: int = 300) -> Image.Image:
    return Image.open(BytesIO(render_page(BytesIO(content), page, width)))


def half_red() -> bytes:
    """A page whose left half is red."""
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(200, 100))
        page.obj["/Contents"] = document.make_stream(b"1 0 0 rg 0 0 100 100 re f")
        sink = BytesIO()
        document.save(sink)
    return sink.getvalue()


def test_a_page_is_drawn_as_it_looks() -> None:
    drawn = page_of(half_red())
    assert (drawn.size, drawn.mode, drawn.format) == ((300, 150), "RGB", "PNG")
    assert drawn.getpixel((50, 75)) == (255, 0, 0)
    assert drawn.getpixel((250, 75)) == (255, 255, 255)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_a_scan_is_drawn_no_wider_than_asked(kind: str) -> None:
    sink = BytesIO()
    Image.new("RGB", (900, 600), (0, 0, 255)).save(sink, kind)
    drawn = page_of(sink.getvalue())
    assert drawn.size == (300, 200)
    red, _green, blue = drawn.getpixel((150, 100))
    assert red < 5
    assert blue > 250


def test_each_page_of_a_fax_is_drawn() -> None:
    for page in (1, 2, 3):
        assert page_of(picture("TIFF", pages=3), page).width <= 300
    with pytest.raises(PageNotDrawn, match="no such page"):
        page_of(picture("TIFF", pages=3), 4)


@pytest.mark.parametrize(
    "content",
    [pdf(1)[:200], b"%PDF-1.7", docx(), b"plain text", picture("PNG")[:40], b""],
    ids=["cut", "nothing", "docx", "text", "cut picture", "empty"],
)
def test_what_cannot_be_drawn_says_so(content: bytes) -> None:
    with pytest.raises(PageNotDrawn):
        page_of(content)


@pytest.mark.parametrize(("page", "width"), [(0, 300), (-1, 300), (2, 300), (1, 0), (1, MOST_WIDTH + 1)])
def test_a_page_or_width_that_is_not_is_refused(page: int, width: int) -> None:
    with pytest.raises(PageNotDrawn):
        page_of(pdf(1), page, width)


def test_a_page_that_is_all_length_is_made_smaller() -> None:
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(10, 14_000))
        sink = BytesIO()
        document.save(sink)
    drawn = page_of(sink.getvalue())
    assert drawn.height <= 4 * 300 + 1


def test_a_page_that_takes_too_long_is_given_up_and_the_next_is_drawn() -> None:
    pool = ReaderPool(1, work=DRAWING)
    started = time.monotonic()
    with pytest.raises(PageNotDrawn):
        render_page(BytesIO(endless()), 1, 300, limits=Limits(seconds=1.0), pool=pool)
    assert time.monotonic() - started < 20
    assert render_page(BytesIO(half_red()), 1, 300, pool=pool)
    pool.close()


def endless() -> bytes:
    """A page that draws a shape so often that nobody waits for it."""
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(2000, 2000))
        shape = b"0 0 m 2000 2000 1 1 1999 3 c 5 1999 1 2 3 4 c f* " * 400_000
        page.obj["/Contents"] = document.make_stream(shape)
        sink = BytesIO()
        document.save(sink)
    return sink.getvalue()


def test_the_answer_of_a_process_that_was_taken_over_is_not_believed() -> None:
    class Lying(ReaderPool):
        def ask(self, job: bytes, content: bytes, *, seconds: float) -> bytes:
            del job, content, seconds
            return struct.pack(">II", 300, 1_000_000) + b"<script>"

    with pytest.raises(PageNotDrawn, match="not drawn as it should be"):
        render_page(BytesIO(half_red()), 1, 300, pool=Lying())


def test_the_process_that_draws_is_behind_the_same_walls() -> None:
    pool = ReaderPool(1, work=DRAWING)
    render_page(BytesIO(half_red()), 1, 300, pool=pool)
    (pid,) = pool.pids
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    lines = dict(line.split(":", 1) for line in status.splitlines())
    assert lines["Seccomp"].strip() == "2"
    assert lines["NoNewPrivs"].strip() == "1"
    pool.close()
