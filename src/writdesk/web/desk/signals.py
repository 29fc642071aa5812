"""The signals of a request in the few words that a row of the queue has room for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from writdesk.actions.signals import (
    BOUNCED,
    CHILD,
    DIFFERS_FROM_PAPER,
    DOCUMENTS,
    GONE_DOMAIN,
    IMITATION,
    NEW_DOMAIN,
    NONDISCLOSURE,
    OTHER_ADDRESS,
    OTHER_AGENCY,
    SENDER,
    TELEPHONE,
    Signal,
    signals_of,
)
from writdesk.core.telephones import is_same_number
from writdesk.store.requests import Request
from writdesk.web.desk.words import span_words

__all__ = ["QueueSignal", "Signal", "is_same_number", "queue_signals", "signals_of", "unread_words"]
UNREAD = "unread"
# The word, its shape, and whether it makes the reader stop.
WORDS = {
    CHILD: ("child in danger", "stop"),
    TELEPHONE: ("other telephone number", "stop"),
    NEW_DOMAIN: ("new domain", "stop"),
    GONE_DOMAIN: ("domain gone", "stop"),
    OTHER_ADDRESS: ("another address", "stop"),
    IMITATION: ("domain looks like another", "stop"),
    OTHER_AGENCY: ("another agency’s domain", "stop"),
    SENDER: ("sender not established", "stop"),
    NONDISCLOSURE: ("nondisclosure", "note"),
    DIFFERS_FROM_PAPER: ("form and paper differ", "stop"),
    BOUNCED: ("return address not valid", "stop"),
    DOCUMENTS: ("note on a document", "note"),
}


@dataclass(frozen=True, kw_only=True)
class QueueSignal:
    """One word in a row; ``shape`` is how it is marked: ``stop``, ``note`` or ``unread``."""

    words: str
    shape: str


def queue_signals(request: Request, now: datetime) -> tuple[QueueSignal, ...]:
    """The signals of a row; a word that this version does not know is left out."""
    unread = unread_words(request, now)
    first = (QueueSignal(words=unread, shape=UNREAD),) if unread else ()
    known = (WORDS[code] for code in request.signals if code in WORDS)
    return (*first, *(QueueSignal(words=words, shape=shape) for words, shape in known))


def unread_words(request: Request, now: datetime) -> str:
    """``unread message, 2 hours``; empty where everything was read."""
    since = request.unread_since
    return f"unread message, {span_words(now - since)}" if since is not None else ""
