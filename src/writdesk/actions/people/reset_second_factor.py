"""An administrator takes away a second factor that was lost, once it is sure who asks.

A reset is exactly what the thief of a mailbox asks for. So it is never done for oneself, ends every session,
tells the owner, and lets nothing go to an officer until the agency has confirmed the request once more.
"""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator

from writdesk.actions.act import enter
from writdesk.actions.actor import Actor
from writdesk.actions.all_or_nothing import all_or_nothing
from writdesk.actions.correspondence.tell_person import tell_person
from writdesk.actions.errors import InputRefused, NotAllowed, SecondPersonNeeded
from writdesk.adapters.vault import desk_keys, make_data_key, seal_text
from writdesk.ledger.codes import Code
from writdesk.store.keys import DataKey
from writdesk.store.officers import Officer
from writdesk.store.people import Person, Role
from writdesk.store.second_factors import JoinedIdentity, SecondFactorReset

NOBODY = "Nobody here has this username or address. Check it letter by letter."
NO_REASON = "Say how you made sure who asks, and what was lost: at least twenty characters."
ONLY_ADMINISTRATOR = "A second factor is reset by an administrator. Ask one."
OWN = (
    "This is your own account. Another administrator resets it, or whoever runs the desk at its command line."
)
LEAST_REASON = 20
FOR_STAFF = "Sign in with your password as before; the desk then asks you to set up a new second factor."
FOR_OFFICER = (
    "Sign in by a link to your mailbox as before. Before your next download you set up a new second factor, "
    "and we first call your agency back to confirm your request."
)


def find_account(who: str) -> Person:
    """The account of a username or of an officer's address. Raises ``InputRefused`` when there is none."""
    wanted = who.strip()
    person = Person.objects.filter(username__iexact=wanted, is_active=True).first() if wanted else None
    if person is None and "@" in wanted:
        email_ref = desk_keys().reference("officer-email", wanted.lower())
        officer = Officer.objects.select_related("person").filter(email_ref=email_ref).first()
        person = officer.person if officer and officer.person.is_active else None
    if person is None:
        raise InputRefused([("who", NOBODY)])
    return person


def refuse_reset(person: Person, *, by: Actor, reason: str) -> None:
    """Raise what stands against a reset: ``NotAllowed``, ``SecondPersonNeeded`` or ``InputRefused``."""
    if by.person is not None and not by.person.has_role(Role.ADMINISTRATOR):
        raise NotAllowed(ONLY_ADMINISTRATOR)
    if by.person is not None and by.person.pk == person.pk:
        raise SecondPersonNeeded(OWN)
    if len(reason.strip()) < LEAST_REASON:
        raise InputRefused([("reason", NO_REASON)])


def reset_second_factor(person: Person, *, reason: str, by: Actor, at: datetime) -> int:
    """Take away every second factor of a person, and end the person's sessions. Returns how many there were.

    The desk itself may do it, from its command line: whoever has that can do more than any administrator.
    """
    refuse_reset(person, by=by, reason=reason)
    with all_or_nothing():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        factors = Authenticator.objects.filter(user=locked)
        count = factors.exclude(type=Authenticator.Type.RECOVERY_CODES).count()
        factors.delete()
        JoinedIdentity.objects.filter(person=locked).delete()
        locked.sessions_ended += 1
        locked.save(update_fields=["sessions_ended"])
        officer = Officer.objects.select_related("data_key").filter(person=locked).first()
        _keep_reason(locked, _key_for(officer, at), reason, by, at)
        enter(
            Code.SECOND_FACTOR_RESET,
            by=by,
            role=Role.ADMINISTRATOR.value if by.person else "system",
            at=at,
            facts={
                "of": desk_keys().reference(Actor(person=locked).key),
                "was": "officer" if officer else "staff",
                "factors": count,
            },
        )
        onward = FOR_OFFICER if officer else FOR_STAFF
        tell_person(locked, "second-factor-reset", {"onward": onward, "at": f"{at:%d %B %Y, %H:%M}"})
    return count


def _key_for(officer: Officer | None, at: datetime) -> DataKey:
    """The officer's own key, so that the reason goes with the officer's particulars; a new one for staff."""
    if officer is not None:
        return officer.data_key
    key = make_data_key(at)
    key.save(force_insert=True)
    return key


def _keep_reason(person: Person, key: DataKey, reason: str, by: Actor, at: datetime) -> None:
    SecondFactorReset.objects.create(
        person=person,
        by=by.person,
        at=at,
        data_key=key,
        reason_sealed=seal_text(key, reason.strip(), "second_factor_reset.reason"),
    )
