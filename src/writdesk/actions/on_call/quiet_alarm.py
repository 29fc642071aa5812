"""Somebody says that they have an emergency: nobody else is paged for it."""

from __future__ import annotations

from datetime import datetime

from writdesk.actions.act import act_on
from writdesk.actions.actor import Actor
from writdesk.actions.errors import InputRefused
from writdesk.core.lifecycle import Party
from writdesk.ledger.codes import Code
from writdesk.store.on_call import Alarm

MAY = (Party.ANALYST, Party.COUNSEL)


def quiet_alarm(reference: str, *, by: Actor, at: datetime) -> None:
    """End the paging. Raises ``InputRefused`` where somebody has it already, or nobody was paged."""
    with act_on(reference, code=Code.ALARM_QUIETED, by=by, may=MAY, at=at) as act:
        alarm = Alarm.objects.select_for_update().filter(request=act.request).first()
        if alarm is None:
            raise InputRefused([("", "No alarm was raised for this request.")])
        if alarm.quiet_at is not None:
            who = alarm.quieted_by or "somebody"
            raise InputRefused([("", f"{who} has it already, since {alarm.quiet_at:%H:%M} UTC.")])
        alarm.quiet_at, alarm.quieted_by = at, by.somebody
        alarm.save(update_fields=["quiet_at", "quieted_by"])
        act.facts = {"rounds": alarm.rounds, "minutes": int((at - alarm.raised_at).total_seconds() // 60)}
