"""A member of staff is given an account, and invited to it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from writdesk.actions.act import enter
from writdesk.actions.actor import Actor
from writdesk.actions.all_or_nothing import all_or_nothing
from writdesk.actions.people.administering import may_administer, reference_of, role_of_whoever
from writdesk.actions.people.inviting import Invited, make_invitation
from writdesk.actions.people.particulars import (
    NO_ROLE,
    checked_particulars,
    in_order,
    role_words,
    username_fault,
)
from writdesk.ledger.codes import Code
from writdesk.store.people import Person


def add_person(
    *, username: str, name: str, email: str, roles: Collection[str], by: Actor, at: datetime
) -> Invited:
    """Make the account, without a password, and the link by which its owner opens it.

    Raises ``NotAllowed``, and ``InputRefused`` with each fault.
    """
    may_administer(by)
    username, wanted = username.strip().lower(), in_order(roles)
    with all_or_nothing():
        elsewhere = [("username", username_fault(username)), ("roles", "" if wanted else NO_ROLE)]
        kept = checked_particulars(name, email, others=elsewhere)
        person = Person(username=username, name=kept.name, email=kept.email, roles=wanted)
        person.set_unusable_password()
        person.save(force_insert=True)
        invited = make_invitation(person, by=by, at=at)
        facts = {"of": reference_of(person), "roles": role_words(wanted)}
        enter(Code.PERSON_ADDED, by=by, role=role_of_whoever(by), at=at, facts={**facts})
    return invited
