"""The queue: what waits, by what is due first, a page at a time by its place and never by offset."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from writdesk.core.lifecycle import Status
from writdesk.core.request import Kind
from writdesk.store.access import requests_for
from writdesk.store.people import Person
from writdesk.store.requests import Request

# Only what a row of the queue shows: nothing sealed is read, let alone opened.
SHOWN = (
    "reference",
    "kind",
    "status",
    "is_open",
    "is_emergency",
    "agency",
    "country",
    "process",
    "categories",
    "account_count",
    "guideline_id",
    "guideline_version",
    "received_at",
    "due_at",
    "due_reason",
    "signals",
    "unread_since",
    "assigned_to__name",
    "assigned_to__username",
)
MOST_AGENCIES = 200
MOST_COMPARED = 5000
FEW = 900
MOST_COUNTED = 100


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What somebody looks for; empty is everything that is open.

    ``agency`` is part of a name, ``agencies`` the whole names that ``with_agencies`` found for it.
    """

    kind: Kind | None = None
    status: Status | None = None
    country: str = ""
    agency: str = ""
    agencies: tuple[str, ...] | None = None
    due_before: datetime | None = None
    assigned_to: Person | None = None
    is_unassigned: bool = False
    reference: str = ""
    is_closed: bool = False
    is_unread: bool = False


@dataclass(frozen=True, kw_only=True)
class Place:
    """After which row a page begins: the instant it is sorted by, and its id.

    ``is_in_band``: the row is one of the emergencies on top.
    """

    at: datetime
    id: int
    is_in_band: bool = False


def emergencies(person: Person, wanted: Wanted, *, after: Place | None, limit: int) -> list[Request]:
    """The open emergencies, the one that is due first on top."""
    if wanted.kind not in (None, Kind.EMERGENCY):
        return []
    rows = _open(person, wanted).filter(is_emergency__in=[True])
    if wanted != Wanted():
        # They are few; named one by one, no database looks for them among all that a filter finds.
        few = list(_open(person, Wanted()).filter(is_emergency__in=[True]).values_list("pk", flat=True)[:FEW])
        rows = rows.filter(pk__in=few) if len(few) < FEW else rows
    return _by_due(rows, after, limit)


def waiting(person: Person, wanted: Wanted, *, after: Place | None, limit: int) -> list[Request]:
    """The open requests that are no emergencies, by what is due first."""
    if wanted.kind is Kind.EMERGENCY:
        return []
    # IN and not "is False": SQLite reads its index for a comparison, but not for NOT.
    return _by_due(_open(person, wanted).filter(is_emergency__in=[False]), after, limit)


def closed(person: Person, wanted: Wanted, *, after: Place | None, limit: int) -> list[Request]:
    """What has ended, the newest first."""
    rows = _matching(person, wanted).filter(is_open=False)
    if after is not None:
        rows = rows.filter(received_at__lte=after.at).exclude(received_at=after.at, id__gte=after.id)
    return list(rows.order_by("-received_at", "-id")[:limit])


def unread(person: Person, wanted: Wanted, *, after: Place | None, limit: int) -> list[Request]:
    """The requests, ended ones too, with a message that nobody here has read; the oldest message first."""
    rows = _matching(person, wanted).filter(unread_since__isnull=False)
    if after is not None:
        rows = rows.filter(unread_since__gte=after.at).exclude(unread_since=after.at, id__lte=after.id)
    return list(rows.order_by("unread_since", "id")[:limit])


def count_unread(person: Person) -> int:
    """How many requests have a message that nobody here has read, up to ``MOST_COUNTED``."""
    return requests_for(person).filter(unread_since__isnull=False)[:MOST_COUNTED].count()


def _by_due(rows: QuerySet[Request], after: Place | None, limit: int) -> list[Request]:
    if after is not None:
        # A range that the index answers, and then the rows of the same instant that were shown already.
        rows = rows.filter(due_at__gte=after.at).exclude(due_at=after.at, id__lte=after.id)
    return list(rows.order_by("due_at", "id")[:limit])


def _open(person: Person, wanted: Wanted) -> QuerySet[Request]:
    rows = _matching(person, wanted).filter(is_open=True)
    return rows if wanted.agencies is None else rows.filter(agency__in=wanted.agencies)


def _matching(person: Person, wanted: Wanted) -> QuerySet[Request]:
    rows = requests_for(person).select_related("assigned_to").only(*SHOWN)
    exact = {
        "kind": wanted.kind.value if wanted.kind else None,
        "status": wanted.status.value if wanted.status else None,
        "country": wanted.country or None,
        "assigned_to": wanted.assigned_to,
        "reference": wanted.reference or None,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value is not None})
    if wanted.is_unassigned:
        rows = rows.filter(assigned_to=None)
    if wanted.due_before is not None:
        rows = rows.filter(due_at__lt=wanted.due_before)
    if (wanted.is_closed or wanted.is_unread) and wanted.agency:
        rows = rows.filter(agency__icontains=wanted.agency)
    return rows


# Jumps from one agency to the next in the index: as many steps as there are agencies, not requests.
_AGENCIES = """
WITH RECURSIVE each_agency(name) AS (
    SELECT min(agency) FROM request WHERE is_open
    UNION ALL
    SELECT (SELECT min(agency) FROM request WHERE is_open AND agency > each_agency.name)
    FROM each_agency WHERE each_agency.name IS NOT NULL
)
SELECT name FROM each_agency WHERE name IS NOT NULL LIMIT %s
"""


def with_agencies(wanted: Wanted) -> Wanted:
    """The same, with the names of the agencies meant: looked up once for both bands of the queue."""
    if not wanted.agency or wanted.is_closed or wanted.is_unread:
        return wanted
    return replace(wanted, agencies=tuple(agencies_with(wanted.agency)))


def agencies_with(words: str) -> list[str]:
    """The agencies with open requests whose name holds these words, whatever the case."""
    with connection.cursor() as cursor:
        cursor.execute(_AGENCIES, [MOST_COMPARED])
        names = [name for (name,) in cursor.fetchall()]
    folded = words.casefold()
    return [name for name in names if folded in name.casefold()][:MOST_AGENCIES]
