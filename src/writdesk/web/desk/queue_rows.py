"""One row of the queue, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from writdesk.adapters.guidelines import desk_catalogue
from writdesk.guidelines import UnknownGuideline
from writdesk.store.requests import Request
from writdesk.web.desk.signals import QueueSignal, queue_signals
from writdesk.web.desk.words import DUE_REASONS, KINDS, count_words, due_words, words
from writdesk.web.measures import hour_words, instant_day, iso_words, short_day, utc_words

SOON = timedelta(days=3)


@dataclass(frozen=True, kw_only=True)
class Row:
    """What the queue shows of a request; nothing of it is sealed."""

    reference: str
    url: str
    kind: str
    is_emergency: bool
    status: str
    is_open: bool
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
    signals: tuple[QueueSignal, ...]


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
        is_open=request.is_open,
        due=due_words(request.due_at, now),
        due_iso=iso_words(request.due_at),
        due_title=utc_words(request.due_at),
        due_day=_due_day(request, now),
        due_because=DUE_REASONS.get(request.due_reason, words(request.due_reason)),
        urgency=_urgency(request.due_at, now),
        agency=request.agency or "agency not stated",
        country=request.country,
        asked=", ".join(asked),
        process=process,
        holder=str(request.assigned_to) if request.assigned_to else "",
        received=instant_day(request.received_at),
        signals=queue_signals(request, now),
    )


def _due_day(request: Request, now: datetime) -> str:
    """The day on which it is due in the viewer's zone; of an emergency the hour."""
    if request.is_emergency:
        return str(hour_words(request.due_at))
    return short_day(timezone.localtime(request.due_at).date(), timezone.localtime(now).date())


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
