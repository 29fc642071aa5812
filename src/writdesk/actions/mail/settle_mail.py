"""What becomes of a mail, written down: one change of its row, one entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from writdesk.actions.act import act_on, enter
from writdesk.actions.actor import Actor
from writdesk.actions.all_or_nothing import all_or_nothing
from writdesk.actions.errors import ChangedMeanwhile
from writdesk.core.lifecycle import Party
from writdesk.ledger.codes import Code
from writdesk.ledger.entry import FactValue
from writdesk.store.jobs import enqueue
from writdesk.store.mail import Mail, MailState
from writdesk.store.requests import Request

MAY = (Party.ANALYST, Party.COUNSEL, Party.SYSTEM)
# Of these the request is told, where there is one.
ON_REQUEST = frozenset({Code.MAIL_HELD, Code.MAIL_SET_ASIDE})
STATES = {
    Code.MAIL_FILED: MailState.FILED,
    Code.MAIL_ANSWERED: MailState.ANSWERED,
    Code.MAIL_SET_ASIDE: MailState.SET_ASIDE,
    Code.MAIL_HELD: MailState.HELD,
    Code.MAIL_WAITS: MailState.WAITING,
    Code.MAIL_TRIED_AGAIN: MailState.ARRIVED,
}


@dataclass(frozen=True, kw_only=True)
class Settlement:
    """What is to be written: the code decides the state. ``seen`` are further columns of the row."""

    code: Code
    outcome: str = ""
    reason: str = ""
    columns: Mapping[str, Any] = field(default_factory=dict)
    # A letter that goes to the sender by itself, once this is committed.
    letter: str = ""


def settle_mail(mail: Mail, what: Settlement, *, by: Actor, at: datetime) -> Mail:
    """Write down what became of a mail. Raises ``ChangedMeanwhile`` when somebody else did."""
    request = what.columns.get("request") or mail.request
    if request is not None and what.code in ON_REQUEST:
        return _settle_on(request, mail, what, by=by, at=at)
    party = by.party(MAY)
    with all_or_nothing():
        row = locked_mail(mail)
        settle_row(row, what, at=at)
        enter(what.code, by=by, role=party.value, at=at, facts=_facts(what), reference=row.reference)
    return row


def _settle_on(request: Request, mail: Mail, what: Settlement, *, by: Actor, at: datetime) -> Mail:
    """What a mail says about a request, its return address for one, is an act on the request."""
    with act_on(request.reference, code=what.code, by=by, may=MAY, at=at) as act:
        row = locked_mail(mail)
        settle_row(row, what, at=at)
        act.facts = _facts(what)
    return row


def _facts(what: Settlement) -> dict[str, FactValue]:
    return {"outcome": what.outcome or None, "reason": what.reason or None}


def locked_mail(mail: Mail) -> Mail:
    """The row, locked, if it is still as it was looked at. Raises ``ChangedMeanwhile``."""
    row = Mail.objects.select_for_update(of=("self",)).get(pk=mail.pk)
    if row.revision != mail.revision:
        raise ChangedMeanwhile(f"{row.reference} was changed since you opened it; nothing of yours was done.")
    return row


def settle_row(row: Mail, what: Settlement, *, at: datetime) -> None:
    """Within an act: the row as it is from now on."""
    row.state, row.outcome, row.reason = STATES[what.code].value, what.outcome, what.reason
    for name, value in what.columns.items():
        setattr(row, name, value)
    row.revision += 1
    row.changed_at = at
    row.save()
    if what.code is Code.MAIL_TRIED_AGAIN:
        enqueue("file_mail", f"{row.pk}.{row.revision}", run_after=at, payload={"mail": row.pk})
    if what.letter:
        payload = {"mail": row.pk, "letter": what.letter}
        enqueue("answer_mail", f"{row.pk}.{what.letter}", run_after=at, payload=payload)
