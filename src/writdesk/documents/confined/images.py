"""Pictures: their frame only. Dots are counted from the headers; nothing is unpacked at intake."""

from __future__ import annotations

import struct

from writdesk.documents.confined.verdict import Refused, Verdict
from writdesk.documents.inspection import Limits

# Markers without a length: restart markers, start of image, TEM (ITU-T T.81, table B.1).
_JPEG_ALONE = frozenset({*range(0xD0, 0xD9), 0x01})
# Start of frame: all of C0 to CF but the tables DHT, JPG and DAC.
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_SCAN = 0xDA

_TIFF_WIDTH, _TIFF_HEIGHT = 256, 257
_TIFF_SIZES = {3: "H", 4: "I"}


def inspect_png(content: bytes, limits: Limits) -> Verdict:
    """The verdict on a PNG: its chunks follow each other to the last, IEND."""
    if content[12:16] != b"IHDR" or len(content) < 33:
        raise Refused("broken_image")
    width, height = struct.unpack(">II", content[16:24])
    _check_dots(width, height, limits)
    at, kind = 8, b""
    while kind != b"IEND":
        if at + 12 > len(content):
            raise Refused("broken_image")
        (length,) = struct.unpack(">I", content[at : at + 4])
        kind = content[at + 4 : at + 8]
        at += 12 + length
    if at > len(content):
        raise Refused("broken_image")
    return Verdict(pages=1)


def inspect_jpeg(content: bytes, limits: Limits) -> Verdict:
    """The verdict on a JPEG: a frame with its size, a scan, and an end."""
    at, has_frame = 2, False
    while True:
        marker, at = _jpeg_marker(content, at)
        if marker == _JPEG_SCAN:
            break
        if marker in _JPEG_ALONE:
            continue
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack(">HH", _slice(content, at + 3, 4))
            _check_dots(width, height or 1, limits)
            has_frame = True
        (length,) = struct.unpack(">H", _slice(content, at, 2))
        at += length
    if not has_frame or content.rfind(b"\xff\xd9", at) < 0:
        raise Refused("broken_image")
    return Verdict(pages=1)


def _jpeg_marker(content: bytes, at: int) -> tuple[int, int]:
    """The marker at this place, and the place after it. Any number of FF may stand before one."""
    if _slice(content, at, 1) != b"\xff":
        raise Refused("broken_image")
    while _slice(content, at, 1) == b"\xff":
        at += 1
    return content[at], at + 1


def inspect_tiff(content: bytes, limits: Limits) -> Verdict:
    """The verdict on a TIFF: its chain of directories is the pages of a fax."""
    order = "<" if content[:2] == b"II" else ">"
    (at,) = struct.unpack(f"{order}I", _slice(content, 4, 4))
    seen: set[int] = set()
    while at:
        if at in seen:
            raise Refused("broken_image")
        seen.add(at)
        if len(seen) > limits.pages:
            raise Refused("too_many_pages", pages=len(seen), limit=limits.pages)
        at = _tiff_directory(content, at, order, limits)
    if not seen:
        raise Refused("broken_image")
    return Verdict(pages=len(seen))


def _tiff_directory(content: bytes, at: int, order: str, limits: Limits) -> int:
    """Check one directory; the place of the next, 0 after the last."""
    (entries,) = struct.unpack(f"{order}H", _slice(content, at, 2))
    table = _slice(content, at + 2, entries * 12)
    sizes = {}
    for start in range(0, len(table), 12):
        tag, kind = struct.unpack(f"{order}HH", table[start : start + 4])
        if tag in (_TIFF_WIDTH, _TIFF_HEIGHT) and kind in _TIFF_SIZES:
            sizes[tag] = struct.unpack_from(f"{order}{_TIFF_SIZES[kind]}", table, start + 8)[0]
    if len(sizes) < 2:
        raise Refused("broken_image")
    _check_dots(sizes[_TIFF_WIDTH], sizes[_TIFF_HEIGHT], limits)
    (following,) = struct.unpack(f"{order}I", _slice(content, at + 2 + entries * 12, 4))
    return int(following)


def _slice(content: bytes, at: int, length: int) -> bytes:
    part = content[at : at + length]
    if len(part) < length:
        raise Refused("broken_image")
    return part


def _check_dots(width: int, height: int, limits: Limits) -> None:
    if width == 0 or height == 0:
        raise Refused("broken_image")
    if width * height > limits.pixels:
        raise Refused("too_many_pixels", limit=limits.pixels)
