"""The Merkle tree of RFC 6962: leaves, nodes, and the frontier to which leaves are appended.

A *complete node* ``(level, number)`` is the root over 2^level leaves, from the leaf ``number·2^level`` on.
Once its last leaf is there it never changes. The roots of a tree of any size are made of complete nodes.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

HASH_BYTES = 32
# "MTH({}) = SHA-256()" (RFC 6962 § 2.1)
EMPTY_ROOT = sha256(b"").digest()


class NodeAt(NamedTuple):
    """Where a complete node stands."""

    level: int
    number: int

    @property
    def completed_by(self) -> int:
        """The index of the leaf that completes it."""
        return ((self.number + 1) << self.level) - 1


def leaf_hash(data: bytes) -> bytes:
    """The hash of an entry: "MTH({d(0)}) = SHA-256(0x00 || d(0))" (RFC 6962 § 2.1)."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees: "SHA-256(0x01 || MTH(D[0:k]) || MTH(D[k:n]))" (RFC 6962 § 2.1)."""
    return sha256(b"\x01" + left + right).digest()


def fold(peaks: Sequence[bytes]) -> bytes:
    """The root over subtrees that stand side by side, the largest first."""
    if not peaks:
        return EMPTY_ROOT
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node_hash(peak, root)
    return root


def complete_nodes(begin: int, end: int) -> list[NodeAt]:
    """The complete nodes that cover the leaves ``begin`` up to ``end``, the largest first.

    ``begin`` is a multiple of the largest power of two that fits, as in every subtree of RFC 6962.

    >>> complete_nodes(0, 7)
    [NodeAt(level=2, number=0), NodeAt(level=1, number=2), NodeAt(level=0, number=6)]
    """
    nodes = []
    while begin < end:
        level = (end - begin).bit_length() - 1
        nodes.append(NodeAt(level, begin >> level))
        begin += 1 << level
    return nodes


class Frontier:
    """What is needed of a tree to append to it: its size and the complete nodes along its right edge."""

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        if len(peaks) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves has {size.bit_count()} peaks, not {len(peaks)}")
        self.size = size
        self.peaks = list(peaks)

    @classmethod
    def from_bytes(cls, size: int, peaks: bytes) -> Frontier:
        """Read back what ``to_bytes`` gave. Raises ``ValueError``."""
        return cls(size, [peaks[at : at + HASH_BYTES] for at in range(0, len(peaks), HASH_BYTES)])

    def to_bytes(self) -> bytes:
        """The peaks side by side, the largest first."""
        return b"".join(self.peaks)

    def append(self, leaf: bytes) -> list[bytes]:
        """Append a leaf hash. Returns the nodes that it completes, from the leaf upward."""
        return self.append_subtree(0, leaf)

    def append_subtree(self, level: int, root: bytes) -> list[bytes]:
        """Append 2^level leaves by their root. Returns the nodes completed, from that root upward."""
        assert self.size % (1 << level) == 0
        completed = [root]
        bit = 1 << level
        while self.size & bit:
            root = node_hash(self.peaks.pop(), root)
            completed.append(root)
            bit <<= 1
        self.peaks.append(root)
        self.size += 1 << level
        return completed

    def root(self) -> bytes:
        """The tree's root."""
        return fold(self.peaks)
