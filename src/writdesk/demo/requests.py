"""Some invented requests in different states, made through the actions that the pages use."""

from __future__ import annotations

import copy
import io
from datetime import datetime
from typing import Any

from django.utils import timezone

from writdesk.actions.actor import Actor
from writdesk.actions.assign_request import assign_request
from writdesk.actions.attest_fact import attest_fact
from writdesk.actions.receive_request import receive_request
from writdesk.actions.record_call_back import add_agency_number
from writdesk.actions.sign_in import use_sign_in_link
from writdesk.actions.uploads import Upload
from writdesk.demo.officer import link_token, officer_link
from writdesk.demo.papers import make_paper
from writdesk.demo.request_form import AGENCY, OFFICER_EMAIL, subpoena_form, subpoena_paper
from writdesk.store.people import Person
from writdesk.store.requests import Request

Form = dict[str, Any]


def seed_requests() -> int:
    """A handful of requests, one of them far enough to be decided. Returns how many."""
    now = timezone.now()
    officer = _officer(now)
    forms = [_subpoena(now), _order(now), _warrant(now), _emergency(now), _post_box(now), _preservation(now)]
    requests = [_send(officer, form, number, now) for number, form in enumerate(forms)]
    analyst = _staff("analyst")
    assert analyst.person is not None
    for request in requests[:2]:
        assign_request(request.reference, to=analyst.person, by=analyst, at=now)
        attest_fact(
            request.reference,
            fact="attested.process_valid",
            value=True,
            reason="Seal, clerk and case number are plausible.",
            by=analyst,
            at=now,
        )
    add_agency_number(
        agency=AGENCY,
        country="US",
        number="+1 217 555 0100",
        source="The county's printed directory of 2025, page 12",
        by=_staff("counsel2"),
        at=now,
    )
    return len(requests)


def _officer(now: datetime) -> Actor:
    token = link_token(officer_link(OFFICER_EMAIL))
    return Actor(person=use_sign_in_link(token, at=now))


def _send(officer: Actor, form: Form, number: int, now: datetime) -> Request:
    letter = make_paper("subpoena", subpoena_paper(now.date()))
    return receive_request(
        document=form,
        uploads=[Upload(name="request-letter.pdf", source=io.BytesIO(letter))],
        by=officer,
        at=now,
        submission=f"demo-{number}",
        officer=officer.somebody.officer,
    )


def _subpoena(now: datetime) -> Form:
    return subpoena_form(now.date())


def _order(now: datetime) -> Form:
    form = _changed(now, process={"id": "court_order_2703d", "form": None, "statute": "18 U.S.C. § 2703(d)"})
    form["data_requested"] = [{"category": "log_data", "from": "2024-01-01", "until": "2024-03-31"}]
    return form


def _warrant(now: datetime) -> Form:
    form = _changed(now, process={"id": "warrant", "form": None, "statute": "18 U.S.C. § 2703(a)"})
    form["data_requested"] = [
        {"category": "subscriber_information"},
        {"category": "video_content", "from": "2023-06-01", "until": "2024-03-31"},
        {"category": "user_interactions", "from": "2024-01-01", "until": "2024-02-29"},
    ]
    return form


def _emergency(now: datetime) -> Form:
    form = _changed(now)
    form |= {
        "kind": "emergency",
        "process": None,
        "response_requested_by": None,
        "message": {"subject": "Emergency Disclosure Request", "sender_domain_is_law_enforcement": True},
        "data_requested": [{"category": "subscriber_information"}, {"category": "log_data"}],
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
    return form


def _post_box(now: datetime) -> Form:
    form = _changed(now)
    form["officer"]["mailing_address"] = "P.O. Box 12, Port Harbor, FR 00417"
    form["response_requested_by"] = None
    return form


def _preservation(now: datetime) -> Form:
    form = _changed(now)
    form |= {
        "kind": "preservation",
        "process": None,
        "data_requested": [{"category": "user_interactions"}],
        "preservation": {
            "extends": None,
            "steps_being_taken": "An application for a search warrant is before the court.",
        },
    }
    return form


def _changed(now: datetime, process: Form | None = None) -> Form:
    form = copy.deepcopy(subpoena_form(now.date()))
    form["process"] |= process or {}
    return form


def _staff(username: str) -> Actor:
    return Actor(person=Person.objects.get(username=username))
