"""An administrator corrects the name or the address of a member of staff."""

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
from writdesk.actions.people.particulars import checked_particulars
from writdesk.ledger.codes import Code
from writdesk.store.people import Person

SAME = "Nothing was changed: name and address are as before."
PAGED = "This person is on call, so needs an address. Take them off the order first."
HAPPENED = "An administrator changed the name or the mail address of your account."


def change_person(person: Person, *, name: str, email: str, by: Actor, at: datetime) -> Person:
    """Keep the new name and address. Mail goes to the old address and to the new one.

    Raises ``NotAllowed``, and ``InputRefused`` with each fault.
    """
    with all_or_nothing():
        locked = locked_colleague(person, by=by)
        kept = checked_particulars(name, email, of=locked)
        facts = {"has_new_name": kept.name != locked.name, "has_new_address": kept.email != locked.email}
        if not any(facts.values()):
            raise InputRefused([("", SAME)])
        if not kept.email and hasattr(locked, "on_call"):
            raise InputRefused([("email", PAGED)])
        if facts["has_new_address"]:
            # Whoever takes over an account first changes its address: the old one must hear of it.
            tell_of_change(locked, HAPPENED, at)
        locked.name, locked.email = kept.name, kept.email
        locked.save(update_fields=["name", "email"])
        tell_of_change(locked, HAPPENED, at)
        of = {"of": reference_of(locked)}
        enter(Code.PERSON_CHANGED, by=by, role=role_of_whoever(by), at=at, facts={**of, **facts})
    return locked
