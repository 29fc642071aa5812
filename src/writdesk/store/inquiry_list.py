"""The list of general inquiries: those that wait, the longest on top; or those that are closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q

from writdesk.store.access import inquiries_for
from writdesk.store.mail import Inquiry, InquiryMessage
from writdesk.store.people import Person

MOST_COUNTED = 100


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One inquiry with what the list says of it; ``asked_at``: when the officer wrote last."""

    inquiry: Inquiry
    first: InquiryMessage
    asked_at: datetime
    questions: int
    answers: int


def inquiries(person: Person, *, is_open: bool, start: int, limit: int) -> list[Listed]:
    """The rows of one page. There are few inquiries beside the requests, so pages are counted off."""
    rows = inquiries_for(person).filter(is_open=is_open).select_related("data_key")
    if is_open:
        asked = Max("messages__at", filter=Q(messages__is_outgoing=False))
        rows = rows.annotate(asked_at=asked).order_by("asked_at", "id")
    else:
        rows = rows.order_by("-changed_at", "-id")
    page = list(rows[start : start + limit])
    messages = InquiryMessage.objects.filter(inquiry__in=page).defer("text_sealed").order_by("id")
    by_inquiry: dict[int, list[InquiryMessage]] = {}
    for message in messages:
        by_inquiry.setdefault(message.inquiry_id, []).append(message)
    return [_listed(inquiry, by_inquiry[inquiry.pk]) for inquiry in page]


def _listed(inquiry: Inquiry, messages: list[InquiryMessage]) -> Listed:
    asked = [message for message in messages if not message.is_outgoing]
    return Listed(
        inquiry=inquiry,
        first=asked[0],
        asked_at=asked[-1].at,
        questions=len(asked),
        answers=len(messages) - len(asked),
    )


def count_open(person: Person) -> int:
    """How many inquiries wait for an answer; no more than so many are counted."""
    return inquiries_for(person).filter(is_open=True).order_by()[:MOST_COUNTED].count()
