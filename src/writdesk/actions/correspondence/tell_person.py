"""A mail to a person about their own account. It leaves once the act is stored, and never undoes it."""

from __future__ import annotations

import logging
from functools import partial

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction

from writdesk.actions.people.officer_address import officer_address
from writdesk.adapters.guidelines import desk_catalogue, desk_provider
from writdesk.adapters.letters import letter_from_file
from writdesk.core.letters import Letter
from writdesk.store.officers import Officer
from writdesk.store.people import Person

log = logging.getLogger(__name__)


def tell_person(person: Person, letter: str, particulars: dict[str, str]) -> None:
    """Mail a letter about the account to its owner, when the transaction is through.

    An account without an address is told nothing. A mail server that is down loses the mail, not the act.
    """
    address = address_of(person)
    if not address:
        return
    guideline = next(iter(desk_catalogue().versions(desk_provider())))
    made = letter_from_file(letter, {"provider": guideline.provider, **particulars})
    transaction.on_commit(partial(_send, made, address))


def _send(letter: Letter, address: str) -> None:
    try:
        send_mail(letter.subject, letter.text, settings.DEFAULT_FROM_EMAIL, [address])
    except OSError as error:
        # The server's own words may hold the address; the log names no person.
        log.warning("A mail to a person about their own account did not leave: %s", type(error).__name__)


def address_of(person: Person) -> str:
    """Where mail to this person goes; an officer's address is sealed and never stands with the account."""
    officer = Officer.objects.select_related("data_key").filter(person=person).first()
    if officer is None:
        return person.email
    return officer_address(officer)
