"""Who sent it: what the mail itself showed at receipt, and what the desk's own directory says today."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from writdesk.actions.people.officer_address import officer_address
from writdesk.core.directory import directory_findings, domain_of
from writdesk.core.request import Request as Form
from writdesk.store.access import mails_for
from writdesk.store.agencies import AgencyDomain, domain_entry
from writdesk.store.mail_list import mail_that_became
from writdesk.store.people import Person
from writdesk.store.requests import Request
from writdesk.web.desk.mail.mail_signs import SignRow, sign_rows
from writdesk.web.measures import Moment, instant_words

MAIL = "email"


@dataclass(frozen=True, kw_only=True)
class SenderRow:
    """One thing that the directory says, with its evidence."""

    outcome: str
    sentence: str
    evidence: str


@dataclass(frozen=True, kw_only=True)
class SenderMail:
    """The mail that became the request; ``url`` is empty for who may not read mail."""

    reference: str
    url: str
    received: Moment
    signs: tuple[SignRow, ...]


@dataclass(frozen=True, kw_only=True)
class Sender:
    """The sender's address, held against today's directory; and the mail, where one became the request.

    ``is_shown``: it is the mailbox of the account, not only an address that the form names.
    """

    address: str
    is_shown: bool
    agency_url: str
    rows: tuple[SenderRow, ...]
    mail: SenderMail | None


def sender_of(row: Request, form: Form, person: Person) -> Sender:
    """The section; without an address it has no rows, without a mail no signs."""
    shown = officer_address(row.officer)
    address = shown or form.officer.email or ""
    entry = domain_entry(domain_of(address))
    return Sender(
        address=address,
        is_shown=bool(shown),
        agency_url=reverse("desk_agency", kwargs={"agency": entry.agency_id}) if entry else "",
        rows=_rows(address, form, entry),
        mail=_mail_of(row, person),
    )


def _rows(address: str, form: Form, entry: AgencyDomain | None) -> tuple[SenderRow, ...]:
    found = directory_findings(
        email=address,
        agency=form.agency.name,
        country=form.agency.jurisdiction,
        known=entry.known() if entry else None,
        on=timezone.now().date(),
    )
    return tuple(
        SenderRow(outcome=each.outcome.value, sentence=each.sentence, evidence=each.evidence)
        for each in found
    )


def _mail_of(row: Request, person: Person) -> SenderMail | None:
    mail = mail_that_became(row) if row.channel == MAIL else None
    if mail is None:
        return None
    may_read = mails_for(person).filter(pk=mail.pk).exists()
    return SenderMail(
        reference=mail.reference,
        url=reverse("desk_mail_one", kwargs={"reference": mail.reference}) if may_read else "",
        received=instant_words(mail.received_at),
        signs=sign_rows(mail),
    )
