"""A story's request as the officer fills in the form."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from writdesk.core.request import Kind
from writdesk.demo.requests.story import Data, Story

Form = dict[str, Any]

ADDRESSED_TO = {"tiktok-inc": "TikTok Inc.", "tiktok-pte": "TikTok Pte. Ltd.", "twitter-inc": "Twitter, Inc."}
US_STATUTES = {
    "subpoena": "18 U.S.C. § 2703(c)(2)",
    "court_order_2703d": "18 U.S.C. § 2703(d)",
    "warrant": "18 U.S.C. § 2703(a)",
}
PROFILE = "https://clipstream.example/@{}"
ISSUED_DAYS_BEFORE = 3


def form_of(story: Story, *, received_on: date, today: date) -> Form:
    """The form, with the story's own changes put over what it says for itself."""
    form = _standing(story, received_on) | {
        "kind": story.kind.value,
        "channel": story.channel,
        "accounts": [_account(username) for username in story.accounts],
        "data_requested": [_data(entry) for entry in story.data],
        "relationship_to_investigation": story.why,
        "response_requested_by": _wanted(story, today),
    }
    if story.kind is Kind.LEGAL:
        form["process"] = _process(story, received_on, form["response_requested_by"])
    return changed(form, dict(story.form))


def mended_form(story: Story, on: date) -> Form:
    """The parts of the form that the officer's answer corrects, whole."""
    form = form_of(story, received_on=on, today=on)
    return {name: changed(form, {name: value})[name] for name, value in story.mended.items()}


def changed(form: Form, changes: Form) -> Form:
    """The form with ``changes`` over it: an object is changed key by key, anything else is replaced."""
    both = dict(form)
    for name, value in changes.items():
        earlier = both.get(name)
        is_object = isinstance(value, dict) and isinstance(earlier, dict)
        both[name] = changed(earlier, value) if is_object else value  # type: ignore[arg-type]
    return both


def _standing(story: Story, received_on: date) -> Form:
    """What every form says: agency, officer, letter, notice."""
    by = story.by
    return {
        "message": {
            "subject": "Emergency Disclosure Request" if story.kind is Kind.EMERGENCY else None,
            "sender_domain_is_law_enforcement": by.agency.is_law_enforcement,
        },
        "agency": {
            "name": by.agency.name,
            "jurisdiction": by.agency.country,
            "is_law_enforcement": by.agency.is_law_enforcement,
        },
        "officer": {
            "name": by.name,
            "badge_number": by.badge,
            "email": by.email,
            "phone": by.phone,
            "mailing_address": by.agency.address,
            "is_sworn": by.is_sworn,
        },
        "authorisation": {"signed_by_head_of_agency": True, "certifies_necessity": True},
        "documents": [_letter(received_on)],
        "contents_in_message_body": True,
        "automatic_reply_answered": True,
        "notice": {"officer_asks_not_to_notify": False, "officer_states_jeopardy": False},
        "enforcement": {"officer_asks_deferral": False},
    }


def _letter(received_on: date) -> Form:
    return {
        "on_letterhead": True,
        "signed": True,
        "dated": received_on.isoformat(),
        "language": "en",
        "media_type": "application/pdf",
    }


def _account(username: str) -> Form:
    return {
        "identifiers": [
            {"type": "username", "value": username},
            {"type": "profile_url", "value": PROFILE.format(username)},
        ]
    }


def _data(entry: Data) -> Form:
    return {
        "category": entry.category,
        "from": entry.first,
        "until": entry.last,
        "publicly_available": False,
        "description": entry.says,
    }


def _process(story: Story, received_on: date, wanted: str | None) -> Form:
    agency = story.by.agency
    statute = US_STATUTES.get(story.process or "") if agency.country == "US" else agency.statute
    return {
        "id": story.process,
        "form": "grand_jury" if story.process == "subpoena" else None,
        "issued_by": agency.court,
        "addressed_to": ADDRESSED_TO[story.provider],
        "case_number": case_number(story),
        "issued_on": (received_on - timedelta(days=ISSUED_DAYS_BEFORE)).isoformat(),
        "returnable_on": wanted,
        "signed_by_issuer": True,
        "statute": statute,
        "offence": story.offence,
    }


def case_number(story: Story) -> str:
    """A number that looks like one, and is the same each time."""
    digits = sum(index * ord(letter) for index, letter in enumerate(story.id, start=1)) % 10_000
    return f"{story.by.agency.country}-{digits:04d}/26"


def _wanted(story: Story, today: date) -> str | None:
    return None if story.wanted is None else (today + timedelta(days=story.wanted)).isoformat()
