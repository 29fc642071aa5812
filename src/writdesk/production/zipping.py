"""A zip archive written once from front to back, stored (not compressed), in constant memory.

Sizes and CRC stand in the local header, so that every tool can read the archive as a stream; only a media
file larger than ``WHOLE_BYTES`` has them behind its data (APPNOTE.TXT 4.3.9), because it is read once.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from writdesk.production.background import BackgroundSink

_LIMIT = 0xFFFFFFFF
_VERSION, _VERSION_ZIP64 = 20, 45
_MADE_BY_UNIX = 3 << 8
_MODE = 0o100644 << 16
_DESCRIPTOR_FOLLOWS = 0x0008
# A longer file that is read only once gets room for 64-bit sizes before its true size is known.
_ZIP64_FROM = _LIMIT - (1 << 20)


@dataclass(frozen=True, slots=True)
class _Member:
    name: bytes
    crc: int
    size: int
    offset: int
    flags: int
    is_zip64: bool


class ZipWriter:
    """Writes members one after the other. ``close`` writes the central directory; the sink stays open."""

    def __init__(self, sink: BackgroundSink, at: datetime) -> None:
        self._sink = sink
        self._stamp = _dos_stamp(at)
        # The directory's records, ready: what is kept of a member is some 130 bytes.
        self._directory: list[bytes] = []
        self._begun: _Member | None = None

    def add(self, name: str, size: int, crc: int, pieces: Iterable[bytes]) -> None:
        """A member whose size and CRC-32 are known."""
        is_zip64 = size >= _LIMIT
        member = _Member(name.encode(), crc, size, self._sink.position, 0, is_zip64)
        self._sink.write(_local_header(member, self._stamp))
        for piece in pieces:
            self._sink.write(piece)
        self._directory.append(_central_header(member, self._stamp))

    def begin_stream(self, name: str, expected_size: int) -> None:
        """A member whose CRC-32 comes after its data: write the pieces to the sink, then ``end_stream``."""
        is_zip64 = expected_size >= _ZIP64_FROM
        member = _Member(name.encode(), 0, 0, self._sink.position, _DESCRIPTOR_FOLLOWS, is_zip64)
        self._sink.write(_local_header(member, self._stamp))
        self._begun = member

    def end_stream(self, size: int, crc: int) -> None:
        """The data of the member that was begun is complete."""
        begun = self._begun
        assert begun is not None
        member = _Member(begun.name, crc, size, begun.offset, begun.flags, begun.is_zip64)
        self._sink.write(
            struct.pack("<4sLQQ" if begun.is_zip64 else "<4sLLL", b"PK\x07\x08", crc, size, size)
        )
        self._directory.append(_central_header(member, self._stamp))

    def close(self) -> None:
        """Write the central directory."""
        start = self._sink.position
        for record in self._directory:
            self._sink.write(record)
        self._sink.write(_end_records(len(self._directory), start, self._sink.position))


def _local_header(member: _Member, stamp: tuple[int, int]) -> bytes:
    size, extra, version = member.size, b"", _VERSION
    if member.is_zip64:
        extra, size, version = struct.pack("<HHQQ", 1, 16, member.size, member.size), _LIMIT, _VERSION_ZIP64
    fixed = struct.pack(
        "<4s5H3L2H", b"PK\x03\x04", version, member.flags, 0, *stamp,
        member.crc, size, size, len(member.name), len(extra),
    )  # fmt: skip
    return fixed + member.name + extra


def _central_header(member: _Member, stamp: tuple[int, int]) -> bytes:
    wide = b""
    size, offset = member.size, member.offset
    if member.is_zip64 or size >= _LIMIT:
        wide, size = struct.pack("<QQ", size, size), _LIMIT
    if offset >= _LIMIT:
        wide, offset = wide + struct.pack("<Q", offset), _LIMIT
    extra = struct.pack("<HH", 1, len(wide)) + wide if wide else b""
    version = _VERSION_ZIP64 if wide else _VERSION
    fixed = struct.pack(
        "<4s6H3L5H2L", b"PK\x01\x02", _MADE_BY_UNIX | version, version, member.flags, 0, *stamp,
        member.crc, size, size, len(member.name), len(extra), 0, 0, 0, _MODE, offset,
    )  # fmt: skip
    return fixed + member.name + extra


def _end_records(count: int, start: int, end: int) -> bytes:
    length, records = end - start, b""
    if count >= 0xFFFF or start >= _LIMIT or length >= _LIMIT:
        records += struct.pack(
            "<4sQ2H2L4Q", b"PK\x06\x06", 44, _MADE_BY_UNIX | _VERSION_ZIP64, _VERSION_ZIP64, 0, 0,
            count, count, length, start,
        )  # fmt: skip
        records += struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    short = min(count, 0xFFFF)
    return records + struct.pack(
        "<4s4H2LH", b"PK\x05\x06", 0, 0, short, short, min(length, _LIMIT), min(start, _LIMIT), 0
    )


def _dos_stamp(at: datetime) -> tuple[int, int]:
    """Time and date as zip has them, in UTC; a zip cannot tell a time before 1980 or after 2107."""
    utc = at.astimezone(UTC)
    year = min(max(utc.year, 1980), 2107)
    return (
        utc.hour << 11 | utc.minute << 5 | utc.second // 2,
        (year - 1980) << 9 | utc.month << 5 | utc.day,
    )
