"""The desk's pages are tried with requests that arrived through the desk's own actions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.clipstream import small_clipstream
from tests.conftest import MakePerson, sign_in
from tests.factories import LEGAL, make_request
from writdesk.actions.actor import Actor
from writdesk.actions.review.assign_request import assign_request
from writdesk.actions.review.attest_fact import attest_fact
from writdesk.jobs.worker import run_one
from writdesk.store.people import Person, Role
from writdesk.store.requests import Request

SignedIn = Callable[..., Client]
OnTheDesk = Callable[..., Request]


@pytest.fixture
def signed_in(make_person: MakePerson) -> SignedIn:
    """A browser in which somebody of this role is signed in."""

    def client_of(role: str | Person) -> Client:
        person = role if isinstance(role, Person) else _person(role, make_person)
        client = Client()
        sign_in(client, person)
        return client

    return client_of


def _person(role: str, make_person: MakePerson) -> Person:
    return Person.objects.filter(username=role).first() or make_person(role)


@pytest.fixture
def officer_desk(make_person: MakePerson) -> Person:
    """The analyst who enters what comes by mail."""
    return make_person(Role.ANALYST, username="intake", name="Ida Intake")


@pytest.fixture
def on_the_desk(officer_desk: Person) -> OnTheDesk:
    """A request that arrived; with ``holder`` it is under that person's review."""

    def arrive(
        document: dict[str, Any] = LEGAL,
        *,
        holder: Person | None = None,
        at: datetime | None = None,
        **changes: Any,
    ) -> Request:
        request = make_request(officer_desk, document, at=at or timezone.now(), **changes)
        if holder is not None:
            request = assign_request(request.reference, to=holder, by=Actor(person=holder), at=timezone.now())
        return request

    return arrive


@pytest.fixture
def clipstream(settings: Any) -> None:
    """The platform whose data is asked for."""
    platform = small_clipstream()
    settings.PLATFORM_DIR = str(platform.folder)
    settings.DATA_MAP = str(platform.data_map)


def attest_all(request: Request, person: Person) -> None:
    """A person vouches for everything that only a person can judge."""
    from writdesk.actions.reading import assessment_of
    from writdesk.core.assessment import PERSON_FACTS

    facts = {f.fact_name for f in assessment_of(request).findings if f.outcome == "cannot_tell"}
    for fact in sorted(facts & PERSON_FACTS):
        attest_fact(
            request.reference,
            fact=fact,
            value=True,
            reason="Seen.",
            by=Actor(person=person),
            at=timezone.now(),
        )


def work() -> None:
    """The worker does what waits."""
    while run_one():
        pass
