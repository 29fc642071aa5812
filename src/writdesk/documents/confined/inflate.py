"""Flate in constant memory: counted while it comes out, so that a bomb never unfolds."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from writdesk.documents.confined.budget import Budget

_PIECE = 1 << 16
_OUT = 1 << 18


def inflates(packed: bytes, layers: int, budget: Budget) -> bool:
    """Whether anything can be unpacked; what comes out of each layer counts against the budget.

    Raises ``Refused`` when too much comes out.
    """
    view = memoryview(packed)
    pieces: Iterable[bytes] = (bytes(view[start : start + _PIECE]) for start in range(0, len(view), _PIECE))
    for _ in range(layers):
        pieces = _layer(pieces, budget)
    try:
        for _ in pieces:
            pass
    except zlib.error:
        return False
    return True


def _layer(pieces: Iterable[bytes], budget: Budget) -> Iterator[bytes]:
    unpacker, has_begun = zlib.decompressobj(), False
    for piece in pieces:
        rest = piece
        while rest and not unpacker.eof:
            try:
                out = unpacker.decompress(rest, _OUT)
            except zlib.error:
                # What came out before the damage is shown by every reader; only nothing at all is a fault.
                if has_begun:
                    return
                raise
            has_begun = has_begun or bool(out)
            budget.add(len(out))
            yield out
            rest = unpacker.unconsumed_tail
