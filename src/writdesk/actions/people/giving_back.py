"""What somebody holds goes back to the queue when they no longer work on it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from writdesk.actions.on_call.raise_alarm import PAGE, is_taken_up
from writdesk.store.jobs import enqueue
from writdesk.store.on_call import Alarm, OnCall
from writdesk.store.people import Person
from writdesk.store.requests import Request


def give_back_requests(person: Person, *, at: datetime) -> int:
    """The person's open requests become nobody's. What was decided, said and signed stays theirs."""
    mine = Request.objects.filter(assigned_to=person, is_open=True)
    return mine.update(assigned_to=None, revision=F("revision") + 1, changed_at=at)


def take_off_call(person: Person, *, at: datetime) -> bool:
    """Nobody pages the person any more; an emergency that only they had is paged anew."""
    was_on_call = bool(OnCall.objects.filter(person=person).delete()[0])
    had = Alarm.objects.select_related("request").filter(quieted_by=person, request__is_open=True)
    for alarm in had:
        if not is_taken_up(alarm.request):
            _page_anew(alarm, at)
    return was_on_call


def _page_anew(alarm: Alarm, at: datetime) -> None:
    alarm.quiet_at = alarm.quieted_by = None
    alarm.save(update_fields=["quiet_at", "quieted_by"])
    key = f"{alarm.request.reference}:{alarm.rounds + 1}:{int(at.timestamp())}"
    enqueue(PAGE, key, run_after=at, payload={"request": alarm.request_id})
