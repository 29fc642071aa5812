"""Requests as JSON values, one of each kind: invented people, complete particulars."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

_LEGAL: dict[str, Any] = {
    "kind": "legal",
    "received_at": "2024-03-04T15:20:00Z",
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
    "authorisation": {
        "signed_by_head_of_agency": False,
        "certifies_necessity": False,
        "account_holder_consents": False,
    },
    "response_requested_by": "2024-03-25",
    "accounts": [
        {
            "identifiers": [
                {"type": "username", "value": "lucky.lark"},
                {"type": "profile_url", "value": "https://clipstream.example/@lucky.lark"},
            ]
        }
    ],
    "process": {
        "id": "subpoena",
        "form": "grand_jury",
        "issued_by": "United States District Court for the Central District of Illinois",
        "addressed_to": "TikTok Inc.",
        "case_number": "GJ-24-0117",
        "issued_on": "2024-03-01",
        "returnable_on": "2024-03-25",
        "signed_by_issuer": True,
        "statute": "18 U.S.C. § 2703(c)(2)",
        "offence": "18 U.S.C. § 875(c)",
    },
    "data_requested": [
        {
            "category": "subscriber_information",
            "from": None,
            "until": None,
            "publicly_available": False,
            "description": None,
        },
        {
            "category": "user_interactions",
            "from": "2024-01-01",
            "until": "2024-02-29",
            "publicly_available": False,
            "description": "direct messages and comments",
        },
    ],
    "relationship_to_investigation": "The account sent the threats reported on 20 February 2024.",
    "documents": [
        {
            "on_letterhead": True,
            "signed": True,
            "dated": "2024-03-01",
            "language": "en",
            "media_type": "application/pdf",
        }
    ],
    "contents_in_message_body": True,
    "automatic_reply_answered": None,
    "account_holder_location": None,
    "foreign": None,
    "notice": {
        "officer_asks_not_to_notify": True,
        "officer_states_jeopardy": True,
        "prohibited_by_law": False,
        "nondisclosure_order": None,
    },
    "enforcement": {"officer_asks_deferral": False},
    "emergency": None,
    "preservation": None,
    "attested": None,
}


def legal(**changes: Any) -> dict[str, Any]:
    """A grand-jury subpoena for subscriber information and direct messages."""
    return {**deepcopy(_LEGAL), **changes}


def preservation(**changes: Any) -> dict[str, Any]:
    """A first preservation request."""
    own = {
        "kind": "preservation",
        "process": None,
        "response_requested_by": None,
        "data_requested": [legal()["data_requested"][1] | {"from": None, "until": None, "description": None}],
        "preservation": {
            "extends": None,
            "steps_being_taken": "An application for a search warrant is before the court.",
        },
    }
    return legal(**(own | changes))


_EMERGENCY: dict[str, Any] = {
    "person_in_danger": "Alex Doe, 14",
    "is_child": True,
    "harm": "death",
    "imminent": True,
    "nature": "Announced suicide in a live chat ten minutes ago.",
    "specific_information_requested": "Last known IP address and telephone number.",
    "why_necessary": "To find the child before the harm happens.",
    "other_circumstances": "The parents have been told.",
    "specific_posts": [],
}


def emergency(**changes: Any) -> dict[str, Any]:
    """An emergency sent by the form: a child who announced a suicide."""
    own = {
        "kind": "emergency",
        "channel": "form",
        "process": None,
        "response_requested_by": None,
        "relationship_to_investigation": None,
        "message": legal()["message"] | {"subject": "Emergency Disclosure Request"},
        "emergency": deepcopy(_EMERGENCY),
        "notice": dict.fromkeys(legal()["notice"]) | {"prohibited_by_law": False},
    }
    return legal(**(own | changes))
