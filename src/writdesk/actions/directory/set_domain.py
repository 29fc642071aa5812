"""A person says what a domain is: whose, and whether law enforcement's; with where that was found."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError

from writdesk.actions.act import enter
from writdesk.actions.actor import Actor
from writdesk.actions.all_or_nothing import all_or_nothing
from writdesk.actions.errors import ChangedMeanwhile, InputRefused
from writdesk.adapters.agency_files import plain_domain
from writdesk.core.directory import Standing
from writdesk.core.lifecycle import Party
from writdesk.ledger.codes import Code
from writdesk.store.agencies import Agency, AgencyDomain

MAY = (Party.ANALYST, Party.COUNSEL)
STANDINGS = frozenset(standing.value for standing in Standing)
TWICE = "Somebody else entered this domain at the same moment. Open the agency again and look."


def set_domain(
    agency: Agency,
    *,
    domain: str,
    standing: str,
    covers_subdomains: bool,
    source: str,
    by: Actor,
    at: datetime,
) -> AgencyDomain:
    """Enter a domain of an agency, or say anew what a known one is; no import changes that again.

    Raises ``InputRefused``, also where the domain stands under another agency.
    """
    party = by.party(MAY)
    plain = _checked(domain, standing, source)
    try:
        with all_or_nothing():
            row = AgencyDomain.objects.select_for_update().filter(domain=plain).first()
            if row is not None and row.agency_id != agency.pk and row.gone_on is None:
                raise InputRefused([("domain", f"{plain} stands under {row.agency}. Change it there.")])
            row = row or AgencyDomain(domain=plain, first_seen_on=at.date())
            row.agency, row.standing, row.covers_subdomains = agency, standing, covers_subdomains
            row.source, row.gone_on, row.set_by, row.set_at = source.strip(), None, by.somebody, at
            row.save()
            enter(
                Code.AGENCY_DOMAIN_SET,
                by=by,
                role=party.value,
                at=at,
                facts={"country": agency.country, "standing": standing},
            )
    except IntegrityError as error:
        raise ChangedMeanwhile(TWICE) from error
    return row


def _checked(domain: str, standing: str, source: str) -> str:
    faults, plain = [], ""
    try:
        plain = plain_domain(domain.strip())
    except ValueError as error:
        faults.append(("domain", f"{error}".capitalize() if domain.strip() else "Give the domain."))
    if standing not in STANDINGS:
        faults.append(("standing", "Say what the domain is."))
    if not source.strip():
        faults.append(("source", "Say where you found it, independently of any request."))
    if faults:
        raise InputRefused(faults)
    return plain
