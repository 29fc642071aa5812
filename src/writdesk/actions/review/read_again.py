"""A person has documents read again that could not be read, or that came before the desk could read."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from writdesk.actions.act import act_on
from writdesk.actions.actor import Actor
from writdesk.actions.errors import NotYet
from writdesk.actions.intake.uploads import have_read
from writdesk.core.lifecycle import Party
from writdesk.ledger.codes import Code
from writdesk.store.readings import Reading
from writdesk.store.requests import Request

MAY = (Party.ANALYST, Party.COUNSEL)
MOST = 1_000


def read_again(reference: str, *, by: Actor, at: datetime, seen: int | None = None) -> Request:
    """Have the worker read whatever was not read. Raises ``NotYet`` when there is nothing of that kind."""
    with act_on(reference, code=Code.DOCUMENTS_TO_READ, by=by, may=MAY, at=at, seen=seen) as act:
        unread = Q(reading__isnull=True) | Q(reading__state=Reading.State.FAILED)
        documents = list(act.request.documents.filter(unread).order_by("id")[:MOST])
        if not documents:
            raise NotYet("Every document was read, or is being read.")
        failed = act.request.readings.filter(state=Reading.State.FAILED, document__in=documents)
        failed.update(state=Reading.State.PENDING, reason="")
        have_read(act.request, documents, at)
        act.facts = {"documents": len(documents)}
    return act.request
