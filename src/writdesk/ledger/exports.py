"""An exported ledger: one entry a line, byte for byte what was hashed. Verified without a database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import BinaryIO

from writdesk.ledger.audit import RUN, Audit, Fault, LedgerReport, Progress, check_checkpoint, sizes_of


def verify_export(
    source: BinaryIO,
    notes: Sequence[str],
    public_pems: Sequence[bytes],
    progress: Progress = lambda _count: None,
) -> LedgerReport:
    """Recompute the tree over the lines and compare with every checkpoint."""
    audit = Audit(sizes_of(notes))
    for bodies in _runs(source, audit):
        audit.read(bodies)
        progress(audit.frontier.size)
    checked = [check_checkpoint(note, audit, audit.frontier.size, public_pems) for note in notes]
    return LedgerReport(
        size=audit.frontier.size,
        root=audit.frontier.root(),
        checkpoints=len(notes),
        covered=max((checkpoint.size for checkpoint, _ in checked if checkpoint), default=0),
        signatures_checked=bool(public_pems),
        faults=(*audit.faults, *(fault for _, fault in checked if fault)),
    )


def _runs(source: BinaryIO, audit: Audit) -> Iterator[list[bytes]]:
    while lines := list(islice(source, RUN)):
        if not lines[-1].endswith(b"\n"):
            index = audit.frontier.size + len(lines) - 1
            message = f"the last line (entry {index}) does not end: the file was cut"
            audit.faults.append(Fault(code="export-cut", message=message, index=index))
        yield [line.removesuffix(b"\n") for line in lines]
