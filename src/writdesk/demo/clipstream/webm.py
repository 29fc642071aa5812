"""Writes small WebM films out of VP8 key frames, which Pillow's lossy WebP images contain ready-made."""

from __future__ import annotations

import struct
from collections.abc import Sequence

FRAMES_A_SECOND = 10

_EBML, _SEGMENT, _INFO, _TRACKS, _CLUSTER = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1654AE6B, 0x1F43B675


def key_frame(webp: bytes) -> bytes:
    """The VP8 key frame inside a lossy WebP file (RIFF, one ``VP8`` chunk)."""
    if webp[:4] != b"RIFF" or webp[8:16] != b"WEBPVP8 ":
        raise ValueError("A lossy WebP image without alpha is needed: its first chunk must be 'VP8 '.")
    (size,) = struct.unpack("<I", webp[16:20])
    return webp[20 : 20 + size]


def cluster(frames: Sequence[bytes]) -> bytes:
    """All frames as one cluster: each is a key frame, so a player may begin at any of them."""
    step = 1000 // FRAMES_A_SECOND
    blocks = [
        _element(0xA3, b"\x81" + struct.pack(">hB", number * step, 0x80) + frame)
        for number, frame in enumerate(frames)
    ]
    return _element(_CLUSTER, _unsigned(0xE7, 0) + b"".join(blocks))


def film(body: bytes, *, title: str, width: int, height: int, duration_ms: int) -> bytes:
    """A whole WebM file around a cluster; ``title`` makes each upload's bytes its own."""
    head = _element(
        _EBML,
        _unsigned(0x4286, 1)  # EBMLVersion
        + _unsigned(0x42F7, 1)  # EBMLReadVersion
        + _unsigned(0x42F2, 4)  # EBMLMaxIDLength
        + _unsigned(0x42F3, 8)  # EBMLMaxSizeLength
        + _element(0x4282, b"webm")  # DocType
        + _unsigned(0x4287, 4)  # DocTypeVersion
        + _unsigned(0x4285, 2),  # DocTypeReadVersion
    )
    return head + _element(_SEGMENT, _info(title, duration_ms) + _tracks(width, height) + body)


def _info(title: str, duration_ms: int) -> bytes:
    return _element(
        _INFO,
        _unsigned(0x2AD7B1, 1_000_000)  # TimestampScale: a tick is a millisecond
        + _element(0x4489, struct.pack(">d", float(duration_ms)))  # Duration
        + _element(0x7BA9, title.encode())  # Title
        + _element(0x4D80, b"clipstream")  # MuxingApp
        + _element(0x5741, b"clipstream"),  # WritingApp
    )


def _tracks(width: int, height: int) -> bytes:
    video = _element(0xE0, _unsigned(0xB0, width) + _unsigned(0xBA, height))
    entry = (
        _unsigned(0xD7, 1)  # TrackNumber
        + _unsigned(0x73C5, 1)  # TrackUID
        + _unsigned(0x9C, 0)  # FlagLacing: none
        + _element(0x86, b"V_VP8")  # CodecID
        + _unsigned(0x83, 1)  # TrackType: video
        + video
    )
    return _element(_TRACKS, _element(0xAE, entry))


def _element(identifier: int, payload: bytes) -> bytes:
    mark = identifier.to_bytes((identifier.bit_length() + 7) // 8, "big")
    return mark + _size(len(payload)) + payload


def _unsigned(identifier: int, number: int) -> bytes:
    return _element(identifier, number.to_bytes(max(1, (number.bit_length() + 7) // 8), "big"))


def _size(length: int) -> bytes:
    """An EBML length: the fewest bytes whose marker bit leaves room (all ones is reserved)."""
    width = next(width for width in range(1, 9) if length < (1 << (7 * width)) - 1)
    return (length | (1 << (7 * width))).to_bytes(width, "big")
