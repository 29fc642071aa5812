"""Flate in constant memory: counted while it comes out, so that a bomb never unfolds."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from writdesk.documents.confined.budget import Budget

_PIECE = 1 << 16
_OUT = 1 << 18


def inflated(packed: bytes, times: int, budget: Budget) -> int:
    """How many bytes come out of the last of so many layers; each layer counts against the budget.

    0 says that nothing could be unpacked. Raises ``Refused`` when too much comes out.
    """
    view = memoryview(packed)
    pieces: Iterable[bytes] = (bytes(view[start : start + _PIECE]) for start in range(0, len(view), _PIECE))
    for _ in range(times):
        pieces = _layer(pieces, budget)
    return sum(map(len, pieces)) if packed else 1


def _layer(pieces: Iterable[bytes], budget: Budget) -> Iterator[bytes]:
    unpacker = zlib.decompressobj()
    for piece in pieces:
        rest = piece
        while rest and not unpacker.eof:
            try:
                out = unpacker.decompress(rest, _OUT)
            except zlib.error:
                # What came out before the damage is shown by every reader; only nothing at all is a fault.
                return
            budget.add(len(out))
            yield out
            rest = unpacker.unconsumed_tail
