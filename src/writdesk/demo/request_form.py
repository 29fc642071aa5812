"""The request that the demo's officer sends, and the words of the letter that carries it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

OFFICER_EMAIL = "dana.ruiz@harbor-sheriff.example"
AGENCY = "Harbor County Sheriff's Office"
COURT = "United States District Court for the Northern District of Franklin"
CASE_NUMBER = "GJ-26-0117"
STATUTE = "18 U.S.C. § 2703(c)(2)"
OFFENCE = "18 U.S.C. § 875(c)"
RELATIONSHIP = "The account sent the threats reported to this office on 20 February 2024."


def subpoena_form(today: date) -> dict[str, Any]:
    """A grand-jury subpoena for subscriber information and direct messages, as the officer fills it in."""
    return {
        "kind": "legal",
        "channel": "portal",
        "message": {"sender_domain_is_law_enforcement": True},
        "agency": {"name": AGENCY, "jurisdiction": "US", "is_law_enforcement": True},
        "officer": {
            "name": "Dana Ruiz",
            "badge_number": "4471",
            "email": OFFICER_EMAIL,
            "phone": "+1 217 555 0142 ext. 12",
            "mailing_address": "12 Quay Street, Port Harbor, FR 00417",
            "is_sworn": True,
        },
        "response_requested_by": (today + timedelta(days=21)).isoformat(),
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
            "issued_by": COURT,
            "addressed_to": "TikTok Inc.",
            "case_number": CASE_NUMBER,
            "issued_on": (today - timedelta(days=3)).isoformat(),
            "returnable_on": (today + timedelta(days=21)).isoformat(),
            "signed_by_issuer": True,
            "statute": STATUTE,
            "offence": OFFENCE,
        },
        "data_requested": [
            {"category": "subscriber_information", "publicly_available": False},
            {
                "category": "user_interactions",
                "from": "2024-01-01",
                "until": "2024-02-29",
                "publicly_available": False,
                "description": "direct messages and comments",
            },
        ],
        "relationship_to_investigation": RELATIONSHIP,
        "documents": [
            {
                "on_letterhead": True,
                "signed": True,
                "dated": (today - timedelta(days=3)).isoformat(),
                "language": "en",
                "media_type": "application/pdf",
            }
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


def subpoena_paper(today: date) -> dict[str, Any]:
    """What stands on the letter."""
    return {
        "agency": AGENCY,
        "agency_address": "12 Quay Street, Port Harbor, FR 00417",
        "court": COURT,
        "case_number": CASE_NUMBER,
        "addressed_to": "TikTok Inc.",
        "returnable_on": _written(today + timedelta(days=21)),
        "offence": OFFENCE,
        "statute": STATUTE,
        "data": [
            "Subscriber information",
            "Direct messages and comments from 1 January to 29 February 2024",
        ],
        "account": "lucky.lark (https://clipstream.example/@lucky.lark)",
        "relationship": RELATIONSHIP,
        "issued_on": _written(today - timedelta(days=3)),
        "clerk": "Morgan Ellery",
        "officer": "Dana Ruiz",
        "badge": "badge 4471",
        "email": OFFICER_EMAIL,
        "phone": "+1 217 555 0142 ext. 12",
    }


def _written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
