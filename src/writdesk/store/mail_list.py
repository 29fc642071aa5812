"""The list of mail, the newest first, a page at a time by its place and never by offset."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from writdesk.store.access import mails_for
from writdesk.store.mail import Inquiry, Mail, MailState
from writdesk.store.people import Person
from writdesk.store.requests import Request

SHOWN = (
    "reference",
    "state",
    "outcome",
    "reason",
    "size",
    "transport",
    "received_at",
    "seen_sealed",
    "data_key__wrapped",
    "request__reference",
    "inquiry__reference",
)
MOST_COUNTED = 100


@dataclass(frozen=True, kw_only=True)
class WantedMail:
    """What somebody looks for; empty is everything."""

    state: str = ""
    reference: str = ""


@dataclass(frozen=True, kw_only=True)
class MailPlace:
    """After which row a page begins."""

    at: datetime
    id: int


def mails(person: Person, wanted: WantedMail, *, after: MailPlace | None, limit: int) -> list[Mail]:
    """The rows of one page."""
    rows = mails_for(person).select_related("data_key", "request", "inquiry").only(*SHOWN)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.reference:
        rows = _named(rows, wanted.reference)
    if after is not None:
        rows = rows.filter(received_at__lte=after.at).exclude(received_at=after.at, id__gte=after.id)
    return list(rows.order_by("-received_at", "-id")[:limit])


def _named(rows: QuerySet[Mail], reference: str) -> QuerySet[Mail]:
    """A mail by its own reference, or all that belongs to a request or an inquiry.

    The thread is found first: joined to it, a large list would be read by its dates from the top.
    """
    if reference.startswith("ML-"):
        return rows.filter(reference=reference)
    if reference.startswith("IQ-"):
        found = Inquiry.objects.filter(reference=reference).values_list("pk", flat=True).first()
        return rows.filter(inquiry_id=found) if found else rows.none()
    found = Request.objects.filter(reference=reference).values_list("pk", flat=True).first()
    return rows.filter(request_id=found) if found else rows.none()


def mail_that_became(request: Request) -> Mail | None:
    """The mail that a request was made of; None where it came another way."""
    made_of = Mail.objects.select_related("data_key").filter(request=request, outcome="request")
    return made_of.order_by("id").first()


def count_held(person: Person) -> int:
    """How many mails wait for a person; no more than so many are counted."""
    held = mails_for(person).filter(state=MailState.HELD.value)
    return held.order_by()[:MOST_COUNTED].count()
