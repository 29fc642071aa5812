"""The particulars of a member of staff, checked before they are kept: each fault with its mend."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from writdesk.actions.errors import InputRefused
from writdesk.store.people import Person, Role

STAFF_ROLES = tuple(role for role in Role if role is not Role.OFFICER)
LONGEST_NAME = 200
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")
# Joiners and direction marks belong to names in some scripts; other invisible signs do not.
_IN_NAMES = str.maketrans("", "", "\u200c\u200d\u200e\u200f")
NO_NAME = "Write the person’s name."
LONG_NAME = f"Write at most {LONGEST_NAME} letters; shorten the name."
ODD_NAME = "The name holds an invisible sign. Type it instead of pasting it."
NO_USERNAME = "Write two to sixty small letters (a to z), digits, dots or hyphens, such as n.haddad."
TAKEN = "Somebody has this username already. Choose another one."
NO_ADDRESS = "Write a mail address such as name@desk.example."
NEEDS_ADDRESS = "Staff sign in by single sign-on only, which knows them by their address. Write it."
SHARED = "Somebody else here has this address. Each person needs their own."
NO_ROLE = "Choose at least one role. Whoever is to do nothing here any more has their account closed."


@dataclass(frozen=True, kw_only=True)
class Particulars:
    """Name and address as they are kept."""

    name: str
    email: str


def checked_particulars(
    name: str,
    email: str,
    *,
    of: Person | None = None,
    others: Iterable[tuple[str, str]] = (),
) -> Particulars:
    """Name and address of a person. ``others`` are faults found elsewhere. Raises ``InputRefused``."""
    name, email = " ".join(name.split()), email.strip()
    found = [("name", _name_fault(name)), ("email", _address_fault(email, of)), *others]
    faults = [(place, fault) for place, fault in found if fault]
    if faults:
        raise InputRefused(faults)
    return Particulars(name=name, email=email)


def username_fault(username: str) -> str:
    """What is wrong with a username for a new account; empty where nothing is."""
    # Officers' handles begin so, and nobody shall be taken for one.
    if not USERNAME.fullmatch(username) or username.startswith("officer-"):
        return NO_USERNAME
    return TAKEN if Person.objects.filter(username__iexact=username).exists() else ""


def in_order(roles: Iterable[str]) -> list[str]:
    """The roles of staff among these, each once, in the order of the table."""
    wanted = set(roles)
    return [role.value for role in STAFF_ROLES if role.value in wanted]


def role_words(roles: Iterable[str]) -> str:
    """The roles as one word for the ledger."""
    return ".".join(in_order(roles)) or "none"


def _name_fault(name: str) -> str:
    if not name:
        return NO_NAME
    if len(name) > LONGEST_NAME:
        return LONG_NAME
    return "" if name.translate(_IN_NAMES).isprintable() else ODD_NAME


def _address_fault(email: str, of: Person | None) -> str:
    if not email:
        return NEEDS_ADDRESS if settings.SINGLE_SIGN_ON and settings.SINGLE_SIGN_ON.is_only else ""
    try:
        validate_email(email)
    except ValidationError:
        return NO_ADDRESS
    having = Person.objects.filter(email__iexact=email)
    others = having.exclude(pk=of.pk) if of else having
    return SHARED if others.exists() else ""
