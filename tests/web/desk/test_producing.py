"""The custodian's pages: collect, certify, deliver, close."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from tests.conftest import MakePerson
from tests.web.desk.conftest import OnTheDesk, SignedIn, attest_all, work
from writdesk.actions.actor import Actor
from writdesk.actions.directory.record_call_back import add_agency_number, record_call_back
from writdesk.actions.review.propose_decision import Proposal, propose_decision
from writdesk.core.letters import Letter
from writdesk.core.lifecycle import Status
from writdesk.store.agencies import CallBack
from writdesk.store.decisions import Decision
from writdesk.store.people import Person, Role
from writdesk.store.requests import Request

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clipstream")]


@pytest.fixture
def approved(on_the_desk: OnTheDesk, make_person: MakePerson) -> Request:
    """A subpoena for subscriber information, approved."""
    analyst = make_person(Role.ANALYST)
    request = on_the_desk(holder=analyst)
    attest_all(request, analyst)
    proposal = Proposal(
        outcome=Decision.Outcome.APPROVE,
        reason="Complete.",
        letter=Letter(id="approval", subject="Approved", text="We will provide it."),
        categories=("subscriber_information",),
    )
    propose_decision(request.reference, proposal=proposal, by=Actor(person=analyst), at=timezone.now())
    request.refresh_from_db()
    return request


def post(client: Client, request: Request, act: str):
    request.refresh_from_db()
    return client.post(f"/desk/requests/{request.reference}/{act}/", {"revision": request.revision})


def page_of(client: Client, request: Request, act: str = "") -> str:
    return client.get(f"/desk/requests/{request.reference}/{act}").content.decode()


def call_back(request: Request) -> None:
    """Counsel adds a number of the directory; an analyst calls it, and the agency confirms."""
    number = add_agency_number(
        agency=request.agency,
        country=request.country,
        number="+1 217 555 0100",
        source="The state's printed directory",
        by=Actor(person=Person.objects.create(username="finder", roles=[Role.COUNSEL])),
        at=timezone.now(),
    )
    caller = Actor(person=Person.objects.create(username="caller", roles=[Role.ANALYST]))
    record_call_back(
        request.reference,
        number=number,
        outcome=CallBack.Outcome.CONFIRMED,
        note="",
        by=caller,
        at=timezone.now(),
    )


def test_before_the_first_delivery_each_is_told_that_the_agency_is_called_back(
    signed_in: SignedIn, approved: Request
) -> None:
    custodian, counsel = signed_in(Role.CUSTODIAN), signed_in(Role.COUNSEL)
    calling = f"/desk/requests/{approved.reference}/call-back/"
    assert calling in page_of(counsel, approved)
    post(custodian, approved, "collect")
    work()
    post(custodian, approved, "certify")
    work()
    assert "This officer is new" in page_of(custodian, approved)
    assert calling in page_of(counsel, approved)
    assert calling not in page_of(custodian, approved)
    page = page_of(custodian, approved, "deliver/")
    assert "Call the agency back at a number from the directory" in page
    assert "Deliver it" not in page
    refused = post(custodian, approved, "deliver")
    assert refused.status_code == 409
    assert "Call the agency back" in refused.content.decode()
    call_back(approved)
    assert "Deliver it" in page_of(custodian, approved, "deliver/")
    assert "This officer is new" not in page_of(custodian, approved)
    assert calling not in page_of(counsel, approved)


def test_the_custodian_walks_a_request_from_the_grant_to_its_end(
    signed_in: SignedIn, approved: Request
) -> None:
    custodian = signed_in(Role.CUSTODIAN)
    assert "The collector gets this signed grant and nothing else." in page_of(
        custodian, approved, "collect/"
    )
    assert post(custodian, approved, "collect").status_code == 302
    assert "The records are being collected." in page_of(custodian, approved)
    work()
    before = page_of(custodian, approved, "certify/")
    assert "What you certify" in before
    assert "Subscriber Information" in before
    assert post(custodian, approved, "certify").status_code == 302
    work()
    call_back(approved)
    deliver = page_of(custodian, approved, "deliver/")
    package = approved.productions.get()
    assert package.sha256 in deliver
    assert package.manifest_sha256 in deliver
    assert post(custodian, approved, "deliver").status_code == 302
    assert post(custodian, approved, "close").status_code == 302
    approved.refresh_from_db()
    assert approved.status == Status.CLOSED
    shown = page_of(custodian, approved)
    assert "The package was given to the officer." in shown
    assert "Nothing more is to be done." in shown


def test_a_second_click_on_certify_is_told_that_it_is_certified(
    signed_in: SignedIn, approved: Request
) -> None:
    custodian = signed_in(Role.CUSTODIAN)
    post(custodian, approved, "collect")
    work()
    post(custodian, approved, "certify")
    again = post(custodian, approved, "certify")
    assert again.status_code == 409
    assert "certified already" in again.content.decode()
    assert approved.productions.count() == 1


def test_a_package_that_is_not_built_cannot_be_delivered(signed_in: SignedIn, approved: Request) -> None:
    custodian = signed_in(Role.CUSTODIAN)
    post(custodian, approved, "collect")
    work()
    post(custodian, approved, "certify")
    refused = post(custodian, approved, "deliver")
    assert refused.status_code == 409
    assert "has no package yet" in refused.content.decode()
    assert "There is no package yet." in page_of(custodian, approved, "deliver/")


def test_before_an_approval_there_is_nothing_to_collect(signed_in: SignedIn, on_the_desk: OnTheDesk) -> None:
    custodian, request = signed_in(Role.CUSTODIAN), on_the_desk()
    assert "Nothing is granted yet." in page_of(custodian, request, "collect/")
    refused = post(custodian, request, "collect")
    assert refused.status_code == 409
    assert "it has to be" in refused.content.decode()


@pytest.mark.parametrize("act", ["collect", "certify", "deliver"])
@pytest.mark.parametrize("role", [Role.ANALYST, Role.COUNSEL, Role.AUDITOR])
def test_only_the_custodian_produces(act: str, role: Role, signed_in: SignedIn, approved: Request) -> None:
    assert post(signed_in(role), approved, act).status_code == 404
    approved.refresh_from_db()
    assert approved.status == Status.APPROVED
