"""Who sent it: what the desk's own directory says of the officer's address."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from writdesk.core.directory import directory_findings, domain_of
from writdesk.core.request import Request as Form
from writdesk.store.agencies import domain_entry


@dataclass(frozen=True, kw_only=True)
class SenderRow:
    """One thing that the directory says, with its evidence."""

    outcome: str
    sentence: str
    evidence: str


@dataclass(frozen=True, kw_only=True)
class Sender:
    """The officer's address, held against the directory as it is today."""

    address: str
    agency_url: str
    rows: tuple[SenderRow, ...]


def sender_of(form: Form) -> Sender:
    """The section; without an address it has no rows."""
    entry = domain_entry(domain_of(form.officer.email))
    found = directory_findings(
        email=form.officer.email,
        agency=form.agency.name,
        country=form.agency.jurisdiction,
        known=entry.known() if entry else None,
        on=timezone.now().date(),
    )
    return Sender(
        address=form.officer.email or "",
        agency_url=reverse("desk_agency", kwargs={"agency": entry.agency_id}) if entry else "",
        rows=tuple(
            SenderRow(outcome=each.outcome.value, sentence=each.sentence, evidence=each.evidence)
            for each in found
        ),
    )
