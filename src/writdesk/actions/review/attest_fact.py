"""A person attests what a program cannot tell: a letterhead, a signature, good faith."""

from __future__ import annotations

from datetime import datetime

from writdesk.actions.act import act_on
from writdesk.actions.actor import Actor
from writdesk.actions.errors import InputRefused, NotYet
from writdesk.actions.reading import assessment_of
from writdesk.adapters.vault import seal_text
from writdesk.core.assessment import PERSON_FACTS
from writdesk.core.lifecycle import Party, Status
from writdesk.ledger.codes import Code
from writdesk.store.findings import Attestation
from writdesk.store.requests import Request

MAY = (Party.ANALYST, Party.COUNSEL)


def attest_fact(
    reference: str, *, fact: str, value: bool, reason: str, by: Actor, at: datetime, seen: int | None = None
) -> Request:
    """Attest that ``fact`` is so or is not so. The fact must be one that the assessment looks at."""
    with act_on(reference, code=Code.FACT_ATTESTED, by=by, may=MAY, at=at, seen=seen) as act:
        must_be_under_review(act.request)
        known = {finding.fact_name for finding in assessment_of(act.request).findings}
        if fact not in known & PERSON_FACTS:
            raise InputRefused([("fact", f"{fact} is not for a person to attest; overrule the finding.")])
        Attestation.objects.create(
            request=act.request,
            fact=fact,
            value=value,
            reason_sealed=seal_text(act.request.data_key, reason, "attestation.reason"),
            by=by.somebody,
            at=at,
        )
        act.facts = {"fact": fact, "is_so": value}
    return act.request


def must_be_under_review(request: Request) -> None:
    """Facts and findings are settled during the review, not before it and not after the decision."""
    if request.status != Status.UNDER_REVIEW:
        raise NotYet(f"{request.reference} is {request.get_status_display()}; take it under review first.")
