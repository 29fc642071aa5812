"""The officer's own requests and drafts."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from writdesk.store.access import drafts_for, requests_for
from writdesk.store.requests import Request
from writdesk.web.access import has_shown_second_factor
from writdesk.web.measures import instant_words
from writdesk.web.officer.acting import person_of
from writdesk.web.officer.words import KINDS, status_words
from writdesk.web.pages import render

A_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class RequestLine:
    """One request."""

    reference: str
    kind: str
    status: str
    next: str
    received: str
    is_your_turn: bool
    has_unread: bool


@dataclass(frozen=True, kw_only=True)
class DraftLine:
    """One draft."""

    id: UUID
    begun: str
    changed: str


@dataclass(frozen=True, kw_only=True)
class OfficerHome:
    """What the officer has sent and begun."""

    requests: tuple[RequestLine, ...]
    drafts: tuple[DraftLine, ...]
    newer: int | None
    older: int | None
    has_second_factor: bool


def show(request: HttpRequest) -> HttpResponse:
    """The list."""
    person = person_of(request)
    rows = Paginator(requests_for(person).order_by("-received_at", "-id"), A_PAGE).get_page(
        request.GET.get("page")
    )
    page = OfficerHome(
        requests=tuple(_line(row) for row in rows),
        drafts=tuple(
            DraftLine(id=row.pk, begun=instant_words(row.made_at), changed=instant_words(row.changed_at))
            for row in drafts_for(person).defer("form_sealed")
        ),
        newer=rows.previous_page_number() if rows.has_previous() else None,
        older=rows.next_page_number() if rows.has_next() else None,
        has_second_factor=has_shown_second_factor(request, person),
    )
    return render(request, "officer/home.html", page)


def _line(row: Request) -> RequestLine:
    status, onward = status_words(row.status)
    return RequestLine(
        reference=row.reference,
        kind=KINDS[row.kind],
        status=status,
        next=onward,
        received=instant_words(row.received_at),
        is_your_turn=row.status in ("clarification_requested", "delivered"),
        has_unread=row.unread_by_officer_since is not None,
    )
