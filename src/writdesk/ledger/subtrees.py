"""Many leaves hashed at once: the quick way to recompute a ledger."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256


class Subtree:
    """All complete nodes over a run of leaves whose first index is a multiple of the run's largest size."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        """``leaves`` are leaf hashes."""
        self.levels = [list(leaves)]
        # The loop is the hot path of `writdesk ledger verify`; calling node_hash would cost a third more.
        while len(row := self.levels[-1]) > 1:
            pairs = zip(row[::2], row[1::2], strict=False)
            self.levels.append([sha256(b"\x01" + left + right).digest() for left, right in pairs])

    def peaks(self, size: int) -> list[bytes]:
        """The complete nodes along the right edge of the first ``size`` leaves, the largest first."""
        levels = range(size.bit_length() - 1, -1, -1)
        return [self.levels[level][(size >> level) - 1] for level in levels if size >> level & 1]

    def completed_by(self, place: int) -> list[bytes]:
        """The nodes that the leaf at ``place`` completes within this run, from the leaf upward."""
        height = (~place & (place + 1)).bit_length()
        return [self.levels[level][place >> level] for level in range(height)]

    def in_order(self) -> bytes:
        """Every complete node, in the order in which the leaves complete them."""
        row = self.levels[0]
        edges = []
        for above in [*self.levels[1:], []]:
            if len(row) & 1:
                edges.append(row[-1])
            pairs = zip(row[::2], row[1::2], above, strict=False)
            row = [left + right + node for left, right, node in pairs]
        return b"".join(reversed(edges))
