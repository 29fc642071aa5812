"""An administrator says what a member of staff may do."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from writdesk.actions.act import enter
from writdesk.actions.actor import Actor
from writdesk.actions.all_or_nothing import all_or_nothing
from writdesk.actions.errors import InputRefused
from writdesk.actions.people.administering import (
    locked_colleague,
    must_leave_an_administrator,
    must_not_be_own,
    reference_of,
    role_of_whoever,
    tell_of_change,
)
from writdesk.actions.people.giving_back import give_back_requests, take_off_call
from writdesk.actions.people.particulars import NO_ROLE, in_order, role_words
from writdesk.ledger.codes import Code
from writdesk.ledger.entry import FactValue
from writdesk.store.access import DECIDERS, READERS
from writdesk.store.people import Person, Role

OWN = "These are your own roles. Another administrator changes them."
SAME = "Nothing was changed: these are the roles as before."


def set_roles(person: Person, roles: Collection[str], *, by: Actor, at: datetime) -> Person:
    """Give a person exactly these roles. What they may no longer do goes back to the queue.

    Raises ``NotAllowed``, ``SecondPersonNeeded``, ``InputRefused``.
    """
    must_not_be_own(person, by=by, words=OWN)
    wanted = in_order(roles)
    if not wanted:
        raise InputRefused([("roles", NO_ROLE)])
    with all_or_nothing():
        locked = locked_colleague(person, by=by)
        was = role_words(locked.roles)
        if wanted == in_order(locked.roles):
            raise InputRefused([("roles", SAME)])
        if Role.ADMINISTRATOR.value not in wanted:
            must_leave_an_administrator(locked)
        locked.roles = wanted
        locked.save(update_fields=["roles"])
        returned = _give_back(locked, at)
        facts: dict[str, FactValue] = {
            "of": reference_of(locked),
            "was": was,
            "roles": role_words(wanted),
            "requests": returned,
        }
        enter(Code.PERSON_ROLES_SET, by=by, role=role_of_whoever(by), at=at, facts=facts)
        labels = ", ".join(str(Role(role).label) for role in wanted)
        tell_of_change(locked, f"Your roles at the desk are now: {labels}.", at)
    return locked


def _give_back(person: Person, at: datetime) -> int:
    if not person.has_role(*DECIDERS):
        take_off_call(person, at=at)
    return 0 if person.has_role(*READERS) else give_back_requests(person, at=at)
