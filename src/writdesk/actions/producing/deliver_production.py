"""The custodian delivers: the officer is told, and may download for thirty days."""

from __future__ import annotations

from datetime import datetime, timedelta

from writdesk.actions.act import act_on
from writdesk.actions.actor import Actor
from writdesk.actions.correspondence.post_letter import post_letter
from writdesk.actions.errors import NotYet
from writdesk.actions.producing.first_delivery import FIRST_DELIVERY, waits_for_call_back
from writdesk.core.lifecycle import Event, Party
from writdesk.ledger.codes import Code
from writdesk.store.jobs import enqueue
from writdesk.store.productions import Production

AVAILABLE_DAYS = 30


def deliver_production(reference: str, *, by: Actor, at: datetime, seen: int | None = None) -> Production:
    """Deliver the built package. Delivered is delivered: a second click is refused.

    Raises ``NotYet`` where the officer is new and the agency was not called back.
    """
    may = (Party.CUSTODIAN,)
    with act_on(reference, code=Code.PRODUCTION_DELIVERED, by=by, may=may, at=at, seen=seen) as act:
        production = act.request.productions.last()
        if production is None or production.state != Production.State.BUILT:
            raise NotYet(f"{reference} has no package yet; certify it, and wait until it is built.")
        act.move(Event.DELIVER)
        if waits_for_call_back(act.request):
            raise NotYet(FIRST_DELIVERY)
        production.delivered_by, production.delivered_at = by.person, at
        production.available_until = at + timedelta(days=AVAILABLE_DAYS)
        production.save()
        until = f"{production.available_until:%d %B %Y, %H:%M}"
        particulars = {"available_until": until, "sha256": production.sha256}
        post_letter(act.request, "delivery", by=by.person, at=at, particulars=particulars)
        enqueue("sign_checkpoint", f"delivery:{production.pk}", run_after=at)
        has_records = any(production.collection.counts.values())
        act.facts = {
            "kind": act.request.kind,
            "country": act.request.country or None,
            "accounts": act.request.account_count,
            "outcome": _outcome(production) if has_records else "no_data",
        }
    return production


def _outcome(production: Production) -> str:
    """Full when every category asked for was granted and no record was left out.

    What was granted and not held does not make it less.
    """
    if production.collection.left_outs.exclude(records=0).exists():
        return "partial"
    granted = {entry["category"] for entry in production.collection.grant.decision.granted}
    return "full" if granted >= set(production.request.categories) else "partial"
