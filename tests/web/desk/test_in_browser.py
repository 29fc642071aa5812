"""The staff's whole way in a real browser, in each colour scheme: nothing for axe to find."""

from __future__ import annotations

import os
from collections.abc import Callable
from threading import Thread
from typing import Any

import pytest
from django.utils import timezone

from tests.conftest import MakePerson
from tests.factories import EMERGENCY, LEGAL, PNG, PRESERVATION
from tests.web.desk.conftest import OnTheDesk, attest_all, work
from tests.web.test_pages import look_at
from writdesk.adapters.vault import desk_keys
from writdesk.core.lifecycle import Status
from writdesk.store.ledger_checkpoints import make_checkpoint
from writdesk.store.people import Role
from writdesk.store.requests import Request

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("clipstream"),
]
# Each page is looked at in each of these where pictures are asked for, in the first two otherwise.
LOOKS = [(1280, False), (390, True), (1280, True), (390, False), (320, False)]
WARRANT = {**LEGAL["process"], "id": "warrant", "form": None}
LONG = {"name": "משטרת ישראל " * 24, "jurisdiction": "IL", "is_law_enforcement": True}
PO_BOX = {**LEGAL["officer"], "mailing_address": "P.O. Box 12, Springfield"}


class Desk:
    """One member of staff at a browser."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def look(self, name: str) -> None:
        """Look at the page at each width and in each colour scheme."""
        for width, dark in LOOKS if "WRITDESK_SCREENSHOTS" in os.environ else LOOKS[:2]:
            self.page.set_viewport_size({"width": width, "height": 900})
            self.page.emulate_media(color_scheme="dark" if dark else "light")
            look_at(self.page, f"desk-{name}", width, dark)
        self.page.set_viewport_size({"width": 1280, "height": 900})

    def open(self, address: str, name: str = "") -> None:
        """Open a page, and look at it where it has a name."""
        assert self.page.goto(address).status == 200
        if name:
            self.look(name)

    def press(self, button: str) -> None:
        """Press a button."""
        self.page.get_by_role("button", name=button).first.click()

    def follow(self, link: str) -> None:
        """Follow a link."""
        self.page.get_by_role("link", name=link).first.click()


@pytest.fixture
def seat(open_page: Callable[..., Any], make_person: MakePerson) -> Callable[..., Desk]:
    """A browser in which somebody of this role sits."""

    def sit(role: str, name: str) -> Desk:
        return Desk(open_page(person=make_person(role, name=name)))

    return sit


def review(analyst: Desk, request: Request) -> None:
    analyst.open(f"/desk/requests/{request.reference}/", "new-request")
    analyst.press("Take it and begin the review")
    analyst.page.locator("#attest-enforceable-process summary").click()
    analyst.press("Attest")
    analyst.look("refused")
    form = analyst.page.locator("#attest-enforceable-process")
    form.get_by_label("It is so", exact=True).check()
    form.get_by_label("What you saw").fill("The court’s seal and the judge’s signature.")
    form.get_by_role("button").click()
    analyst.page.locator("#overrule-mailing-address summary").click()
    form = analyst.page.locator("#overrule-mailing-address")
    form.get_by_label("met", exact=True).check()
    form.get_by_label("Why").fill("The street address stands in the warrant.")
    analyst.look("overrule")
    form.get_by_role("button").click()
    analyst.look("reviewed")


def propose(analyst: Desk) -> None:
    analyst.follow("Approve")
    analyst.page.get_by_label("Reason").fill("The warrant covers both categories.")
    analyst.look("decide")
    analyst.press("Check it once more")
    analyst.look("decide-check")
    analyst.press("Propose it to a second person")
    analyst.look("proposed")


def confirm(counsel: Desk, request: Request) -> None:
    counsel.open(f"/desk/requests/{request.reference}/")
    counsel.follow("Look at it and confirm")
    counsel.look("confirm")
    counsel.press("Confirm: approve")
    counsel.look("approved")


def worker_works() -> None:
    """In a thread of its own, as in life: the browser's loop runs in this one."""
    from django.db import connection

    def run() -> None:
        work()
        connection.close()

    thread = Thread(target=run)
    thread.start()
    thread.join(60)


def call_back(finder: Desk, caller: Desk, request: Request) -> None:
    address = f"/desk/requests/{request.reference}/"
    finder.open(address)
    finder.follow("Call back")
    finder.page.get_by_label("Telephone number").fill("+1 217 555 0100")
    finder.page.get_by_label("Where you found it").fill("The state’s printed directory")
    finder.press("Add the number")
    caller.open(address)
    caller.follow("Call back")
    caller.page.get_by_label("+1 217 555 0100").check()
    caller.page.get_by_label("The agency confirmed the request").check()
    caller.press("Enter the call")
    caller.look("called-back")


def produce(custodian: Desk, request: Request) -> None:
    address = f"/desk/requests/{request.reference}/"
    custodian.open(address)
    custodian.follow("Collect")
    custodian.look("collect")
    custodian.press("Begin the collection")
    worker_works()
    custodian.open(address)
    custodian.follow("Look at the counts and certify")
    custodian.look("certify")
    custodian.press("Certify and have the package built")
    worker_works()
    custodian.open(address)
    custodian.follow("Deliver")
    custodian.look("deliver")
    custodian.press("Deliver it")
    custodian.look("delivered")
    custodian.press("Close")
    custodian.look("closed-request")


def test_a_request_is_walked_to_its_end_by_three_people(
    seat: Callable[..., Desk], on_the_desk: OnTheDesk
) -> None:
    request = on_the_desk(process=WARRANT, officer=PO_BOX, uploads=[("warrant.png", PNG)])
    analyst = seat(Role.ANALYST, "Noor Haddad")
    review(analyst, request)
    propose(analyst)
    counsel = seat(Role.COUNSEL, "Ingrid Vasquez-Lund")
    confirm(counsel, request)
    call_back(counsel, analyst, request)
    produce(seat(Role.CUSTODIAN, "Mirela Popescu"), request)
    request.refresh_from_db()
    assert request.status == Status.CLOSED
    analyst.open("/desk/?q=closed", "closed")


def test_every_other_page_of_the_desk_can_be_read_by_everybody(
    seat: Callable[..., Desk], on_the_desk: OnTheDesk, make_person: MakePerson
) -> None:
    counsel = make_person(Role.COUNSEL, username="holder", name="Desmond Achebe")
    emergency = on_the_desk(EMERGENCY, holder=counsel)
    requests = [
        on_the_desk(holder=counsel),
        on_the_desk(PRESERVATION),
        on_the_desk(agency=LONG, holder=counsel),
    ]
    desk = seat(Role.ANALYST, "Noor Haddad")
    desk.open("/desk/", "queue")
    desk.open("/desk/?q=country:NO", "queue-nothing")
    desk.page.goto("/desk/?q=kind:emergancy")
    desk.look("queue-not-understood")
    for name, request in zip(("legal", "preservation", "long-name"), requests, strict=True):
        desk.open(f"/desk/requests/{request.reference}/", name)
    for outcome in ("clarify", "reject", "refer", "disregard"):
        desk.open(f"/desk/requests/{requests[0].reference}/decide/{outcome}/", outcome)
    desk.open(f"/desk/requests/{requests[0].reference}/assign/", "assign")
    desk.open(f"/desk/requests/{emergency.reference}/", "emergency")
    desk.open(f"/desk/requests/{emergency.reference}/call-back/", "call-back")
    make_checkpoint(desk_keys().signer, origin="desk.example/ledger", at=timezone.now())
    auditor = seat(Role.AUDITOR, "Haruka Fujimori")
    auditor.open("/desk/ledger/", "ledger")
    auditor.open("/desk/ledger/1/", "ledger-entry")
    seat(Role.ADMINISTRATOR, "Per Lindqvist").open("/desk/people/", "people")


def test_a_decision_is_reached_by_keyboard_alone_and_without_scripts(
    open_page: Callable[..., Any], on_the_desk: OnTheDesk, make_person: MakePerson
) -> None:
    analyst = make_person(Role.ANALYST)
    request = on_the_desk(holder=analyst)
    attest_all(request, analyst)
    page = open_page(person=analyst, scripts=False)
    page.goto(f"/desk/requests/{request.reference}/decide/reject/")
    page.get_by_label("Reason").focus()
    page.keyboard.type("Nothing more to say.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Reject and send the letter").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/desk/requests/{request.reference}/")
    request.refresh_from_db()
    assert request.status == Status.REJECTED
