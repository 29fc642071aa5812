"""A mail as a person looked at it: found, still as it was, and open to being filed."""

from __future__ import annotations

from typing import Any

from writdesk.actions.actor import Actor
from writdesk.actions.errors import ChangedMeanwhile, NotYet
from writdesk.actions.mail.mail_check import stays_closed
from writdesk.actions.mail.mail_seen import Seen, address_ref, results_of, shown_by
from writdesk.adapters.vault import open_json, seal_json
from writdesk.core.mail_fate import Shown
from writdesk.store.access import mail_for
from writdesk.store.mail import Mail, MailState

# What became of these stays: a request that was made of a mail is closed, not unmade.
FINAL = (MailState.FILED,)


def open_for_filing(reference: str, *, by: Actor, seen: int | None) -> Mail:
    """The mail, if nobody filed or changed it since. Raises ``NotYet`` and ``ChangedMeanwhile``."""
    mail = mail_for(by.somebody, reference)
    if mail.state in FINAL:
        raise NotYet(f"{reference} is filed already. Open what it became.")
    if stays_closed(mail):
        raise NotYet(f"{reference} has to be checked for malware first. Have the desk try again.")
    if seen is not None and seen != mail.revision:
        raise ChangedMeanwhile(f"{reference} was changed since you opened it; nothing of yours was done.")
    return mail


def shown_of(mail: Mail, seen: Seen) -> Shown:
    """What the frozen authentication says; where there is none, nothing can be told."""
    if mail.authentication_sealed is None:
        return Shown.CANNOT_TELL
    frozen = open_json(mail.data_key, mail.authentication_sealed, "mail.authentication")
    return shown_by(results_of(frozen), seen.domain)


def columns_of(mail: Mail, seen: Seen) -> dict[str, Any]:
    """What filing keeps of it, where filing did not come so far."""
    if mail.seen_sealed is not None:
        return {}
    summary = seal_json(mail.data_key, seen.summary(), "mail.seen")
    return {"seen_sealed": summary, "address_ref": address_ref(seen.address)}
