"""Somebody opens collected records: who looked at which section, and when, stands in the ledger."""

from __future__ import annotations

from datetime import datetime, timedelta

from writdesk.actions.act import enter
from writdesk.actions.actor import Actor
from writdesk.actions.all_or_nothing import all_or_nothing
from writdesk.actions.producing.reviewing import collection_in_review, section_of
from writdesk.adapters.sections import Section
from writdesk.core.lifecycle import Party
from writdesk.ledger.codes import Code
from writdesk.ledger.entry import FactValue
from writdesk.store.access import request_for
from writdesk.store.productions import Collection, SectionReading

# Whoever works through a section turns many pages; one entry an hour tells as much as one for each.
TOLD_ANEW_AFTER = timedelta(hours=1)


def look_at_section(
    reference: str, *, category: str, kind: str, by: Actor, at: datetime
) -> tuple[Collection, Section]:
    """The collection and the section, once it is known who looks. Raises ``NotFound`` and ``NotAllowed``.

    Looking changes nothing of the request: its revision stays, and nobody's page grows old by it.
    """
    party = by.party((Party.CUSTODIAN, Party.COUNSEL))
    with all_or_nothing():
        request = request_for(by.somebody, reference)
        collection = collection_in_review(request)
        section = section_of(collection, category, kind)
        if _is_to_be_told(collection, section, by, at):
            facts: dict[str, FactValue] = {
                "category": category,
                "section": kind,
                "records": section.records,
            }
            enter(Code.RECORDS_READ, by=by, role=party.value, at=at, facts=facts, reference=reference)
    return collection, section


def _is_to_be_told(collection: Collection, section: Section, by: Actor, at: datetime) -> bool:
    reading, is_first = SectionReading.objects.get_or_create(
        collection=collection,
        person=by.somebody,
        category=section.category,
        kind=section.kind,
        defaults={"at": at},
    )
    if is_first:
        return True
    if at - reading.at < TOLD_ANEW_AFTER:
        return False
    reading.at = at
    reading.save(update_fields=["at"])
    return True
