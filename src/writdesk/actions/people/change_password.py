"""A member of staff changes their own password."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from writdesk.actions.act import enter
from writdesk.actions.actor import Actor
from writdesk.actions.all_or_nothing import all_or_nothing
from writdesk.actions.correspondence.tell_person import tell_person
from writdesk.actions.errors import InputRefused, NotAllowed
from writdesk.actions.people.accept_invitation import must_be_strong
from writdesk.actions.people.change_second_factor import role_of
from writdesk.ledger.codes import Code
from writdesk.store.people import Person

NONE_HERE = "You sign in here without a password, so there is none to change."
NOT_IT = "This is not your password. Five wrong ones within a minute, and the desk waits."
HAPPENED = "The password of your account was changed. Every other session of yours has ended."


def has_password(person: Person) -> bool:
    """Whether the person signs in with a password here: staff do, but for single sign-on only."""
    is_only_single = settings.SINGLE_SIGN_ON is not None and settings.SINGLE_SIGN_ON.is_only
    return person.is_staff_member and person.has_usable_password() and not is_only_single


def change_password(*, current: str, password: str, again: str, by: Actor, at: datetime) -> Person:
    """Set another password once the current one was given; every session from before ends.

    Raises ``NotAllowed`` where there is none, ``InputRefused`` for a wrong or a weak one.
    """
    with all_or_nothing():
        person = Person.objects.select_for_update().get(pk=by.somebody.pk)
        if not has_password(person):
            raise NotAllowed(NONE_HERE)
        if not person.check_password(current):
            raise InputRefused([("current", NOT_IT)])
        must_be_strong(password, again, person)
        person.set_password(password)
        person.save(update_fields=["password"])
        enter(Code.PASSWORD_CHANGED, by=by, role=role_of(person), at=at, facts={})
        tell_person(person, "second-factor-changed", {"happened": HAPPENED, "at": f"{at:%d %B %Y, %H:%M}"})
    return person
