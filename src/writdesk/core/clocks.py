"""The days that a request sets running. Whole days, in UTC: due is the start day plus the number of days."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from writdesk.core.guideline import Guideline
from writdesk.core.request import Kind, Preservation, Request


class ClockName(StrEnum):
    """The clocks there are."""

    PRESERVATION_EXPIRES = "preservation_expires"
    RESPONSE_REQUESTED = "response_requested"
    RESPONSE_TARGET = "response_target"
    NONDISCLOSURE_ENDS = "nondisclosure_ends"
    OBJECTION_WINDOW_ENDS = "objection_window_ends"


class Clock(NamedTuple):
    """One clock: from its first day to the day on which it is due, that day included."""

    name: ClockName
    starts: date
    due: date

    def to_document(self) -> dict[str, str]:
        """The clock as JSON values."""
        return {"name": self.name.value, "starts": self.starts.isoformat(), "due": self.due.isoformat()}


def days_after(start: date, days: int) -> date:
    """The day so many days later; the last day there is, where the calendar ends before.

    >>> days_after(date(2024, 3, 4), 90)
    datetime.date(2024, 6, 2)
    """
    try:
        return start + timedelta(days=days)
    except OverflowError:
        return date.max


def clocks(guideline: Guideline, request: Request, *, notifies: bool) -> tuple[Clock, ...]:
    """Every clock that this request sets running under this guideline."""
    received_on = request.received_at.date()
    running: list[Clock] = []
    if request.kind is Kind.PRESERVATION:
        running += preservation_clock(guideline, request.preservation, received_on)
    if request.response_requested_by is not None:
        running.append(Clock(ClockName.RESPONSE_REQUESTED, received_on, request.response_requested_by))
    target = _target_days(guideline, request.kind)
    if target is not None:
        running.append(Clock(ClockName.RESPONSE_TARGET, received_on, days_after(received_on, target)))
    order = request.notice.nondisclosure_order
    if order is not None and order.ends_on is not None:
        running.append(Clock(ClockName.NONDISCLOSURE_ENDS, order.issued_on or received_on, order.ends_on))
    if notifies and guideline.notice.objection_days is not None:
        running.append(objection_clock(guideline.notice.objection_days, received_on))
    return tuple(running)


def preservation_clock(guideline: Guideline, asked: Preservation | None, received_on: date) -> list[Clock]:
    """When the preservation, or its extension, expires; none where the text names no period.

    An extension begins when the earlier period ends; where that day is not stated, on the day of receipt.
    """
    rule = guideline.preservation
    earlier = asked.extends if asked is not None else None
    if earlier is None:
        days, starts = rule.days, received_on
    else:
        days, starts = rule.extension_days, earlier.expires_on or received_on
    if days is None:
        return []
    return [Clock(ClockName.PRESERVATION_EXPIRES, starts, days_after(starts, days))]


def objection_clock(days: int, notified_on: date) -> Clock:
    """How long the account holder may object.

    An assessment counts from receipt, the earliest day on which notice can go out; the desk counts again from
    the day on which it did.
    """
    return Clock(ClockName.OBJECTION_WINDOW_ENDS, notified_on, days_after(notified_on, days))


def _target_days(guideline: Guideline, kind: Kind) -> int | None:
    response = guideline.response
    if kind is Kind.LEGAL:
        return response.legal_days
    return response.preservation_days if kind is Kind.PRESERVATION else response.emergency_days
