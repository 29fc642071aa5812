"""What happened to a request since an officer opened its page: what, by whom, when; only what is theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from writdesk.adapters.vault import desk_keys
from writdesk.ledger.codes import Code
from writdesk.store.ledger_reading import Entered, entries_of
from writdesk.store.requests import Request
from writdesk.web.measures import instant_words

# What goes on inside the desk is not the officer's to read; that something went on is.
YOURS: Mapping[Code, str] = {
    Code.CLARIFICATION_ANSWERED: "You answered",
    Code.REQUEST_WITHDRAWN: "You withdrew the request",
}
OURS: Mapping[Code, str] = {
    Code.CLARIFICATION_ASKED: "The desk asked you for something",
    Code.PRODUCTION_DELIVERED: "The desk gave you the package",
    Code.REQUEST_REFERRED: "The desk told you who serves you",
    Code.REQUEST_REJECTED: "The desk rejected the request",
    Code.REQUEST_CLOSED: "The desk closed the request",
}


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing that happened."""

    what: str
    at: str


def changes_since(row: Request, seen: str) -> tuple[Change, ...]:
    """What happened after the revision that the officer's page showed. Each act makes one entry."""
    count = row.revision - int(seen) if seen.isdecimal() and len(seen) < 9 else 0
    entries = list(entries_of(desk_keys().reference("request", row.reference)))
    return tuple(_change(each) for each in entries[-count:]) if count > 0 else ()


def _change(entered: Entered) -> Change:
    code = Code(entered.entry.code)
    what = YOURS.get(code) or OURS.get(code) or "Somebody at the desk worked on the request"
    return Change(what=what, at=instant_words(entered.entry.at))
