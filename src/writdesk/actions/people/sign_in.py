"""Officers sign in by a one-time link to their mailbox; sign-ins of staff are entered in the ledger."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.db import transaction

from writdesk.actions.act import enter
from writdesk.actions.actor import Actor
from writdesk.actions.errors import InputRefused, NotAllowed
from writdesk.actions.people.officer_address import PARTICULARS
from writdesk.adapters.guidelines import desk_catalogue, desk_provider
from writdesk.adapters.letters import letter_from_file
from writdesk.adapters.vault import desk_keys, make_data_key, seal_json
from writdesk.core.lifecycle import Party
from writdesk.ledger.codes import Code
from writdesk.ledger.entry import FactValue
from writdesk.sealing.values import seal, unseal
from writdesk.store.officers import Officer, SignInLink
from writdesk.store.people import Person, Role

LINK_MINUTES = 30
MOST_LINKS_AN_HOUR = 5


def send_sign_in_link(email: str, *, at: datetime) -> None:
    """Mail a link that works once. The answer is the same whether the address has an account or not.

    Raises ``InputRefused`` for what is no address. After five links within an hour nothing more is sent to
    an address; that locks nobody out who has one of the five.
    """
    address = email.strip().lower()
    try:
        validate_email(address)
    except Exception as error:
        raise InputRefused([("email", "Enter an e-mail address such as name@agency.example.")]) from error
    email_ref = desk_keys().reference("officer-email", address)
    recent = SignInLink.objects.filter(email_ref=email_ref, made_at__gt=at - timedelta(hours=1))
    if recent.count() >= MOST_LINKS_AN_HOUR:
        return
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        SignInLink.objects.create(
            token_hash=_token_hash(token),
            email_ref=email_ref,
            email_sealed=seal(_token_key(token), address.encode(), "sign-in-link"),
            made_at=at,
            expires_at=at + timedelta(minutes=LINK_MINUTES),
        )
        transaction.on_commit(lambda: _mail_link(address, token))


def use_sign_in_link(token: str, *, at: datetime) -> Person:
    """Spend a link; the first one opens the officer's account. Raises ``NotAllowed`` when it is no good."""
    with transaction.atomic():
        link = SignInLink.objects.select_for_update().filter(token_hash=_token_hash(token)).first()
        if link is None or link.used_at is not None or link.expires_at < at:
            raise NotAllowed("This link was used already or is too old. Ask for a new one.")
        link.used_at = at
        link.save(update_fields=["used_at"])
        address = unseal(_token_key(token), bytes(link.email_sealed), "sign-in-link").decode()
        officer = Officer.objects.select_related("person").filter(email_ref=link.email_ref).first()
        if officer is None:
            officer = _register(address, link.email_ref, at)
        if not officer.person.is_active:
            raise NotAllowed("This account was closed. Write to us if that is a mistake.")
        actor = Actor(person=officer.person)
        enter(Code.OFFICER_SIGNED_IN, by=actor, role=Party.OFFICER.value, at=at, facts={})
    return officer.person


def _register(address: str, email_ref: str, at: datetime) -> Officer:
    person = Person(username=f"officer-{secrets.token_hex(12)}", roles=[Role.OFFICER.value])
    person.set_unusable_password()
    person.save()
    key = make_data_key(at)
    key.save(force_insert=True)
    officer = Officer.objects.create(
        person=person,
        data_key=key,
        email_ref=email_ref,
        particulars_sealed=seal_json(key, {"email": address}, PARTICULARS),
        registered_at=at,
    )
    enter(Code.OFFICER_REGISTERED, by=Actor(person=person), role=Party.OFFICER.value, at=at, facts={})
    return officer


def record_staff_sign_in(person: Person, *, at: datetime, method: str | None = None) -> None:
    """Enter that a member of staff signed in, second factor included; ``method`` where it was no password."""
    role = person.roles[0] if person.roles else "none"
    with transaction.atomic():
        facts: dict[str, FactValue] = {"method": method} if method else {}
        enter(Code.STAFF_SIGNED_IN, by=Actor(person=person), role=role, at=at, facts=facts)


def _mail_link(address: str, token: str) -> None:
    guideline = next(iter(desk_catalogue().versions(desk_provider())))
    link = f"{settings.SITE_URL}/officer/sign-in/{token}/"
    particulars = {"provider": guideline.provider, "minutes": str(LINK_MINUTES), "link": link}
    letter = letter_from_file("sign-in-link", particulars)
    send_mail(letter.subject, letter.text, settings.DEFAULT_FROM_EMAIL, [address])


def _token_hash(token: str) -> str:
    return hashlib.sha256(b"hash:" + token.encode()).hexdigest()


def _token_key(token: str) -> bytes:
    return hmac.digest(token.encode(), b"writdesk sign-in link", "sha256")
