"""What custodians and counsel look through: the newest collection, while nothing of it is certified."""

from __future__ import annotations

from dataclasses import dataclass

from writdesk.actions.errors import InputRefused, NotYet
from writdesk.adapters.sections import Section
from writdesk.adapters.staged_reading import StagedPages
from writdesk.adapters.vault import desk_blobs, open_json, secret_of
from writdesk.core.lifecycle import Status
from writdesk.core.spans import Spans, spans_of, united
from writdesk.store.access import NotFound
from writdesk.store.productions import Collection, Production
from writdesk.store.requests import Request

CERTIFIED = "It is certified already, so nothing more can be left out or put back."


@dataclass(frozen=True, kw_only=True, slots=True)
class Chosen:
    """Records of one section: these ``numbers``, or those that mention ``text``, or with neither all."""

    category: str
    kind: str
    numbers: tuple[int, ...] | None = None
    text: str = ""


def collection_in_review(request: Request) -> Collection:
    """The collection that waits to be certified. Raises ``NotFound`` when the request has none."""
    collection = request.collections.filter(state=Collection.State.FINISHED).last()
    if request.status != Status.READY or collection is None:
        raise NotFound(f"{request.reference} has no records to look through.")
    return collection


def must_be_open(collection: Collection) -> None:
    """Raises ``NotYet`` once the collection is certified, unless its package could not be built."""
    certified = Production.objects.filter(collection=collection).exclude(state=Production.State.FAILED)
    if certified.exists():
        raise NotYet(CERTIFIED)


def sections_of(collection: Collection, accounts: frozenset[str] = frozenset()) -> list[Section]:
    """The sections in the order in which they were collected."""
    return [Section.read(document, accounts) for document in collection.sections]


def section_of(collection: Collection, category: str, kind: str) -> Section:
    """One section. Raises ``NotFound``."""
    accounts = asked_accounts(collection)
    for section in sections_of(collection, accounts):
        if (section.category, section.kind) == (category, kind):
            return section
    raise NotFound("Nothing of this kind was collected.")


def asked_accounts(collection: Collection) -> frozenset[str]:
    """The accounts that the grant is about, by immutable id."""
    sealed = collection.grant.decision.accounts_sealed
    if not sealed:
        return frozenset()
    entries = open_json(collection.request.data_key, sealed, "decision.accounts")
    return frozenset(entry["account"] for entry in entries if entry["account"])


def pages_of(collection: Collection) -> StagedPages:
    """The staged records, to be read from any place."""
    return StagedPages(
        collection.records_blob,
        collection.media_blob,
        bytes(collection.marks or b""),
        desk_blobs(),
        secret_of(collection.request.data_key),
    )


def spans_chosen(collection: Collection, chosen: Chosen) -> Spans:
    """The numbers of the chosen records. Raises ``NotFound`` and ``InputRefused``."""
    section = section_of(collection, chosen.category, chosen.kind)
    if chosen.numbers is not None:
        if not chosen.numbers:
            raise InputRefused([("records", "Choose at least one record.")])
        if min(chosen.numbers) < section.first or max(chosen.numbers) > section.last:
            raise NotFound("There is no such record in this section.")
        return spans_of(chosen.numbers)
    if chosen.text:
        return spans_of(record.number for record in pages_of(collection).find(section, chosen.text))
    return united([(section.first, section.last)])
