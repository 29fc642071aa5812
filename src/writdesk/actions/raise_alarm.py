"""An emergency arrived by mail: entered, and the people on call are to be paged."""

from __future__ import annotations

from datetime import datetime

from writdesk.actions.act import act_on
from writdesk.actions.actor import DESK
from writdesk.core.lifecycle import Party
from writdesk.ledger.codes import Code
from writdesk.store.jobs import Job, enqueue
from writdesk.store.requests import Request

PAGE = "page_on_call"


def raise_alarm(request: Request, *, at: datetime) -> bool:
    """Raise the alarm for an emergency request, once. False when it was raised before."""
    if Job.objects.filter(key=f"{PAGE}:{request.reference}").exists():
        return False
    with act_on(request.reference, code=Code.ALARM_RAISED, by=DESK, may=(Party.SYSTEM,), at=at) as act:
        enqueue(PAGE, request.reference, run_after=at, payload={"request": request.pk})
        act.facts = {"channel": request.channel}
    return True


def page_on_call(request_id: int) -> None:
    """The one place where people on call are reached; so far the queue alone shows the emergency on top."""
    Request.objects.only("pk").get(pk=request_id)
