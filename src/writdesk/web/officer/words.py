"""Where a request stands, in words for the officer, and what happens next."""

from __future__ import annotations

from writdesk.core.lifecycle import Status

KINDS = {"legal": "Legal request", "emergency": "Emergency request", "preservation": "Preservation request"}
REVIEWED = "A person at the desk holds it against the guideline. You need not do anything."
STATUSES: dict[Status, tuple[str, str]] = {
    Status.RECEIVED: ("Received", f"Nobody has opened it yet. {REVIEWED}"),
    Status.UNDER_REVIEW: ("Under review", REVIEWED),
    Status.CLARIFICATION_REQUESTED: (
        "We have asked you something",
        "Read our letter below and answer it. Until then the request rests.",
    ),
    Status.CLOSED_UNANSWERED: (
        "Closed without your answer",
        "Send a new request if you still need the data.",
    ),
    Status.DISREGARDED: ("Not answered", "This desk answers law enforcement only."),
    Status.REFERRED: ("Referred elsewhere", "The letter below says where to turn."),
    Status.REJECTED: ("Rejected", "The letter below says why, and what would mend it."),
    Status.APPROVED: ("Approved", "The records are collected next. We tell you when they are ready."),
    Status.AWAITING_OBJECTION: (
        "Approved; the account holder may object",
        "When the time for it has passed, the records are collected.",
    ),
    Status.COLLECTING: (
        "Records are being collected",
        "Then they are certified. We tell you when they are ready.",
    ),
    Status.COLLECTION_FAILED: (
        "Records are being collected",
        "It did not succeed at once, and people at the desk look into it. You need not do anything.",
    ),
    Status.READY: ("Records are being certified", "We tell you when you can download them."),
    Status.DELIVERED: ("Delivered", "Download the package and check it."),
    Status.CLOSED: ("Closed", "Nothing more happens."),
    Status.WITHDRAWN: ("Withdrawn", "You have taken it back. Nothing more happens."),
    Status.PROVISIONALLY_PRESERVED: (
        "Preserved for now, under review",
        "A sealed copy was made at once. A person decides whether it is kept.",
    ),
    Status.PRESERVED: ("Preserved", "The data is kept. Send legal process before the period ends."),
    Status.EXTENDED: ("Preserved, extended", "The data is kept. Send legal process before the period ends."),
    Status.SUPERSEDED: (
        "Answered by legal process",
        "The preserved data was produced under your legal process.",
    ),
    Status.RELEASED: ("Released", "The preserved copy is destroyed."),
    Status.EXPIRED: ("Expired", "The period ended without legal process, and the copy is destroyed."),
}
CLOCKS = {
    "preservation_expires": "Preservation ends",
    "response_requested": "You asked for an answer by",
    "response_target": "The provider means to answer by",
    "nondisclosure_ends": "The nondisclosure order ends",
    "objection_window_ends": "The account holder may object until",
}


def status_words(status: str) -> tuple[str, str]:
    """The status, and what happens next."""
    return STATUSES[Status(status)]
