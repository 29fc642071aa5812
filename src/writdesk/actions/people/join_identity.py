"""Whose account a single sign-on identity belongs to. It is joined to an account; none is ever made."""

from __future__ import annotations

from datetime import datetime

from writdesk.actions.act import enter
from writdesk.actions.actor import Actor
from writdesk.actions.all_or_nothing import all_or_nothing
from writdesk.actions.errors import NotAllowed
from writdesk.actions.people.change_second_factor import role_of
from writdesk.adapters.identity_provider import Identity
from writdesk.adapters.vault import desk_keys
from writdesk.ledger.codes import Code
from writdesk.store.people import Person, Role
from writdesk.store.second_factors import JoinedIdentity

UNKNOWN = "The desk has no member of staff with the address that your organisation vouches for."
UNVERIFIED = (
    "Your organisation has not confirmed your e-mail address, so the desk cannot tell whose account it is."
)
CLOSED = "Your account at this desk was closed."
OTHER = "Your account at this desk belongs to another sign-on of your organisation: perhaps it was made anew."


def identity_reference(issuer: str, identity: Identity) -> str:
    """The keyed reference under which an account at the provider is found again."""
    return desk_keys().reference("identity", issuer, identity.subject)


def person_of_identity(issuer: str, identity: Identity) -> Person:
    """The member of staff who came back from the provider. Raises ``NotAllowed`` with the reason.

    By the identity that was joined; the first time by the verified address. Never an officer.
    """
    reference = identity_reference(issuer, identity)
    joined = JoinedIdentity.objects.select_related("person").filter(identity_ref=reference).first()
    person = joined.person if joined else _by_address(identity)
    if not person.is_active:
        raise NotAllowed(CLOSED)
    if not person.is_staff_member or Role.OFFICER in person.roles:
        raise NotAllowed(UNKNOWN)
    # An address may be given to a successor; the account stays with whom it was joined to.
    if joined is None and JoinedIdentity.objects.filter(person=person).exists():
        raise NotAllowed(OTHER)
    return person


def join_identity(person: Person, reference: str, *, at: datetime) -> bool:
    """Remember the identity with which a person signed in for the first time; False when it was known."""
    with all_or_nothing():
        joined, is_new = JoinedIdentity.objects.get_or_create(
            identity_ref=reference, defaults={"person": person, "joined_at": at}
        )
        if joined.person_id != person.pk:
            raise NotAllowed(OTHER)
        if is_new:
            enter(Code.IDENTITY_JOINED, by=Actor(person=person), role=role_of(person), at=at, facts={})
    return is_new


def _by_address(identity: Identity) -> Person:
    # Letters beyond ASCII that a database takes for an i or a k would name somebody else.
    if not identity.email or not identity.email.isascii():
        raise NotAllowed(UNKNOWN)
    if not identity.is_verified:
        raise NotAllowed(UNVERIFIED)
    found = [
        person
        for person in Person.objects.filter(email__iexact=identity.email)[:2]
        if person.roles and Role.OFFICER not in person.roles
    ]
    if len(found) != 1:
        raise NotAllowed(UNKNOWN)
    return found[0]
