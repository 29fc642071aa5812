"""What an officer types, as forms, and the way from the first step to the check."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

KIND = {
    "kind": "legal",
    "agency.is_law_enforcement": "yes",
    "agency.jurisdiction": "US",
    "account_holder_location": "",
}
STEPS: dict[str, dict[str, str]] = {
    "officer": {
        "agency.name": "Springfield Police Department",
        "officer.name": "Dana Ruiz",
        "officer.badge_number": "4471",
        "officer.email": "dana.ruiz@springfield-pd.example",
        "officer.phone": "+1 217 555 0142 ext. 12",
        "officer.mailing_address": "800 East Monroe Street, Springfield, IL 62701",
        "response_requested_by": "2026-03-25",
    },
    "accounts": {"accounts.0.username": "lucky.lark"},
    "grounds": {
        "process.id": "subpoena",
        "process.form": "grand_jury",
        "process.issued_by": "United States District Court for the Central District of Illinois",
        "process.addressed_to": "TikTok Inc.",
        "process.issued_on": "2026-02-20",
        "process.signed_by_issuer": "yes",
    },
    "data": {
        "data.subscriber_information.asked": "yes",
        "data.user_interactions.asked": "yes",
        "data.user_interactions.from": "2026-01-01",
        "data.user_interactions.until": "2026-01-31",
    },
    "notice": {"notice.officer_asks_not_to_notify": "yes", "notice.officer_states_jeopardy": "yes"},
    "letter": {"documents.on_letterhead": "yes", "documents.signed": "yes", "documents.dated": "2026-02-20"},
}


def begin(client: Client, **changes: str) -> str:
    """A draft; gives its address."""
    onward = str(client.post("/officer/new/", {**KIND, **changes}).headers["Location"])
    # Where the desk answers, the first step leads to the second; the draft's own address lies above it.
    return "/".join(onward.split("/")[:4]) + "/"


def fill(client: Client, **changes: dict[str, str]) -> str:
    """A draft with every step filled in."""
    address = begin(client)
    for step, answers in (STEPS | changes).items():
        assert client.post(f"{address}{step}/", answers).status_code == 302
    return address


def send(client: Client, address: str, *files: Any) -> Any:
    """Press the last button."""
    return client.post(f"{address}check/", {"documents": list(files)})


def pdf(name: str = "order.pdf") -> SimpleUploadedFile:
    """A real PDF of one empty page."""
    import pikepdf

    paper = pikepdf.new()
    paper.add_blank_page()
    held = io.BytesIO()
    paper.save(held)
    return SimpleUploadedFile(name, held.getvalue(), "application/pdf")


def page_of(response: Any) -> str:
    """The page as text."""
    return str(response.content.decode())
