"""An administrator closes the account of somebody who leaves."""

from __future__ import annotations

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
from writdesk.actions.people.inviting import end_invitations
from writdesk.ledger.codes import Code
from writdesk.ledger.entry import FactValue
from writdesk.store.people import Person

OWN = "This is your own account. Another administrator closes it."
ALREADY = "This account is closed already."
HAPPENED = "Your account at the desk was closed, and your sessions have ended."


def close_account(person: Person, *, by: Actor, at: datetime) -> int:
    """Let the person in no more, and give back what they hold. Returns how many requests that are.

    Nothing that they did is changed: decisions, messages and entries stay theirs.
    Raises ``NotAllowed``, ``SecondPersonNeeded``, ``InputRefused``.
    """
    must_not_be_own(person, by=by, words=OWN)
    with all_or_nothing():
        locked = locked_colleague(person, by=by)
        if not locked.is_active:
            raise InputRefused([("", ALREADY)])
        must_leave_an_administrator(locked)
        locked.is_active = False
        locked.sessions_ended += 1
        locked.save(update_fields=["is_active", "sessions_ended"])
        end_invitations(locked)
        returned = give_back_requests(locked, at=at)
        was_on_call = take_off_call(locked, at=at)
        facts: dict[str, FactValue] = {
            "of": reference_of(locked),
            "requests": returned,
            "was_on_call": was_on_call,
        }
        enter(Code.PERSON_CLOSED, by=by, role=role_of_whoever(by), at=at, facts=facts)
        tell_of_change(locked, HAPPENED, at)
    return returned
