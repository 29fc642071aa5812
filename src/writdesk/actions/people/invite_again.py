"""A member of staff gets a new link: the old one ran out or was lost, or the password is forgotten."""

from __future__ import annotations

from datetime import datetime

from writdesk.actions.act import enter
from writdesk.actions.actor import Actor
from writdesk.actions.all_or_nothing import all_or_nothing
from writdesk.actions.errors import NotYet
from writdesk.actions.people.administering import (
    locked_colleague,
    must_not_be_own,
    reference_of,
    role_of_whoever,
)
from writdesk.actions.people.inviting import Invited, make_invitation
from writdesk.ledger.codes import Code
from writdesk.store.people import Person

OWN = "This is your own account: change the password under “Your account”."
CLOSED = "This account is closed. Open it again first."


def invite_again(person: Person, *, by: Actor, at: datetime) -> Invited:
    """Make a new link; the password, if there is one, works until the link is used.

    A second factor that was set up stays, so the link alone opens no account that has one.
    Raises ``NotAllowed``, ``SecondPersonNeeded``, ``NotYet``.
    """
    must_not_be_own(person, by=by, words=OWN)
    with all_or_nothing():
        locked = locked_colleague(person, by=by)
        if not locked.is_active:
            raise NotYet(CLOSED)
        invited = make_invitation(locked, by=by, at=at)
        facts = {"of": reference_of(locked)}
        enter(Code.PERSON_INVITED, by=by, role=role_of_whoever(by), at=at, facts={**facts})
    return invited
