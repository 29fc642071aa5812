"""The custodian certifies what was collected; a worker builds the package from it."""

from __future__ import annotations

from datetime import datetime

from writdesk.actions.act import act_on
from writdesk.actions.actor import Actor
from writdesk.actions.errors import ChangedMeanwhile, NotYet
from writdesk.actions.producing.reviewing import pages_of, sections_of
from writdesk.adapters.staged_reading import tally
from writdesk.core.lifecycle import Party, Status
from writdesk.ledger.codes import Code
from writdesk.store.access import request_for
from writdesk.store.jobs import enqueue
from writdesk.store.productions import Collection, Production, left_out_of
from writdesk.store.requests import Request


def certify_production(reference: str, *, by: Actor, at: datetime, seen: int | None = None) -> Production:
    """Certify the newest finished collection, for the first time or again after its package failed.

    What is certified is named by its hashes; the package is built of exactly that, or not at all. A second
    click finds it certified, and changes nothing.
    """
    may = (Party.CUSTODIAN,)
    by.party(may)
    revision, tables = certified_tables(reference, by)
    with act_on(reference, code=Code.PRODUCTION_CERTIFIED, by=by, may=may, at=at, seen=seen) as act:
        if act.request.status != Status.READY:
            raise NotYet(f"{reference} has nothing to certify yet; collect its records first.")
        if act.request.revision != revision:
            raise ChangedMeanwhile(f"{reference} was changed while it was counted; look at it again.")
        collection = act.request.collections.filter(state=Collection.State.FINISHED).last()
        production = _uncertified(act.request, collection)
        production.state, production.fault = Production.State.BUILDING, ""
        production.certified_by, production.certified_at = by.somebody, at
        production.certified_tables = tables
        production.save()
        # Its own job for each certificate: the one of a package that failed is over.
        key = f"{production.pk}:{act.request.revision}"
        enqueue("build_package", key, run_after=at, payload={"production": production.pk})
        act.facts = {"kind": act.request.kind}
    return production


def certified_tables(reference: str, by: Actor) -> tuple[int, dict[str, str]]:
    """The request's revision, and the hash of each kind's records as they stand with it.

    Counted before the request is locked: a hundred thousand records take a moment.
    """
    request = request_for(by.somebody, reference)
    collection = request.collections.filter(state=Collection.State.FINISHED).last()
    if request.status != Status.READY or collection is None:
        return request.revision, {}
    found = tally(pages_of(collection), sections_of(collection), left_out_of(collection))
    return request.revision, {each.section.key: each.sha256 for each in found}


def _uncertified(request: Request, collection: Collection | None) -> Production:
    """The production to be built from a collection: a new one, or the one whose package failed."""
    earlier = Production.objects.select_for_update().filter(collection=collection).first()
    if collection is None or (earlier is not None and earlier.state != Production.State.FAILED):
        raise NotYet(f"{request.reference} is certified already; its package is being built or stands ready.")
    return earlier or Production(request=request, collection=collection)
