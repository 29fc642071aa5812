"""The queue: emergencies in their own band, then everything open by what is due first; and what has ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from writdesk.core.lifecycle import ENDED, Status
from writdesk.core.request import Kind
from writdesk.store.access import requests_for
from writdesk.store.mail_list import count_held
from writdesk.store.people import Person
from writdesk.store.queue import (
    MOST_COUNTED,
    Place,
    Wanted,
    closed,
    count_unread,
    emergencies,
    unread,
    waiting,
    with_agencies,
)
from writdesk.store.requests import Request
from writdesk.web.desk.next_steps import may_take
from writdesk.web.desk.queue_rows import Row, row_of
from writdesk.web.desk.queue_search import NotUnderstood, Search, read_search, wanted_by
from writdesk.web.desk.words import KINDS, words
from writdesk.web.pages import Link, render

ROWS = 50
_PLACE = "%Y%m%d%H%M%S%f"
_BAND = "e"


@dataclass(frozen=True, kw_only=True)
class FilterGroup:
    """One line of filters, of which one is chosen."""

    label: str
    links: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class Queue:
    """One page of the queue."""

    line: str
    fault: str
    is_closed: bool
    may_assign: bool
    open_url: str
    closed_url: str
    is_unread: bool
    unread_url: str
    unread: str
    held_mail: str
    filters: tuple[FilterGroup, ...]
    is_filtered: bool
    is_first: bool
    emergencies: tuple[Row, ...]
    more_emergencies_url: str
    rows: tuple[Row, ...]
    next_url: str
    first_url: str


def show_queue(request: HttpRequest, person: Person, now: datetime) -> HttpResponse:
    """The page; a reference in the search line leads straight to its request."""
    search = read_search(request.GET.get("q", ""))
    reference = search.parts.get("reference", "")
    if reference and requests_for(person).filter(reference=reference).exists():
        return redirect("desk_request", reference=reference)
    page = _page(search, request.GET.get("after", ""), person, now)
    return render(request, "desk/queue.html", page, status=400 if page.fault else 200)


def _page(search: Search, place: str, person: Person, now: datetime) -> Queue:
    fault, found = "", Wanted()
    try:
        found = wanted_by(search, person, now)
    except NotUnderstood as error:
        fault = str(error)
    if found.reference:
        fault = f"There is no request {found.reference} that you can open."
    after = _read_place(place)
    urgent, rows = ([], []) if fault else _fetch(person, found, after)
    # What is unread is counted on the whole queue only: a search has other things to look up.
    is_filtered = bool(set(search.parts) - {"closed", "unread"})
    return Queue(
        line=search.line(),
        fault=fault,
        is_closed=found.is_closed and not found.is_unread,
        may_assign=not found.is_closed and may_take(person),
        open_url=_address(_anywhere(search)),
        closed_url=_address(_anywhere(search).having("closed", "")),
        is_unread=found.is_unread,
        unread_url=_address(_anywhere(search).having("unread", "")),
        unread="" if is_filtered else _how_many(count_unread(person)),
        held_mail="" if is_filtered else _how_many(count_held(person)),
        filters=_filters(search, found),
        is_filtered=is_filtered,
        is_first=after is None,
        emergencies=tuple(row_of(row, now) for row in urgent[:ROWS]),
        more_emergencies_url=_next(search, urgent, found),
        rows=tuple(row_of(row, now) for row in rows[:ROWS]),
        next_url=_next(search, rows, found),
        first_url=_address(search) if after else "",
    )


def _fetch(person: Person, found: Wanted, after: Place | None) -> tuple[list[Request], list[Request]]:
    """The band on top and the rows below it: both on the first page, then the one or the other goes on."""
    limit, found = ROWS + 1, with_agencies(found)
    if found.is_unread:
        return [], unread(person, found, after=after, limit=limit)
    if found.is_closed:
        return [], closed(person, found, after=after, limit=limit)
    if after is None:
        return emergencies(person, found, after=None, limit=limit), waiting(
            person, found, after=None, limit=limit
        )
    if after.is_in_band:
        return emergencies(person, found, after=after, limit=limit), []
    return [], waiting(person, found, after=after, limit=limit)


def _anywhere(search: Search) -> Search:
    """The search without what says in which of the lists to look."""
    return search.having("closed", None).having("unread", None).having("status", None)


def _how_many(count: int) -> str:
    return f"{MOST_COUNTED} or more" if count == MOST_COUNTED else str(count or "")


def _next(search: Search, rows: list[Request], found: Wanted) -> str:
    """The address of what follows; one row more than is shown was fetched to know whether something does."""
    return _address(search, _place_of(rows[ROWS - 1], found)) if len(rows) > ROWS else ""


def _filters(search: Search, found: Wanted) -> tuple[FilterGroup, ...]:
    kinds = [("All kinds", None), *((KINDS[kind.value], kind.value) for kind in Kind)]
    statuses = [status for status in Status if (status in ENDED) == found.is_closed]
    return (
        FilterGroup(
            label="Kind", links=tuple(_choice(search, "kind", value, label) for label, value in kinds)
        ),
        FilterGroup(label="Whose", links=_whose(search, found)),
        FilterGroup(
            label="Status",
            links=(
                _choice(search, "status", None, "Any status"),
                *(_choice(search, "status", status.value, words(status)) for status in statuses),
            ),
        ),
    )


def _choice(search: Search, key: str, value: str | None, label: str) -> Link:
    is_here = search.parts.get(key) == value
    return Link(label=label, url=_address(search.having(key, value)), is_here=is_here)


def _whose(search: Search, found: Wanted) -> tuple[Link, ...]:
    anybody = search.having("mine", None).having("unassigned", None)
    return (
        Link(
            label="Everybody’s",
            url=_address(anybody),
            is_here=found.assigned_to is None and not found.is_unassigned,
        ),
        Link(label="Mine", url=_address(anybody.having("mine", "")), is_here=found.assigned_to is not None),
        Link(
            label="Nobody’s yet", url=_address(anybody.having("unassigned", "")), is_here=found.is_unassigned
        ),
    )


def _address(search: Search, after: str = "") -> str:
    asked = {name: value for name, value in (("q", search.line()), ("after", after)) if value}
    base = reverse("desk_home")
    return f"{base}?{urlencode(asked)}" if asked else base


def _place_of(row: Request, found: Wanted) -> str:
    if found.is_unread and row.unread_since is not None:
        return f"{row.unread_since.astimezone(UTC):{_PLACE}}-{row.pk}"
    at = row.received_at if found.is_closed else row.due_at
    band = _BAND if row.is_emergency and not found.is_closed else ""
    return f"{band}{at.astimezone(UTC):{_PLACE}}-{row.pk}"


def _read_place(text: str) -> Place | None:
    """Where the page begins. What is no place is the beginning: the address was typed or cut off."""
    at, _, number = text.removeprefix(_BAND).partition("-")
    try:
        instant = datetime.strptime(at, _PLACE).replace(tzinfo=UTC)
        return Place(at=instant, id=int(number), is_in_band=text.startswith(_BAND))
    except ValueError:
        return None
