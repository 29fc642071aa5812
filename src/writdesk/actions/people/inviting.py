"""The link by which a member of staff opens the account: made, mailed, or to be passed on by hand."""

from __future__ import annotations

import hashlib
import logging
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction

from writdesk.actions.actor import Actor
from writdesk.adapters.guidelines import desk_catalogue, desk_provider
from writdesk.adapters.letters import letter_from_file
from writdesk.core.letters import Letter
from writdesk.store.invitations import Invitation
from writdesk.store.people import Person

HOURS = 72
log = logging.getLogger(__name__)


@dataclass(kw_only=True)
class Invited:
    """Who was invited, and by which link. ``has_left`` is True once a mail server took the mail."""

    person: Person
    link: str
    is_single_sign_on: bool
    has_left: bool = False


def make_invitation(person: Person, *, by: Actor, at: datetime) -> Invited:
    """A new link inside the act's transaction; links from before stop working.

    On a desk with single sign-on only there is no password to choose: the link is the sign-in page.
    """
    is_single = settings.SINGLE_SIGN_ON is not None and settings.SINGLE_SIGN_ON.is_only
    until = at + timedelta(hours=HOURS)
    link = f"{settings.SITE_URL}/sign-in/" if is_single else _new_link(person, by, at, until)
    invited = Invited(person=person, link=link, is_single_sign_on=is_single)
    if settings.MAIL_IS_SET_UP and person.email:
        letter = _letter(invited, until)
        transaction.on_commit(partial(_mail, invited, letter))
    return invited


def end_invitations(person: Person) -> None:
    """No link that was given to the person and not used works any more."""
    Invitation.objects.filter(person=person, used_at=None).delete()


def token_hash(token: str) -> str:
    """What is kept of a link's token."""
    return hashlib.sha256(b"invitation:" + token.encode()).hexdigest()


def _new_link(person: Person, by: Actor, at: datetime, until: datetime) -> str:
    end_invitations(person)
    token = secrets.token_urlsafe(32)
    Invitation.objects.create(
        person=person, by=by.person, token_hash=token_hash(token), made_at=at, expires_at=until
    )
    return f"{settings.SITE_URL}/invitation/{token}/"


def _letter(invited: Invited, until: datetime) -> Letter:
    guideline = next(iter(desk_catalogue().versions(desk_provider())))
    particulars = {
        "provider": guideline.provider,
        "link": invited.link,
        "username": invited.person.username,
        "until": f"{until:%d %B %Y, %H:%M}",
    }
    return letter_from_file(
        "invitation-single-sign-on" if invited.is_single_sign_on else "invitation", particulars
    )


def _mail(invited: Invited, letter: Letter) -> None:
    try:
        send_mail(letter.subject, letter.text, settings.DEFAULT_FROM_EMAIL, [invited.person.email])
    except OSError as error:
        # The server's own words may hold the address; the log names no person.
        log.warning("An invitation did not leave by mail: %s", type(error).__name__)
        return
    invited.has_left = True
