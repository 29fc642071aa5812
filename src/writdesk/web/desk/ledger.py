"""The ledger for the auditor: every entry without content, the checkpoint, and the proof of each entry."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from writdesk.ledger.errors import NoSuchEntry
from writdesk.store.ledger import body_of, current_frontier
from writdesk.store.ledger_checkpoints import LedgerCheckpoint, proof_of
from writdesk.store.ledger_reading import newest_entries
from writdesk.web.desk.record import EntryRow, entry_row
from writdesk.web.measures import instant_words
from writdesk.web.pages import render

ROWS = 50


@dataclass(frozen=True, kw_only=True)
class CheckpointCard:
    """The latest signed checkpoint."""

    size: str
    signed_at: str
    key_id: str
    note: str


@dataclass(frozen=True, kw_only=True)
class LedgerPage:
    """One page of entries, the newest first."""

    size: str
    root: str
    checkpoint: CheckpointCard | None
    entries: tuple[EntryRow, ...]
    next_url: str
    is_first: bool


@dataclass(frozen=True, kw_only=True)
class EntryPage:
    """One entry: what was hashed, and the proof that it is in the ledger."""

    index: int
    meaning: str
    at: str
    role: str
    body: str
    pretty: str
    proof: str
    no_proof: str


def show_list(request: HttpRequest) -> HttpResponse:
    """The page."""
    before = request.GET.get("before", "")
    number = int(before) if before.isdecimal() else None
    entries = newest_entries(before=number, limit=ROWS + 1)
    frontier = current_frontier()
    page = LedgerPage(
        size=f"{frontier.size:,}",
        root=frontier.root().hex(),
        checkpoint=_checkpoint() if number is None else None,
        entries=tuple(entry_row(each, {}) for each in entries[:ROWS]),
        next_url=f"{reverse('desk_ledger')}?before={entries[ROWS - 1].index}" if len(entries) > ROWS else "",
        is_first=number is None,
    )
    return render(request, "desk/ledger.html", page)


def show_entry(request: HttpRequest, index: int) -> HttpResponse:
    """The page of one entry."""
    found = newest_entries(before=index + 1, limit=1)
    if not found or found[0].index != index:
        raise Http404
    row, body = entry_row(found[0], {}), body_of(index).decode()
    try:
        proof, missing = proof_of(index), ""
    except NoSuchEntry:
        proof, missing = (
            "",
            "No checkpoint covers this entry yet. One is made with: writdesk ledger checkpoint",
        )
    page = EntryPage(
        index=index,
        meaning=row.meaning,
        at=row.at,
        role=row.role,
        body=body,
        pretty=json.dumps(json.loads(body), indent=2),
        proof=proof,
        no_proof=missing,
    )
    return render(request, "desk/ledger_entry.html", page)


def _checkpoint() -> CheckpointCard | None:
    row = LedgerCheckpoint.objects.order_by("size", "id").last()
    if row is None:
        return None
    return CheckpointCard(
        size=f"{row.size:,}", signed_at=instant_words(row.signed_at), key_id=row.key_id, note=row.note
    )
