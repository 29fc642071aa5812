"""Inclusion and consistency proofs: made after RFC 6962 § 2.1, verified after RFC 9162 § 2.1.3.2 and 2.1.4.2.

Making a proof asks for its nodes once, all together, so that a database answers with one query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from writdesk.ledger.errors import NoSuchEntry, ProofRefused
from writdesk.ledger.merkle import EMPTY_ROOT, NodeAt, complete_nodes, fold, node_hash

Range = tuple[int, int]
NodeSource = Callable[[Iterable[NodeAt]], Mapping[NodeAt, bytes]]


def prove_inclusion(index: int, size: int, nodes: NodeSource) -> list[bytes]:
    """The path that proves that the entry at ``index`` is in the tree of ``size``. Raises ``NoSuchEntry``."""
    if not 0 <= index < size:
        raise NoSuchEntry(f"a tree of {size} entries has no entry {index}")
    return _roots(_inclusion_ranges(index, size), nodes)


def prove_consistency(old: int, new: int, nodes: NodeSource) -> list[bytes]:
    """The path that proves that the tree of ``new`` begins with that of ``old``. Raises ``NoSuchEntry``."""
    if not 0 <= old <= new:
        raise NoSuchEntry(f"a tree of {new} entries cannot begin with one of {old}")
    return _roots(_consistency_ranges(old, new) if 0 < old < new else [], nodes)


def verify_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> None:
    """Return when the path proves the leaf hash at ``index``. Raises ``ProofRefused``."""
    if not 0 <= index < size:
        raise ProofRefused(f"entry {index} is not in a tree of {size}")
    here, last, result = index, size - 1, leaf
    for step in path:
        if last == 0:
            raise ProofRefused("the path is too long")
        if here & 1 or here == last:
            result = node_hash(step, result)
            here, last = _up_to_a_right_child(here, last)
        else:
            result = node_hash(result, step)
        here, last = here >> 1, last >> 1
    if last != 0 or result != root:
        raise ProofRefused(f"the path does not lead from entry {index} to the root of {size} entries")


def verify_consistency(old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]) -> None:
    """Return when the path proves that the new tree begins with the old one. Raises ``ProofRefused``."""
    if not 0 < old < new:
        _verify_trivial(old, old_root, new, new_root, path)
        return
    # "If first is an exact power of 2, then prepend first_hash to the consistency_path array."
    steps = [old_root, *path] if old & (old - 1) == 0 else list(path)
    if not path:
        raise ProofRefused("the path is empty")
    here, last = _up_from_right_children(old - 1, new - 1)
    was = now = steps[0]
    for step in steps[1:]:
        if last == 0:
            raise ProofRefused("the path is too long")
        if here & 1 or here == last:
            was, now = node_hash(step, was), node_hash(step, now)
            here, last = _up_to_a_right_child(here, last)
        else:
            now = node_hash(now, step)
        here, last = here >> 1, last >> 1
    if (last, was, now) != (0, old_root, new_root):
        raise ProofRefused(f"the tree of {new} entries does not begin with the one of {old}")


def _verify_trivial(old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]) -> None:
    # A tree begins with itself, and every tree begins with the empty one: there is nothing to prove.
    expected_root = new_root if old == new else EMPTY_ROOT
    if path or not 0 <= old <= new or old_root != expected_root:
        raise ProofRefused(f"the tree of {new} entries does not begin with the one of {old}")


def _up_to_a_right_child(here: int, last: int) -> tuple[int, int]:
    # "If LSB(fn) is not set, right-shift both fn and sn equally until either LSB(fn) is set or fn is 0."
    while not here & 1 and here != 0:
        here, last = here >> 1, last >> 1
    return here, last


def _up_from_right_children(here: int, last: int) -> tuple[int, int]:
    # "If LSB(fn) is set, then right-shift both fn and sn equally until LSB(fn) is not set."
    while here & 1:
        here, last = here >> 1, last >> 1
    return here, last


def _split(begin: int, end: int) -> int:
    # "let k be the largest power of two smaller than n (i.e., k < n <= 2k)" (RFC 6962 § 2.1)
    return begin + (1 << ((end - begin - 1).bit_length() - 1))


def _inclusion_ranges(index: int, size: int) -> list[Range]:
    ranges, begin, end = [], 0, size
    while end - begin > 1:
        middle = _split(begin, end)
        if index < middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((begin, middle))
            begin = middle
    return ranges[::-1]


def _consistency_ranges(old: int, new: int) -> list[Range]:
    ranges, begin, end = [], 0, new
    while old < end:
        middle = _split(begin, end)
        if old <= middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((begin, middle))
            begin = middle
    # The old tree's own root is known to whoever asks, and left out.
    return [*([(begin, end)] if begin else []), *ranges[::-1]]


def _roots(ranges: Sequence[Range], nodes: NodeSource) -> list[bytes]:
    covers = [complete_nodes(begin, end) for begin, end in ranges]
    hashes = nodes(node for cover in covers for node in cover)
    return [fold([hashes[node] for node in cover]) for cover in covers]
