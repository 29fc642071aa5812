"""A person overrules what the program found on one provision, and says why."""

from __future__ import annotations

from datetime import datetime

from writdesk.actions.act import act_on
from writdesk.actions.actor import Actor
from writdesk.actions.errors import InputRefused
from writdesk.actions.reading import guideline_of
from writdesk.actions.review.attest_fact import must_be_under_review
from writdesk.adapters.vault import seal_text
from writdesk.core.conditions import Outcome
from writdesk.core.lifecycle import Party
from writdesk.ledger.codes import Code
from writdesk.store.findings import Overruling
from writdesk.store.requests import Request

MAY = (Party.COUNSEL, Party.ANALYST)


def overrule_finding(
    reference: str,
    *,
    provision: str,
    outcome: Outcome,
    reason: str,
    by: Actor,
    at: datetime,
    seen: int | None = None,
) -> Request:
    """Put a person's outcome in the place of the program's. A reason is required."""
    if not reason.strip():
        raise InputRefused([("reason", "Say why; the reason stands beside the finding.")])
    with act_on(reference, code=Code.FINDING_OVERRULED, by=by, may=MAY, at=at, seen=seen) as act:
        must_be_under_review(act.request)
        if provision not in {rule.id for rule in guideline_of(act.request).provisions}:
            raise InputRefused([("provision", f"The guideline has no provision {provision}.")])
        Overruling.objects.create(
            request=act.request,
            provision=provision,
            outcome=outcome.value,
            reason_sealed=seal_text(act.request.data_key, reason, "overruling.reason"),
            by=by.somebody,
            at=at,
        )
        act.facts = {"provision": provision, "now": outcome.value}
    return act.request
