"""The custodian certifies what was collected; a worker builds the package from it."""

from __future__ import annotations

from datetime import datetime

from writdesk.actions.act import act_on
from writdesk.actions.actor import Actor
from writdesk.actions.errors import NotYet
from writdesk.core.lifecycle import Party, Status
from writdesk.ledger.codes import Code
from writdesk.store.jobs import enqueue
from writdesk.store.productions import Collection, Production


def certify_production(reference: str, *, by: Actor, at: datetime, seen: int | None = None) -> Production:
    """Certify the newest finished collection. A second click finds it certified, and changes nothing."""
    may = (Party.CUSTODIAN,)
    with act_on(reference, code=Code.PRODUCTION_CERTIFIED, by=by, may=may, at=at, seen=seen) as act:
        if act.request.status != Status.READY:
            raise NotYet(f"{reference} has nothing to certify yet; collect its records first.")
        collection = act.request.collections.filter(state=Collection.State.FINISHED).last()
        if collection is None or Production.objects.filter(collection=collection).exists():
            raise NotYet(f"{reference} is certified already; its package is being built or stands ready.")
        production = Production.objects.create(
            request=act.request,
            collection=collection,
            state=Production.State.BUILDING,
            certified_by=by.somebody,
            certified_at=at,
        )
        enqueue("build_package", str(production.pk), run_after=at, payload={"production": production.pk})
        act.facts = {"kind": act.request.kind}
    return production
