"""The desk's words for what the program keeps as codes, and for instants as people say them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

KINDS = {
    "legal": "Legal request",
    "emergency": "Emergency request",
    "preservation": "Preservation request",
}
DUE_REASONS = {
    "emergency": "within the hour",
    "officer_date": "the officer’s date",
    "desk_target": "the desk’s 30 days",
}
OUTCOMES = {
    "approve": "Approve",
    "clarify": "Ask for clarification",
    "reject": "Reject",
    "refer": "Refer",
    "disregard": "Disregard",
}
DISPOSITIONS = {
    "disregard": "Disregard: the sender is not law enforcement",
    "refer": "Refer: another entity or route serves this officer",
    "reject": "Reject",
    "clarify": "Ask for clarification",
    "proceed_in_part": "Proceed in part",
    "proceed": "Proceed",
}
IF_NOT_MET = {
    "clarify": "If not met: ask for clarification",
    "reject": "If not met: reject",
    "refer": "If not met: refer",
    "disregard": "If not met: disregard",
    "flag": "Noted for whoever decides; does not stand against approval",
}
PROVENANCES = {
    "stated": "stated by the officer",
    "read": "read from a document",
    "computed": "computed by the desk",
    "attested": "attested by staff",
}
NOTICE_PLANS = {
    "notify": "Notify the account holder",
    "withhold": "Withhold notice",
    "delay": "Delay notice",
    "person_decides": "A person decides about notice",
}
HOLDINGS = {
    "held": "held",
    "held_in_part": "held in part",
    "not_held": "not held",
    "held_encrypted": "held encrypted",
}
COLLECTION_STATES = {"running": "Under way", "finished": "Finished", "failed": "Failed"}
PACKAGE_STATES = {"building": "Being built", "built": "Built", "failed": "Failed"}


def words(code: str) -> str:
    """A code as words.

    >>> words("preservation_expires")
    'Preservation expires'
    """
    return code.replace("_", " ").replace("-", " ").strip().capitalize()


def due_words(due_at: datetime, now: datetime) -> str:
    """How long there is, as one would say it; from two days on by the calendar of the viewer.

    >>> due_words(datetime(2026, 11, 26, 9, tzinfo=UTC), datetime(2026, 11, 23, 8, tzinfo=UTC))
    'in 3 days'
    >>> due_words(datetime(2026, 11, 23, 8, 20, tzinfo=UTC), datetime(2026, 11, 23, 8, 32, tzinfo=UTC))
    '12 min over'
    """
    minutes = int((due_at - now).total_seconds() // 60)
    over = minutes < 0
    days = abs((timezone.localtime(due_at).date() - timezone.localtime(now).date()).days)
    span = _span(abs(minutes), days)
    return f"{span} over" if over else f"in {span}"


def span_words(span: timedelta) -> str:
    """How long something is, or lies back.

    >>> span_words(timedelta(minutes=150))
    '2 hours'
    """
    minutes = max(0, int(span.total_seconds() // 60))
    return _span(minutes, minutes // (24 * 60))


def _span(minutes: int, days: int) -> str:
    if minutes < 120:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} hours"
    return f"{days} days"


def count_words(number: int, one: str, many: str) -> str:
    """A number with its noun."""
    return f"{number:,} {one if number == 1 else many}"
