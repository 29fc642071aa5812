"""Somebody opens the link that they were given, and chooses a password."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from writdesk.actions.act import enter
from writdesk.actions.actor import Actor
from writdesk.actions.all_or_nothing import all_or_nothing
from writdesk.actions.errors import InputRefused, NotAllowed
from writdesk.actions.people.administering import tell_of_change
from writdesk.actions.people.change_second_factor import role_of
from writdesk.actions.people.inviting import token_hash
from writdesk.ledger.codes import Code
from writdesk.store.invitations import Invitation
from writdesk.store.people import Person

NO_GOOD = (
    "It was used already, has run out, or was replaced by a newer one. A link works once, within 72 hours."
)
NOT_THE_SAME = "The two are not the same. Type the password again in both fields."


def invitation_of(token: str, *, at: datetime, for_change: bool = False) -> Invitation:
    """The invitation of a link that still works. Raises ``NotAllowed``, in the same words for any other."""
    found = Invitation.objects.select_related("person").filter(token_hash=token_hash(token))
    if for_change:
        found = found.select_for_update(of=("self", "person"))
    invitation = found.first()
    if invitation is None or invitation.used_at is not None or invitation.expires_at < at:
        raise NotAllowed(NO_GOOD)
    if not invitation.person.is_active:
        raise NotAllowed(NO_GOOD)
    return invitation


def accept_invitation(token: str, *, password: str, again: str, at: datetime) -> Person:
    """Spend the link and set the password; every session from before ends.

    Raises ``NotAllowed`` for a link that is no good, and ``InputRefused`` for a weak password;
    then the link stays good.
    """
    with all_or_nothing():
        invitation = invitation_of(token, at=at, for_change=True)
        person = invitation.person
        must_be_strong(password, again, person)
        invitation.used_at = at
        invitation.save(update_fields=["used_at"])
        person.set_password(password)
        person.save(update_fields=["password"])
        actor = Actor(person=person)
        enter(Code.INVITATION_ACCEPTED, by=actor, role=role_of(person), at=at, facts={})
        tell_of_change(person, "A password was chosen for your account by the link that you were given.", at)
    return person


def must_be_strong(password: str, again: str, person: Person) -> None:
    """The same twice, and strong enough. Raises ``InputRefused``."""
    if password != again:
        raise InputRefused([("again", NOT_THE_SAME)])
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise InputRefused([("password", message) for message in error.messages]) from error
