"""Where the desk asks about senders: the system's resolver, the operator's, a demo's own zone, or nobody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from django.conf import settings

from writdesk.adapters.dns import Resolver
from writdesk.documents.sender.answers import Answer, Outcome, Question
from writdesk.documents.sender.zone import read_zone

Ask = Callable[[Sequence[Question]], dict[Question, Answer]]


def desk_resolver() -> Ask:
    """Answers questions about mail; a desk that may ask nobody is told that nobody answered.

    A demo asks nobody outside: its invented senders are in a zone of its own.
    """
    if settings.DNS_ZONE:
        zone = Path(settings.DNS_ZONE)
        return read_zone(zone.read_text(encoding="ascii") if zone.exists() else "").answer
    if settings.DNS_SERVERS == ["off"]:
        return lambda questions: dict.fromkeys(questions, Answer(Outcome.TIMED_OUT))
    return Resolver(nameservers=settings.DNS_SERVERS).answer
