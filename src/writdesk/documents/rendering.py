"""A page of a document as a picture: what staff see of a stranger's file."""

from __future__ import annotations

import json
import struct
import zlib
from functools import cache
from typing import BinaryIO

from writdesk.documents.errors import PageNotDrawn, ReaderGaveUp
from writdesk.documents.inspection import MIB, Limits
from writdesk.documents.media_types import media_type_of
from writdesk.documents.reader_pool import ReaderPool
from writdesk.documents.reader_process import Work

MOST_WIDTH = 2400
# Four times as high as wide, three bytes a dot, and the size before them.
LONGEST_PICTURE = 4 * MOST_WIDTH * MOST_WIDTH * 3 + 8
DRAWING = Work(module="writdesk.documents.confined.drawing", longest_answer=LONGEST_PICTURE)
DEFAULT_LIMITS = Limits()
_PNG_START = b"\x89PNG\r\n\x1a\n"


def render_page(
    source: BinaryIO,
    page: int,
    width: int,
    *,
    limits: Limits = DEFAULT_LIMITS,
    pool: ReaderPool | None = None,
) -> bytes:
    """The ``page``-th page (from 1) of a PDF, PNG, JPEG or TIFF as a PNG at most ``width`` dots wide.

    Drawn in a confined process. Raises ``PageNotDrawn``, and ``ReaderUnavailable`` or ``ReaderBusy`` when
    the desk itself cannot draw now.
    """
    if not 1 <= width <= MOST_WIDTH or page < 1:
        raise PageNotDrawn(f"A page is counted from 1, and at most {MOST_WIDTH} dots wide.")
    content = source.read(limits.size + 1)
    if not content or len(content) > limits.size:
        raise PageNotDrawn(f"Only files of up to {limits.size // MIB} MiB are drawn.")
    job = {"media_type": media_type_of(content).media_type, "page": page, "width": width}
    asked = json.dumps(job | {"limits": limits.as_numbers()}).encode()
    try:
        answer = (pool or drawing_pool()).ask(asked, content, seconds=limits.seconds)
    except ReaderGaveUp as reason:
        raise PageNotDrawn("This page takes too long, or too much memory, to be drawn.") from reason
    return _png(answer, width)


@cache
def drawing_pool() -> ReaderPool:
    """The processes that draw, shared by all threads of this process; they start with the first page."""
    return ReaderPool(work=DRAWING)


def _png(answer: bytes, most: int) -> bytes:
    """The dots as a PNG. Nothing of the answer is believed but its dots."""
    if len(answer) < 8:
        raise PageNotDrawn("There is no such page, or it cannot be drawn.")
    width, height = struct.unpack(">II", answer[:8])
    if not (0 < width <= most + 1 and height > 0 and len(answer) == 8 + width * height * 3):
        raise PageNotDrawn("The page was not drawn as it should be.")
    rows = b"".join(b"\0" + answer[start : start + width * 3] for start in range(8, len(answer), width * 3))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 3)), (b"IEND", b""))
    return _PNG_START + b"".join(_chunk(kind, body) for kind, body in parts)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
