"""Requests as the tests need them, made by the actions that make them in life."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from writdesk.actions.actor import Actor
from writdesk.actions.intake.receive_request import receive_request
from writdesk.actions.intake.uploads import Upload
from writdesk.store.officers import Officer
from writdesk.store.people import Person
from writdesk.store.requests import Request

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
_submissions = count(1)

CATEGORY = {"from": None, "until": None, "publicly_available": False, "description": None}
LEGAL: dict[str, Any] = {
    "kind": "legal",
    "channel": "email",
    "message": {"subject": None, "sent_to": None, "sender_domain_is_law_enforcement": True},
    "agency": {"name": "Springfield Police Department", "jurisdiction": "US", "is_law_enforcement": True},
    "officer": {
        "name": "Dana Ruiz",
        "badge_number": "4471",
        "email": "dana.ruiz@springfield-pd.example",
        "phone": "+1 217 555 0142 ext. 12",
        "mailing_address": "800 East Monroe Street, Springfield, IL 62701",
        "is_sworn": True,
    },
    "response_requested_by": "2026-03-25",
    "accounts": [{"identifiers": [{"type": "username", "value": "lucky.lark"}]}],
    "process": {
        "id": "subpoena",
        "form": "grand_jury",
        "issued_by": "United States District Court for the Central District of Illinois",
        "addressed_to": "TikTok Inc.",
        "case_number": "GJ-26-0117",
        "issued_on": "2026-02-20",
        "returnable_on": "2026-03-25",
        "signed_by_issuer": True,
        "statute": "18 U.S.C. § 2703(c)(2)",
        "offence": "18 U.S.C. § 875(c)",
    },
    "data_requested": [
        {"category": "subscriber_information", **CATEGORY},
        {"category": "user_interactions", **CATEGORY, "description": "direct messages and comments"},
    ],
    "relationship_to_investigation": "The account sent the threats reported on 20 February 2026.",
    "documents": [
        {"on_letterhead": True, "signed": True, "dated": "2026-02-20", "language": "en"},
    ],
    "contents_in_message_body": True,
    "notice": {
        "officer_asks_not_to_notify": True,
        "officer_states_jeopardy": True,
        "prohibited_by_law": False,
        "nondisclosure_order": None,
    },
    "enforcement": {"officer_asks_deferral": False},
}
EMERGENCY: dict[str, Any] = {
    **LEGAL,
    "kind": "emergency",
    "channel": "form",
    "message": {
        "subject": "Emergency Disclosure Request",
        "sent_to": None,
        "sender_domain_is_law_enforcement": True,
    },
    "process": None,
    "response_requested_by": None,
    "data_requested": [{"category": "subscriber_information", **CATEGORY}],
    "relationship_to_investigation": None,
    "emergency": {
        "person_in_danger": "Alex Doe, 14",
        "is_child": True,
        "harm": "death",
        "imminent": True,
        "nature": "Announced suicide in a live chat ten minutes ago.",
        "specific_information_requested": "Last known IP address and telephone number.",
        "why_necessary": "To find the child before the harm happens.",
        "other_circumstances": "The parents have been told.",
        "specific_posts": [],
    },
}
PRESERVATION: dict[str, Any] = {
    **LEGAL,
    "kind": "preservation",
    "process": None,
    "response_requested_by": None,
    "data_requested": [{"category": "user_interactions", **CATEGORY}],
    "preservation": {
        "extends": None,
        "steps_being_taken": "An application for a search warrant is before the court.",
    },
}


def make_request(
    by: Person,
    document: dict[str, Any] = LEGAL,
    *,
    at: datetime = NOW,
    uploads: Sequence[tuple[str, bytes]] = (),
    account: Officer | None = None,
    **changes: Any,
) -> Request:
    """A request that arrived through ``receive_request``; ``changes`` replace top-level parts of its form."""
    return receive_request(
        document={**document, **changes},
        uploads=[Upload(name=name, source=io.BytesIO(content)) for name, content in uploads],
        by=Actor(person=by),
        at=at,
        submission=f"submission-{next(_submissions)}",
        officer=account,
    )


def later(minutes: int) -> datetime:
    """An instant of the story, so many minutes after ``NOW``."""
    return NOW + timedelta(minutes=minutes)
