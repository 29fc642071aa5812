"""A mail is shown to the virus scanner, as it came, before anything of the desk opens it."""

from __future__ import annotations

from typing import Any, BinaryIO, cast

from django.conf import settings

from writdesk.actions.errors import CannotCheckNow
from writdesk.actions.intake.malware_check import is_required
from writdesk.actions.intake.uploads import open_blob
from writdesk.adapters.malware import Check, Outcome
from writdesk.store.mail import Mail, MalwareCheck

WAITS = "The mail waits, unopened, until the virus scanner answers."
# Of such a mail the text is read, behind walls; its attachments are taken nowhere and never shown.
NOT_CLEAN = (MalwareCheck.FOUND.value, MalwareCheck.CANNOT_CHECK.value)


def check_mail(mail: Mail) -> dict[str, str]:
    """What the scanner says, as columns of the mail; none where the desk has no scanner.

    Raises ``CannotCheckNow`` on a desk that must check, while its scanner is away.
    """
    if settings.CLAMD is None:
        return {}
    with open_blob(mail.blob, mail.data_key) as source:
        check: Check = settings.CLAMD.check(cast("BinaryIO", source))
    if check.is_away and is_required():
        raise CannotCheckNow([("", WAITS)])
    return {"malware": _word(check).value, "malware_name": check.name}


def _word(check: Check) -> MalwareCheck:
    if check.outcome is Outcome.CANNOT_TELL:
        return MalwareCheck.CANNOT_CHECK if is_required() else MalwareCheck.NOT_CHECKED
    return MalwareCheck(check.outcome.value)


def set_on(mail: Mail, columns: dict[str, Any]) -> None:
    """The same on the row at hand, so that opening it knows; nothing is written."""
    for name, value in columns.items():
        setattr(mail, name, value)


def is_clean(mail: Mail) -> bool:
    """Whether its attachments may be taken and shown."""
    return mail.malware not in NOT_CLEAN


def stays_closed(mail: Mail) -> bool:
    """Whether nothing of it may be parsed yet: the desk must check, and has not."""
    return is_required() and not mail.malware
