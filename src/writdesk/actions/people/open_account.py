"""An administrator opens a closed account again."""

from __future__ import annotations

from datetime import datetime

from writdesk.actions.act import enter
from writdesk.actions.actor import Actor
from writdesk.actions.all_or_nothing import all_or_nothing
from writdesk.actions.errors import InputRefused
from writdesk.actions.people.administering import (
    locked_colleague,
    reference_of,
    role_of_whoever,
    tell_of_change,
)
from writdesk.ledger.codes import Code
from writdesk.store.people import Person

ALREADY = "This account is open already."
HAPPENED = "Your account at the desk was opened again. You sign in as before."


def open_account(person: Person, *, by: Actor, at: datetime) -> Person:
    """Let the person in again, with the roles, the password and the second factor from before.

    Raises ``NotAllowed``, ``InputRefused``.
    """
    with all_or_nothing():
        locked = locked_colleague(person, by=by)
        if locked.is_active:
            raise InputRefused([("", ALREADY)])
        locked.is_active = True
        locked.save(update_fields=["is_active"])
        facts = {"of": reference_of(locked)}
        enter(Code.PERSON_OPENED, by=by, role=role_of_whoever(by), at=at, facts={**facts})
        tell_of_change(locked, HAPPENED, at)
    return locked
