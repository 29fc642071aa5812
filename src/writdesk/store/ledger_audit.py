"""Verifying the stored ledger: every entry, every tree node, the head and every checkpoint."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.db import connection

from writdesk.ledger.audit import RUN, Audit, Fault, LedgerReport, Progress, check_checkpoint, sizes_of
from writdesk.ledger.merkle import Frontier
from writdesk.store.ledger_checkpoints import LedgerCheckpoint

Row = tuple[int, str | None, str, bytes]

# One statement, so that the head and the last entry are of the same moment while others append.
_EXTENT = """
SELECT head.size, head.frontier, (SELECT max(idx) FROM ledger_entry)
FROM (SELECT 1 AS id) AS one LEFT JOIN ledger_head AS head ON head.id = one.id
"""
# A run in one row, as no entry holds a newline: fetching row by row would cost SQLite's caller as much as the
# hashing. PostgreSQL is quicker with plain rows.
_RUN_SQLITE = """
SELECT count(*), min(idx), max(idx), CAST(group_concat(body, char(10)) AS BLOB),
       CAST(group_concat(nodes, '') AS BLOB), CAST(group_concat(coalesce(request, ''), char(10)) AS BLOB)
FROM (SELECT * FROM ledger_entry WHERE idx >= %s AND idx < %s ORDER BY idx)
"""
_REQUEST = re.compile(rb'"request":(?:"([0-9a-f]{64})"|null),"role":')
_ROWS = "SELECT idx, request, body, nodes FROM ledger_entry WHERE idx >= %s AND idx < %s ORDER BY idx"


def verify_ledger(
    public_pems: Sequence[bytes] = (),
    notes: Sequence[str] = (),
    progress: Progress = lambda _count: None,
) -> LedgerReport:
    """Recompute everything and report each fault by index.

    ``notes`` are checkpoints that were kept elsewhere; only those can show that the whole database, with its
    own checkpoints, was replaced. May run while others append.
    """
    # First the checkpoints, then the extent: what is signed meanwhile may cover more than is read here.
    stored = list(LedgerCheckpoint.objects.values_list("size", "note"))
    size, head, faults = _extent()
    every = [*(note for _size, note in stored), *notes]
    audit = Audit([*sizes_of(every), size])
    with connection.cursor() as cursor:
        for start in range(0, size, RUN):
            end = min(start + RUN, size)
            if not _is_intact(audit, cursor, start, end):
                _read_carefully(audit, cursor, start, end)
            progress(end)
    _read_end(audit, size, head)
    checked = [check_checkpoint(note, audit, size, public_pems) for note in every]
    return LedgerReport(
        size=size,
        root=audit.frontier.root(),
        checkpoints=len(every),
        covered=max((checkpoint.size for checkpoint, _ in checked if checkpoint), default=0),
        signatures_checked=bool(public_pems),
        faults=(*faults, *audit.faults, *(fault for _, fault in checked if fault), *_mislabelled(stored)),
    )


def _extent() -> tuple[int, bytes, list[Fault]]:
    """The head's size and frontier, and what is wrong between it and the entries there are."""
    with connection.cursor() as cursor:
        cursor.execute(_EXTENT)
        size, frontier, last = cursor.fetchone()
    size, frontier = size or 0, bytes(frontier or b"")
    if last is None or last < size:
        return size, frontier, []
    message = f"there are entries up to {last}, but the head says that the ledger has {size}"
    return size, frontier, [Fault(code="entry-beyond-the-head", message=message, index=size)]


def _is_intact(audit: Audit, cursor: Any, start: int, end: int) -> bool:
    """Read a run as one row, quickly; False, and nothing read, if anything about it is wrong."""
    run = _run_of_sqlite if connection.vendor == "sqlite" else _run_of_rows
    count, first, last, *columns = run(cursor, start, end)
    if audit.torn_at is not None or (count, first, last) != (end - start, start, end - 1):
        return False
    bodies, nodes, requests = columns
    entries = bodies.split(b"\n")
    is_filed = len(entries) == count and _REQUEST.findall(bodies) == requests.split(b"\n")
    return is_filed and audit.read_intact(entries, nodes)


def _run_of_sqlite(cursor: Any, start: int, end: int) -> tuple[Any, ...]:
    cursor.execute(_RUN_SQLITE, [start, end])
    return tuple(cursor.fetchone())


def _run_of_rows(cursor: Any, start: int, end: int) -> tuple[Any, ...]:
    cursor.execute(_ROWS, [start, end])
    indexes, requests, bodies, nodes = tuple(zip(*cursor.fetchall(), strict=True)) or ((None,), (), (), ())
    filed = "\n".join(request or "" for request in requests)
    joined = ("\n".join(bodies).encode(), b"".join(nodes), filed.encode())
    return len(bodies), indexes[0], indexes[-1], *joined


def _read_carefully(audit: Audit, cursor: Any, start: int, end: int) -> None:
    """Read a run row by row, to find what is wrong with it."""
    cursor.execute(_ROWS, [start, end])
    rows: list[Row] = cursor.fetchall()
    if not rows:
        return
    indexes, requests, bodies, stored = zip(*rows, strict=True)
    whole = _length_before_gap(audit, indexes)
    if whole:
        audit.read([body.encode() for body in bodies[:whole]], [bytes(nodes) for nodes in stored[:whole]])
    for index, _request, body, nodes in rows[whole:]:
        audit.read_loose(index, body.encode(), bytes(nodes))
    _check_requests(audit, indexes, requests, bodies)


def _length_before_gap(audit: Audit, indexes: Sequence[int]) -> int:
    """How many of these entries follow on what was read; a gap is entered as a fault."""
    if audit.torn_at is not None:
        return 0
    start, count = audit.frontier.size, len(indexes)
    if indexes[-1] == start + count - 1:
        return count
    whole = next(place for place, index in enumerate(indexes) if index != start + place)
    audit.tear(start + whole, indexes[whole] - 1)
    return whole


def _read_end(audit: Audit, size: int, head: bytes) -> None:
    if audit.torn_at is None and audit.frontier.size < size:
        audit.tear(audit.frontier.size, size - 1)
    if audit.torn_at is None and not _is_frontier(audit.frontier, head):
        message = f"the head's right edge is not that of the {size} entries"
        audit.faults.append(Fault(code="head-changed", message=message, index=None))


def _is_frontier(frontier: Frontier, head: bytes) -> bool:
    return frontier.to_bytes() == head


def _check_requests(
    audit: Audit, indexes: Sequence[int], requests: Sequence[Any], bodies: Sequence[str]
) -> None:
    """The column by which entries are found must say what the hashed body says."""
    for index, request, body in zip(indexes, requests, bodies, strict=True):
        stated = f'"request":"{request}",' if request else '"request":null,'
        if stated not in body:
            message = f"entry {index} is filed under another request than it states"
            audit.faults.append(Fault(code="entry-misfiled", message=message, index=index))


def _mislabelled(stored: Sequence[tuple[int, str]]) -> list[Fault]:
    message = "a checkpoint is filed under {} entries but states another size"
    return [
        Fault(code="checkpoint-misfiled", message=message.format(size), index=None)
        for size, note in stored
        if [size] != sizes_of([note])
    ]
