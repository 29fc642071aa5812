"""General inquiries: which wait for an answer, and which are closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from writdesk.adapters.vault import open_text
from writdesk.store.inquiry_list import Listed, inquiries
from writdesk.web.desk.acting import person_of
from writdesk.web.desk.words import span_words
from writdesk.web.measures import Moment, instant_words
from writdesk.web.pages import Link, render

ROWS = 50


@dataclass(frozen=True, kw_only=True)
class InquiryRow:
    """One inquiry in the list; ``waits``: for how long its last question has had no answer."""

    reference: str
    url: str
    subject: str
    sender: str
    asked: Moment
    waits: str
    state: str


@dataclass(frozen=True, kw_only=True)
class InquiryListPage:
    """One page of the list."""

    is_open: bool
    tabs: tuple[Link, ...]
    rows: tuple[InquiryRow, ...]
    next_url: str
    first_url: str


def show(request: HttpRequest) -> HttpResponse:
    """The list, open or closed."""
    is_open, start = request.GET.get("state") != "closed", _start(request.GET.get("from", ""))
    listed = inquiries(person_of(request), is_open=is_open, start=start, limit=ROWS + 1)
    now, base = timezone.now(), reverse("desk_inquiries")
    state = "" if is_open else "state=closed&"
    page = InquiryListPage(
        is_open=is_open,
        tabs=(
            Link(label="Waiting", url=base, is_here=is_open),
            Link(label="Closed", url=f"{base}?state=closed", is_here=not is_open),
        ),
        rows=tuple(_row(each, now) for each in listed[:ROWS]),
        next_url=f"{base}?{state}from={start + ROWS}" if len(listed) > ROWS else "",
        first_url=f"{base}?{state}".rstrip("?&") if start else "",
    )
    return render(request, "desk/inquiries.html", page)


def _start(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0


def _row(listed: Listed, now: datetime) -> InquiryRow:
    inquiry, key = listed.inquiry, listed.inquiry.data_key
    is_readable = key.wrapped is not None
    return InquiryRow(
        reference=inquiry.reference,
        url=reverse("desk_inquiry", kwargs={"reference": inquiry.reference}),
        subject=(open_text(key, listed.first.subject_sealed, "inquiry.subject") if is_readable else "")
        or "no subject",
        sender=open_text(key, inquiry.address_sealed, "inquiry.address") if is_readable else "destroyed",
        asked=instant_words(listed.asked_at),
        waits=span_words(now - listed.asked_at) if inquiry.is_open else "",
        state=_state(listed),
    )


def _state(listed: Listed) -> str:
    if not listed.inquiry.is_open:
        return "answered" if listed.answers else "closed without an answer"
    return "wrote again" if listed.questions > 1 else "new"
