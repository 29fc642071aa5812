"""What every act on an account of staff rests on: who may do it, and what may never come of it."""

from __future__ import annotations

from datetime import datetime

from writdesk.actions.actor import Actor
from writdesk.actions.correspondence.tell_person import tell_person
from writdesk.actions.errors import InputRefused, NotAllowed, SecondPersonNeeded
from writdesk.adapters.vault import desk_keys
from writdesk.store.people import Person, Role

ONLY_ADMINISTRATOR = "Accounts are an administrator’s work. Ask one."
NO_STAFF = "There is no such member of staff."
LAST = "This is the last administrator. Make somebody else an administrator first."


def may_administer(by: Actor) -> None:
    """The desk itself, from its command line, or an administrator. Raises ``NotAllowed``."""
    if by.person is not None and not by.person.has_role(Role.ADMINISTRATOR):
        raise NotAllowed(ONLY_ADMINISTRATOR)


def role_of_whoever(by: Actor) -> str:
    """In which capacity an account is changed."""
    return Role.ADMINISTRATOR.value if by.person else "system"


def reference_of(person: Person) -> str:
    """What the ledger calls the person whose account it is."""
    return desk_keys().reference(Actor(person=person).key)


def find_colleague(username: str) -> Person:
    """The member of staff of this username, open or closed. Raises ``InputRefused``."""
    found = Person.objects.filter(username__iexact=username.strip(), officer__isnull=True).first()
    if found is None or Role.OFFICER in found.roles:
        raise InputRefused([("username", f"{NO_STAFF} See: writdesk people list")])
    return found


def locked_colleague(person: Person, *, by: Actor) -> Person:
    """The person's row, locked with those of all staff. To be called inside the act's transaction.

    So two administrators who take the role from each other wait for each other, and one is refused.
    Raises ``NotAllowed``.
    """
    staff = Person.objects.select_for_update(of=("self",)).filter(officer__isnull=True).order_by("pk")
    found = {each.pk: each for each in staff}
    may_administer(Actor(person=found.get(by.person.pk)) if by.person else by)
    if person.pk not in found or Role.OFFICER in found[person.pk].roles:
        raise NotAllowed(NO_STAFF)
    return found[person.pk]


def must_not_be_own(person: Person, *, by: Actor, words: str) -> None:
    """Nobody does this to their own account. Raises ``SecondPersonNeeded``."""
    if by.person is not None and by.person.pk == person.pk:
        raise SecondPersonNeeded(words)


def must_leave_an_administrator(person: Person) -> None:
    """Somebody else stays an administrator without this person. Raises ``InputRefused``."""
    if not person.has_role(Role.ADMINISTRATOR):
        return
    others = Person.objects.filter(is_active=True, officer__isnull=True).exclude(pk=person.pk)
    if not any(other.has_role(Role.ADMINISTRATOR) for other in others):
        raise InputRefused([("", LAST)])


def tell_of_change(person: Person, happened: str, at: datetime) -> None:
    """A mail to the person that the account was changed, and how."""
    tell_person(person, "account-changed", {"happened": happened, "at": f"{at:%d %B %Y, %H:%M}"})
