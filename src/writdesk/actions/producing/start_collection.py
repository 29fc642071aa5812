"""The custodian has the granted records collected; a worker does it."""

from __future__ import annotations

from datetime import datetime

from writdesk.actions.act import act_on
from writdesk.actions.actor import Actor
from writdesk.actions.errors import NotYet
from writdesk.core.lifecycle import Event, Party
from writdesk.ledger.codes import Code
from writdesk.store.decisions import Decision, SignedGrantRecord
from writdesk.store.jobs import enqueue
from writdesk.store.productions import Collection


def start_collection(reference: str, *, by: Actor, at: datetime, seen: int | None = None) -> Collection:
    """Start collecting under the newest grant, for the first time or again after a failure."""
    may = (Party.CUSTODIAN,)
    with act_on(reference, code=Code.COLLECTION_STARTED, by=by, may=may, at=at, seen=seen) as act:
        act.move(Event.START_COLLECTION)
        grant = (
            SignedGrantRecord.objects.filter(
                decision__request=act.request, decision__state=Decision.State.IN_FORCE
            )
            .order_by("-signed_at")
            .first()
        )
        if grant is None or grant.expires_at <= at:
            raise NotYet("The grant has run out; the decision has to be made anew.")
        collection = Collection.objects.create(
            request=act.request,
            grant=grant,
            state=Collection.State.RUNNING,
            started_by=by.somebody,
            started_at=at,
        )
        enqueue("collect", str(collection.pk), run_after=at, payload={"collection": collection.pk})
        act.facts = {"kind": act.request.kind}
    return collection
