"""One row of the queue, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse

from writdesk.adapters.guidelines import desk_catalogue
from writdesk.guidelines import UnknownGuideline
from writdesk.store.requests import Request
from writdesk.web.desk.words import DUE_REASONS, KINDS, count_words, due_words, words
from writdesk.web.measures import day_words, instant_words

SOON = timedelta(days=3)


@dataclass(frozen=True, kw_only=True)
class Row:
    """What the queue shows of a request; nothing of it is sealed."""

    reference: str
    url: str
    kind: str
    is_emergency: bool
    status: str
    due: str
    due_iso: str
    due_title: str
    due_day: str
    due_because: str
    urgency: str
    agency: str
    country: str
    asked: str
    process: str
    holder: str
    received: str


def row_of(request: Request, now: datetime) -> Row:
    """The row of one request at this moment."""
    categories, process = _titles(request)
    asked = [count_words(request.account_count, "account", "accounts"), *categories]
    return Row(
        reference=request.reference,
        url=reverse("desk_request", kwargs={"reference": request.reference}),
        kind=KINDS[request.kind],
        is_emergency=request.is_emergency,
        status=words(request.status),
        due=due_words(request.due_at, now),
        due_iso=request.due_at.isoformat(),
        due_title=instant_words(request.due_at),
        due_day=f"{request.due_at:%H:%M} UTC" if request.is_emergency else day_words(request.due_at.date()),
        due_because=DUE_REASONS.get(request.due_reason, words(request.due_reason)),
        urgency=_urgency(request.due_at, now),
        agency=request.agency or "agency not stated",
        country=request.country,
        asked=", ".join(asked),
        process=process,
        holder=str(request.assigned_to) if request.assigned_to else "",
        received=day_words(request.received_at.date()),
    )


def _urgency(due_at: datetime, now: datetime) -> str:
    if due_at < now:
        return "over"
    return "soon" if due_at - now < SOON else ""


def _titles(request: Request) -> tuple[list[str], str]:
    """The guideline's titles of the categories and the process; an id that it does not know stays one."""
    try:
        guideline = desk_catalogue().get(request.guideline_id, request.guideline_version)
    except UnknownGuideline:
        return list(request.categories), request.process
    categories = {category.id: category.title for category in guideline.categories}
    processes = {process.id: process.title for process in guideline.processes}
    titles = [categories.get(each) or each for each in dict.fromkeys(request.categories)]
    return titles, processes.get(request.process) or words(request.process)
