"""An analyst registers a letter or a fax from its scan; from there it is a request like any other."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from writdesk.actions.actor import Actor
from writdesk.actions.errors import InputRefused
from writdesk.actions.intake.receive_request import receive_request
from writdesk.actions.intake.uploads import Upload
from writdesk.core.lifecycle import Party
from writdesk.core.request import Kind
from writdesk.store.requests import Request

MAY = (Party.ANALYST,)
CHANNELS = ("post", "fax")
NOTE = "note of the desk.txt"
LONGEST_NOTE = 4_000


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What an analyst sees of a letter or a fax; empty is not stated."""

    kind: Kind
    channel: str
    agency: str = ""
    country: str = ""
    officer: str = ""
    arrived_at: datetime | None = None
    note: str = ""


def register_paper(
    paper: Paper, uploads: Sequence[Upload], *, by: Actor, at: datetime, submission: str
) -> Request:
    """The request that arrived on paper, at the time it arrived. Raises ``InputRefused`` with every fault."""
    by.party(MAY)
    faults = list(_faults(paper, uploads, at))
    if faults:
        raise InputRefused(faults)
    note = paper.note.strip()
    with_note = [Upload(name=NOTE, source=io.BytesIO(f"{note}\n".encode()))] if note else []
    return receive_request(
        document={
            "kind": paper.kind.value,
            "channel": paper.channel,
            "agency": {"name": paper.agency or None, "jurisdiction": paper.country or None},
            "officer": {"name": paper.officer or None},
        },
        uploads=[*uploads, *with_note],
        by=by,
        at=paper.arrived_at or at,
        submission=submission,
    )


def _faults(paper: Paper, uploads: Sequence[Upload], at: datetime) -> list[tuple[str, str]]:
    faults = []
    if paper.channel not in CHANNELS:
        faults.append(("channel", "Say whether it came by post or by fax."))
    if not uploads:
        faults.append(("documents", "Add the scan of the letter or fax."))
    if paper.arrived_at is None:
        faults.append(("arrived", "Say when it arrived, in UTC."))
    elif paper.arrived_at > at:
        faults.append(("arrived", "It cannot have arrived in the future."))
    if len(paper.note) > LONGEST_NOTE:
        faults.append(("note", f"Shorten the note to {LONGEST_NOTE:,} characters."))
    return faults
