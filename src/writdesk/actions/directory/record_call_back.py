"""Call-backs: only to numbers of the desk's own directory, each with the source where it was found."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from writdesk.actions.act import act_on, enter
from writdesk.actions.actor import Actor
from writdesk.actions.errors import InputRefused, SecondPersonNeeded
from writdesk.adapters.vault import seal_text
from writdesk.core.lifecycle import Party
from writdesk.ledger.codes import Code
from writdesk.store.agencies import Agency, AgencyNumber, CallBack

MAY = (Party.ANALYST, Party.COUNSEL)


def add_agency_number(
    *, agency: str, country: str, number: str, source: str, by: Actor, at: datetime, place: str = ""
) -> AgencyNumber:
    """Enter a number that the desk found independently of any request. The source is required."""
    wanted = {"agency": agency, "country": country, "number": number, "source": source}
    missing = [(name, f"Give the {name}.") for name, value in wanted.items() if not value.strip()]
    if missing:
        raise InputRefused(missing)
    with transaction.atomic():
        entry = _agency(agency.strip(), country.strip().upper(), place)
        row = AgencyNumber.objects.create(
            agency=entry, number=number.strip(), source=source.strip(), added_by=by.somebody, added_at=at
        )
        enter(
            Code.AGENCY_NUMBER_ADDED, by=by, role=by.party(MAY).value, at=at, facts={"country": entry.country}
        )
    return row


def _agency(name: str, country: str, place: str) -> Agency:
    """The agency of this name, or a new entry. Of several in different places the one that stood there first:
    a number is shown with its source, and a person judges whether it is the right one's."""
    found = Agency.objects.filter(name__iexact=name, country=country)
    if place:
        found = found.filter(place=place)
    return found.order_by("place", "id").first() or Agency.objects.create(
        name=name, country=country, place=place
    )


def record_call_back(
    reference: str, *, number: AgencyNumber, outcome: CallBack.Outcome, note: str, by: Actor, at: datetime
) -> CallBack:
    """Enter a call to a number of the directory.

    DESIGN: where the directory has no number, another person first adds one with its independent source.
    """
    if number.added_by == by.person:
        raise SecondPersonNeeded("You added this number; somebody else has to call it.")
    with act_on(reference, code=Code.AGENCY_CALLED_BACK, by=by, may=MAY, at=at) as act:
        if number.agency.name.casefold() != act.request.agency.casefold():
            raise InputRefused([("number", f"That is a number of {number.agency}.")])
        call = CallBack.objects.create(
            request=act.request,
            number=number,
            outcome=outcome,
            note_sealed=seal_text(act.request.data_key, note, "call_back.note"),
            by=by.somebody,
            at=at,
        )
        act.facts = {"is_confirmed": outcome == CallBack.Outcome.CONFIRMED}
    return call
