"""An administrator says who is on call, and in which turn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from writdesk.actions.act import enter
from writdesk.actions.actor import Actor
from writdesk.actions.all_or_nothing import all_or_nothing
from writdesk.actions.errors import InputRefused, NotAllowed
from writdesk.ledger.codes import Code
from writdesk.store.on_call import OnCall
from writdesk.store.people import Person, Role

TURNS = range(1, 6)
MAY_BE = (Role.ANALYST, Role.COUNSEL)


def set_on_call(turns: Mapping[Person, int | None], *, by: Actor, at: datetime) -> None:
    """Put the whole order anew: each person's turn, None for nobody's.

    Only analysts and counsel with a mail address can be on call. Raises ``InputRefused``, ``NotAllowed``.
    """
    if not by.somebody.has_role(Role.ADMINISTRATOR):
        raise NotAllowed("An administrator says who is on call.")
    wanted = {person: turn for person, turn in turns.items() if turn is not None}
    faults = [(f"turn-{person.pk}", _fault(person, turn)) for person, turn in wanted.items()]
    if any(fault for _place, fault in faults):
        raise InputRefused([(place, fault) for place, fault in faults if fault])
    with all_or_nothing():
        OnCall.objects.all().delete()
        OnCall.objects.bulk_create(
            [OnCall(person=person, turn=turn) for person, turn in sorted(wanted.items(), key=lambda x: x[1])]
        )
        facts = {"people": len(wanted), "turns": len(set(wanted.values()))}
        enter(Code.ON_CALL_SET, by=by, role=Role.ADMINISTRATOR.value, at=at, facts={**facts})


def _fault(person: Person, turn: int) -> str:
    if turn not in TURNS:
        return f"A turn is a number from {TURNS.start} to {TURNS.stop - 1}."
    if not person.has_role(*MAY_BE) or not person.is_active:
        return f"{person} does not decide about requests, so cannot be on call."
    return "" if person.email else f"{person} has no mail address, so cannot be paged."
