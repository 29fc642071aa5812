"""The paper that carries a story's request: which template, and what stands on it."""

from __future__ import annotations

from datetime import date
from typing import Any

from writdesk.core.request import Kind
from writdesk.demo.papers import make_paper
from writdesk.demo.requests.forms import Form, case_number
from writdesk.demo.requests.story import Story

Paper = dict[str, Any]

# The template of each legal process; every other one comes as an order of a court.
TEMPLATES = {
    "subpoena": "subpoena",
    "warrant": "warrant",
    "search_warrant": "warrant",
    "court_order_2703d": "order",
    "court_order": "order",
    "search_order": "search_order",
    "mlat_request": "treaty",
    "letter_rogatory": "treaty",
}
ORDER_TITLES = {"court_order_2703d": "Order pursuant to 18 U.S.C. § 2703(d)", "court_order": "Order"}
CATEGORIES = {
    "subscriber_information": "Subscriber information",
    "account_information": "Account information",
    "log_data": "Log data",
    "video_content": "Videos",
    "user_interactions": "Comments and messages",
    "contents_of_communications": "Contents of communications",
}
CLERKS = ("Morgan Ellery", "Ines Hartnoll", "Tobias Renn", "Saoirse Quill")


def letter_of(story: Story, form: Form, received_on: date) -> bytes:
    """The request's letter as a PDF."""
    return make_paper(template_of(story), paper_of(story, form, received_on))


def file_name_of(story: Story) -> str:
    """What the officer calls the file."""
    return f"{template_of(story).replace('_', '-')}-{story.id}.pdf"


def template_of(story: Story) -> str:
    """Emergencies and preservations have a letter of their own; legal requests that of their process."""
    if story.kind is not Kind.LEGAL:
        return story.kind.value
    return TEMPLATES.get(story.process or "", "order")


def paper_of(story: Story, form: Form, received_on: date) -> Paper:
    """What stands on the paper. Agencies and officers appear by their names in Latin letters."""
    by, process = story.by, form.get("process") or {}
    issued_on = process.get("issued_on") or received_on.isoformat()
    return {
        "agency": by.agency.latin or by.agency.name,
        "agency_address": form["officer"]["mailing_address"] or by.agency.address,
        "court": by.agency.court or by.agency.name,
        "case_number": process.get("case_number") or case_number(story),
        "title": ORDER_TITLES.get(story.process or "", "Order"),
        "addressed_to": process.get("addressed_to") or "the provider",
        "issued_on": _written(issued_on),
        "returnable_on": _written(process.get("returnable_on")),
        "offence": process.get("offence") or "",
        "statute": process.get("statute") or "",
        "data": [_data_line(entry) for entry in form["data_requested"]],
        "account": ", ".join(story.accounts),
        "relationship": story.why,
        "clerk": CLERKS[len(story.id) % len(CLERKS)],
        "officer": by.latin or by.name,
        "badge": f"badge {by.badge}" if by.badge else "no badge",
        "email": by.email,
        "phone": form["officer"]["phone"],
        "emergency": form.get("emergency") or {},
        "asks_silence": bool(form["notice"]["officer_asks_not_to_notify"]),
        "steps": (form.get("preservation") or {}).get("steps_being_taken") or "",
        "foreign": form.get("foreign") or {},
    } | dict(story.paper)


def _data_line(entry: Form) -> str:
    words = str(entry.get("description") or CATEGORIES.get(entry["category"], entry["category"]))
    first, last = entry.get("from"), entry.get("until")
    return f"{words}, from {_written(first)} to {_written(last)}" if first and last else words


def _written(day: str | None) -> str:
    if not day:
        return "not stated"
    read = date.fromisoformat(day)
    return f"{read.day} {read:%B %Y}"
