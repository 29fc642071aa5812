"""Frames on a pipe: four bytes of length (big-endian), then so many bytes. A job is two, an answer one.

Only what both ends need; the desk's end adds a deadline (``reader_process``).
"""

from __future__ import annotations

import struct
from collections.abc import Callable

from writdesk.documents.errors import FrameBroken

HEADER_BYTES = 4
LONGEST_ANSWER = 64 * 1024
LONGEST_JOB = 1 << 30
READY = b"ready"


def frame(body: bytes) -> bytes:
    """The body with its length before it.

    >>> frame(b"hi")
    b'\\x00\\x00\\x00\\x02hi'
    """
    return struct.pack(">I", len(body)) + body


def read_frame(read_exactly: Callable[[int], bytes], *, longest: int) -> bytes:
    """One frame, by a function that returns so many bytes. Raises ``FrameBroken`` when it is too long."""
    (length,) = struct.unpack(">I", read_exactly(HEADER_BYTES))
    if length > longest:
        raise FrameBroken(f"A frame of {length} bytes came where at most {longest} may come")
    return read_exactly(length)
