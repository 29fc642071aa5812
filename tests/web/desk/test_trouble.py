"""What goes wrong at the desk in real browsers: double clicks, the way back, two people, nothing to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import MakePerson
from tests.factories import LEGAL
from tests.web.desk.conftest import OnTheDesk, attest_all
from tests.web.officer.test_trouble import LONG, look_at_quickly, nameless
from tests.web.test_pages import look_at
from writdesk.store.ledger import LedgerEntry
from writdesk.store.people import Role

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("clipstream"),
]

OpenPage = Callable[..., Any]
PO_BOX = {**LEGAL["officer"], "mailing_address": "P.O. Box 12, Springfield"}
EMPTY = {
    Role.ANALYST: ("/desk/",),
    Role.COUNSEL: ("/desk/",),
    Role.CUSTODIAN: ("/desk/",),
    Role.AUDITOR: ("/desk/", "/desk/ledger/"),
    Role.ADMINISTRATOR: ("/desk/", "/desk/people/"),
}


@pytest.mark.parametrize("scripts", [True, False])
def test_a_double_click_and_a_reload_take_a_request_once(
    scripts: bool, on_the_desk: OnTheDesk, make_person: MakePerson, open_page: OpenPage
) -> None:
    request = on_the_desk()
    page = open_page(person=make_person(Role.ANALYST, name="Ana"), scripts=scripts)
    page.goto(f"/desk/requests/{request.reference}/")
    page.get_by_role("button", name="Take it and begin the review").first.dblclick()
    page.wait_for_timeout(1500)
    page.locator(".message, .error-summary").first.wait_for()
    page.reload()
    assert LedgerEntry.objects.filter(body__contains='"request.assigned"').count() == 1
    look_at_quickly(page, f"desk-twice-{scripts}")


def test_back_after_an_act_shows_how_it_stands_and_repeats_nothing(
    on_the_desk: OnTheDesk, make_person: MakePerson, open_page: OpenPage
) -> None:
    request = on_the_desk()
    page = open_page(person=make_person(Role.ANALYST, name="Ana"))
    page.goto("/desk/")
    page.goto(f"/desk/requests/{request.reference}/")
    take = page.get_by_role("button", name="Take it and begin the review")
    take.first.click()
    page.locator(".message").first.wait_for()
    page.go_back()
    page.go_forward()
    assert take.count() == 0
    assert LedgerEntry.objects.filter(body__contains='"request.assigned"').count() == 1


def test_a_decision_sent_twice_is_one_and_the_way_back_repeats_nothing(
    on_the_desk: OnTheDesk, make_person: MakePerson, open_page: OpenPage
) -> None:
    analyst = make_person(Role.ANALYST, name="Ana")
    request = on_the_desk(holder=analyst)
    attest_all(request, analyst)
    page = open_page(person=analyst)
    page.goto(f"/desk/requests/{request.reference}/decide/reject/")
    page.get_by_label("Reason").fill("Nothing more to say.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Reject and send the letter").dblclick()
    page.wait_for_url(f"**/desk/requests/{request.reference}/")
    page.locator(".message").first.wait_for()
    before = LedgerEntry.objects.count()
    # The step before was the answer to a form, and no copy of it is kept: the browser asks whether to send it
    # again. Whoever does is shown how it stands.
    page.evaluate("history.back()")
    page.wait_for_timeout(800)
    page.reload()
    page.wait_for_load_state()
    assert page.get_by_role("button", name="Reject and send the letter").count() == 0
    assert LedgerEntry.objects.count() == before
    assert request.decisions.count() == 1


def test_the_second_of_two_people_is_told_what_changed_by_whom_and_when(
    on_the_desk: OnTheDesk, make_person: MakePerson, open_page: OpenPage
) -> None:
    first = make_person(Role.ANALYST, username="first", name="فاطمة First")
    second = make_person(Role.ANALYST, username="second", name="Second")
    request = on_the_desk(holder=first, officer=PO_BOX)
    page = open_page(person=second)
    page.goto(f"/desk/requests/{request.reference}/")
    attest_all(request, first)
    page.locator("#overrule-mailing-address summary").click()
    form = page.locator("#overrule-mailing-address")
    form.get_by_label("met", exact=True).check()
    form.get_by_label("Why").fill("Typed for a while.")
    form.get_by_role("button").click()
    said = page.locator(".error-summary")
    assert "A person vouched for a fact. فاطمة First, analyst, " in said.inner_text()
    assert said.evaluate("element => element === document.activeElement")
    assert form.get_by_label("Why").input_value() == "Typed for a while."
    look_at(page, "trouble-two-people", 1280, False)


@pytest.mark.parametrize("role", sorted(EMPTY))
def test_an_empty_desk_says_on_each_page_that_nothing_is_there(
    role: Role, make_person: MakePerson, open_page: OpenPage
) -> None:
    person = make_person(role, name=LONG[:150])
    for width in (1280, 320):
        page = open_page(person=person, width=width)
        for place in EMPTY[role]:
            assert page.goto(place).status == 200
            look_at(page, f"empty-{role.value}{place.strip('/').replace('/', '-')}", width, False)
            assert nameless(page) == []
            assert page.locator("main").inner_text().strip()
