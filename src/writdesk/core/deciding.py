"""Rules about decisions: when two people are needed, when something is due, what an approval grants."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from writdesk.core.grant import GrantedCategory
from writdesk.core.guideline import Guideline
from writdesk.core.request import Kind, Request

EMERGENCY_DUE = timedelta(minutes=60)
ORDINARY_DUE_DAYS = 30
GRANT_DAYS = 14


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """When something has to be done, and why, in a word that pages explain."""

    at: datetime
    reason: str


def due_of(request: Request) -> Due:
    """What the queue sorts a new request by.

    An emergency is due within the hour; a request with a date of the officer's by that date; any other
    within thirty days. The life of a request's own clocks refine it later.
    """
    if request.kind is Kind.EMERGENCY:
        return Due(at=request.received_at + EMERGENCY_DUE, reason="emergency")
    if request.response_requested_by is not None:
        wanted = request.response_requested_by
        end = request.received_at.replace(hour=0, minute=0, second=0, microsecond=0)
        return Due(at=end + (wanted - end.date()) + timedelta(days=1), reason="officer_date")
    return Due(at=request.received_at + timedelta(days=ORDINARY_DUE_DAYS), reason="desk_target")


def why_second_person(request: Request, guideline: Guideline, granted: Collection[str]) -> str:
    """Why approving ``granted`` categories needs two people; empty when one is enough.

    DESIGN: two people approve content categories and any emergency disclosure.
    """
    if request.kind is Kind.EMERGENCY:
        return "an emergency disclosure"
    content = [c.title or c.id for c in guideline.categories if c.is_content and c.id in granted]
    return f"content of account holders: {', '.join(content)}" if content else ""


def grantable(
    request: Request, reach: Mapping[str, Sequence[str]], chosen: Collection[str]
) -> tuple[GrantedCategory, ...]:
    """The chosen categories as a grant covers them: the officer's dates, and only the fields reached.

    ``reach`` maps a category to the fields that may be given. A chosen category that was not requested, or
    is not in ``reach``, is left out: nothing is granted unasked. Where a category was asked for twice, the
    first entry counts.
    """
    wanted = {item.category: item for item in reversed(request.data_requested)}
    return tuple(
        GrantedCategory(
            category=category,
            fields=tuple(reach[category]),
            from_on=wanted[category].from_on,
            until_on=wanted[category].until_on,
        )
        for category in dict.fromkeys(item.category for item in request.data_requested)
        if category in chosen and category in reach
    )


def data_since(request: Request) -> date | None:
    """The first day that any category is asked from; None when one of them is open."""
    days = [item.from_on for item in request.data_requested]
    return None if not days or None in days else min(day for day in days if day is not None)


def accounts_by_date(request: Request) -> date:
    """The day as of which account names are resolved: the process's, else that of receipt."""
    if request.process is not None and request.process.issued_on is not None:
        return request.process.issued_on
    return request.received_at.date()
