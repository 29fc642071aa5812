"""Reading the ledger's entries: those of one request, and the newest ones."""

from __future__ import annotations

from dataclasses import dataclass

from writdesk.ledger.entry import Entry, decode
from writdesk.store.ledger import LedgerEntry


@dataclass(frozen=True, kw_only=True)
class Entered:
    """An entry with its index in the ledger."""

    index: int
    entry: Entry


def entries_of(request_reference: str) -> list[Entered]:
    """Every entry of one request, by its keyed reference, in the order in which they were made."""
    rows = LedgerEntry.objects.filter(request=request_reference).order_by("index")
    return [_entered(row) for row in rows.only("index", "body")]


def newest_entries(*, before: int | None, limit: int) -> list[Entered]:
    """The newest entries, or those before an index; the newest first."""
    rows = LedgerEntry.objects.order_by("-index").only("index", "body")
    if before is not None:
        rows = rows.filter(index__lt=before)
    return [_entered(row) for row in rows[:limit]]


def _entered(row: LedgerEntry) -> Entered:
    return Entered(index=row.index, entry=decode(row.body.encode()))
