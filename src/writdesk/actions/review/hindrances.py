"""What still stands against approving a request, in words for the person who decides."""

from __future__ import annotations

from datetime import datetime

from writdesk.actions.reading import route_words
from writdesk.core.assessment import Assessment
from writdesk.core.conditions import Outcome
from writdesk.core.guideline import IfNotMet
from writdesk.core.request import Kind
from writdesk.core.request import Request as Form
from writdesk.store.agencies import CallBack
from writdesk.store.requests import Request


def hindrances(request: Request, form: Form, assessment: Assessment) -> list[str]:
    """Sentences, empty when nothing stands against approval.

    A provision not met has to be mended by the officer or overruled with a reason; what only a person can
    judge has to be attested. An emergency needs a call-back that the agency confirmed.
    """
    found = []
    if not assessment.routing.served:
        found.append(f"This request has to go another way: {route_words(assessment)}. Refer it.")
    found += [
        f"{finding.provision.id}: {_open_words(finding.outcome)}"
        for finding in assessment.findings
        if finding.outcome != Outcome.MET and finding.provision.if_not_met != IfNotMet.FLAG
    ]
    if form.kind is Kind.EMERGENCY and not is_confirmed_by_call_back(request):
        found.append("Call the agency back at a number from the directory, and enter what it said.")
    return found


def _open_words(outcome: Outcome) -> str:
    if outcome == Outcome.NOT_MET:
        return "not met; ask the officer, or overrule it with a reason."
    return "nobody has said yet whether it is met; attest it, or overrule it with a reason."


def is_confirmed_by_call_back(request: Request, *, since: datetime | None = None) -> bool:
    """Whether the agency, when it was last reached at a number of the directory, confirmed the request.

    ``since`` leaves out calls from before: what they confirmed may have changed.
    """
    calls = request.call_backs.exclude(outcome=CallBack.Outcome.NOT_REACHED)
    last = (calls.filter(at__gt=since) if since else calls).last()
    return last is not None and last.outcome == CallBack.Outcome.CONFIRMED
