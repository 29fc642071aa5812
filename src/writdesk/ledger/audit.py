"""Recomputing a ledger from its entries and comparing with what is stored and what was signed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from writdesk.ledger.checkpoints import Checkpoint, open_checkpoint, read_checkpoint
from writdesk.ledger.errors import NoteRefused
from writdesk.ledger.merkle import HASH_BYTES, Frontier, fold, leaf_hash
from writdesk.ledger.subtrees import Subtree

LEVEL = 12
RUN = 1 << LEVEL  # how many entries are hashed at once

Progress = Callable[[int], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """One thing that is wrong: a stable code, what it is, and the index of the entry where there is one."""

    code: str
    message: str
    index: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class LedgerReport:
    """What a verification found. ``covered`` is the size of the largest checkpoint that holds."""

    size: int
    root: bytes
    checkpoints: int
    covered: int
    signatures_checked: bool
    faults: tuple[Fault, ...] = field(default=())

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


class Audit:
    """Reads entries in order, run by run, and collects faults and the roots that are asked for."""

    def __init__(self, sizes: Iterable[int] = ()) -> None:
        """``sizes`` are the tree sizes whose roots will be wanted."""
        self.frontier = Frontier()
        self.faults: list[Fault] = []
        self.roots: dict[int, bytes] = {}
        self.torn_at: int | None = None
        self._sizes = sorted(set(sizes))
        self._changed: list[int] = []

    def read_intact(self, bodies: Sequence[bytes], nodes: bytes) -> bool:
        """As ``read``, if nothing is wrong with this run; otherwise do nothing and say so."""
        run = _hashed(bodies)
        frontier = Frontier(self.frontier.size, self.frontier.peaks)
        if nodes != run.in_order() + b"".join(_append(frontier, run, len(bodies))):
            return False
        self._note_roots(run, len(bodies))
        self.frontier = frontier
        return True

    def read(self, bodies: Sequence[bytes], nodes: Sequence[bytes] | None = None) -> None:
        """The next entries: whole runs of ``RUN``, only the last shorter. ``nodes`` are as stored."""
        start, run = self.frontier.size, _hashed(bodies)
        self._note_roots(run, len(bodies))
        above = _append(self.frontier, run, len(bodies))
        if nodes is not None and b"".join(nodes) != run.in_order() + b"".join(above):
            self._find_faults(start, run, above, nodes)

    def tear(self, first: int, last: int) -> None:
        """Entries are missing: from here on no root can be recomputed."""
        which = f"entry {first} is" if first == last else f"entries {first} to {last} are"
        self.torn_at = first if self.torn_at is None else self.torn_at
        self.faults.append(Fault(code="entry-missing", message=f"{which} missing", index=first))

    def read_loose(self, index: int, body: bytes, nodes: bytes) -> None:
        """An entry behind a gap: only its own hash can be compared."""
        if leaf_hash(body) != nodes[:HASH_BYTES]:
            self._entry_changed(index)

    def root_at(self, size: int) -> bytes | None:
        """The recomputed root of a size that was asked for, or None if it cannot be recomputed."""
        return fold([]) if size == 0 else self.roots.get(size)

    def _note_roots(self, run: Subtree, count: int) -> None:
        start = self.frontier.size
        for size in self._sizes:
            if start < size <= start + count:
                self.roots[size] = fold([*self.frontier.peaks, *run.peaks(size - start)])

    def _find_faults(self, start: int, run: Subtree, above: list[bytes], nodes: Sequence[bytes]) -> None:
        for place, stored in enumerate(nodes):
            expected = run.completed_by(place) + (above if place == RUN - 1 else [])
            if stored == b"".join(expected):
                continue
            if stored[:HASH_BYTES] != expected[0]:
                self._entry_changed(start + place)
            elif not self._follows_from_a_change(start + place, len(expected)):
                message = f"a tree node stored with entry {start + place} is not the one that follows"
                self.faults.append(Fault(code="node-changed", message=message, index=start + place))

    def _entry_changed(self, index: int) -> None:
        self._changed.append(index)
        message = f"entry {index} does not have the hash that was stored when it was made"
        self.faults.append(Fault(code="entry-changed", message=message, index=index))

    def _follows_from_a_change(self, index: int, height: int) -> bool:
        # A changed entry changes every node above it; one fault is enough to say so.
        first = index + 1 - (1 << (height - 1))
        return any(first <= changed <= index for changed in self._changed)


def _hashed(bodies: Sequence[bytes]) -> Subtree:
    # The hot path of `writdesk ledger verify`, as in Subtree: no call of leaf_hash for each.
    return Subtree([sha256(b"\x00" + body).digest() for body in bodies])


def _append(frontier: Frontier, run: Subtree, count: int) -> list[bytes]:
    """Append the run to the frontier. Returns the nodes above the run that it completes."""
    if count == RUN:
        return frontier.append_subtree(LEVEL, run.levels[LEVEL][0])[1:]
    levels = [level for level in range(count.bit_length() - 1, -1, -1) if count >> level & 1]
    for level, peak in zip(levels, run.peaks(count), strict=True):
        frontier.append_subtree(level, peak)
    return []


def check_checkpoint(
    note: str, audit: Audit, size: int, public_pems: Sequence[bytes]
) -> tuple[Checkpoint | None, Fault | None]:
    """One checkpoint against the recomputed ledger of ``size``; its signature only if there are keys."""
    try:
        checkpoint = _opened(note, public_pems)
    except NoteRefused as error:
        return None, Fault(code="checkpoint-refused", message=f"a checkpoint does not open: {error}")
    fault = _compare(checkpoint, audit, size)
    return (None, fault) if fault else (checkpoint, None)


def sizes_of(notes: Iterable[str]) -> list[int]:
    """The sizes that these checkpoints state; malformed ones are left for ``check_checkpoint`` to report."""
    sizes = []
    for note in notes:
        try:
            sizes.append(read_checkpoint(note).size)
        except NoteRefused:
            continue
    return sizes


def _opened(note: str, public_pems: Sequence[bytes]) -> Checkpoint:
    if not public_pems:
        return read_checkpoint(note)
    for pem in public_pems[:-1]:
        try:
            return open_checkpoint(note, pem)
        except NoteRefused:
            continue
    return open_checkpoint(note, public_pems[-1])


def _compare(checkpoint: Checkpoint, audit: Audit, size: int) -> Fault | None:
    if checkpoint.size > size:
        message = f"a checkpoint covers {checkpoint.size} entries, the ledger has {size}: it was cut"
        return Fault(code="ledger-cut", message=message, index=size)
    root = audit.root_at(checkpoint.size)
    if root is None:
        message = f"the checkpoint of {checkpoint.size} entries cannot be recomputed: entries are missing"
        return Fault(code="checkpoint-unchecked", message=message, index=audit.torn_at)
    if root != checkpoint.root:
        message = f"the first {checkpoint.size} entries are not those of which the checkpoint was signed"
        return Fault(code="checkpoint-contradicted", message=message)
    return None
