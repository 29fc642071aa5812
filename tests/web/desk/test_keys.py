"""The queue and a request by keyboard: the keys lead, and change nothing by themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import MakePerson
from tests.web.desk.conftest import OnTheDesk
from tests.web.desk.test_reading_in_browser import look
from writdesk.core.lifecycle import Status
from writdesk.store.people import Person, Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FOCUSED = "document.activeElement.textContent.trim()"


@pytest.fixture
def analyst(make_person: MakePerson) -> Person:
    return make_person(Role.ANALYST, name="Noor Haddad")


def press(page: Any, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def focused(page: Any) -> str:
    return str(page.evaluate(FOCUSED))


def test_an_analyst_takes_a_request_and_comes_to_its_decision_by_keys_alone(
    open_page: Callable[..., Any], on_the_desk: OnTheDesk, analyst: Person
) -> None:
    requests = [on_the_desk() for _ in range(3)]
    page = open_page(person=analyst)
    page.goto("/desk/")
    order = page.locator(".queue tbody th a").all_inner_texts()
    press(page, "j", "j", "j", "j", "k")
    assert focused(page) == order[1]
    press(page, "a")
    page.wait_for_url("**/assign/?me")
    page.wait_for_function("document.activeElement.name === 'to'")
    taken = next(each for each in requests if each.reference == order[1])
    taken.refresh_from_db()
    assert taken.status == Status.RECEIVED
    press(page, "Enter")
    page.wait_for_url(f"**/desk/requests/{order[1]}/")
    taken.refresh_from_db()
    assert (taken.status, taken.assigned_to) == (Status.UNDER_REVIEW, analyst)
    press(page, "j")
    assert page.evaluate("document.activeElement.className") == "finding-row"
    press(page, "d")
    while focused(page) != "Approve":
        assert page.evaluate("document.activeElement.closest('#bar') !== null")
        press(page, "Tab")
    press(page, "Enter")
    page.wait_for_url("**/decide/approve/")


def test_one_key_leads_to_the_reason_and_on_the_next_page_to_the_button_that_decides(
    open_page: Callable[..., Any], on_the_desk: OnTheDesk, analyst: Person
) -> None:
    request = on_the_desk(holder=analyst)
    page = open_page(person=analyst)
    page.goto(f"/desk/requests/{request.reference}/decide/clarify/")
    press(page, "d")
    page.keyboard.type("Two dates are missing.")
    press(page, "Tab", "Enter")
    page.get_by_role("heading", name="Check once more").wait_for()
    assert page.get_by_text("written for other choices").count() == 0
    press(page, "d")
    assert focused(page) == "Ask for clarification and send the letter"
    look(page, "keys-of-a-decision")
    press(page, "Enter")
    page.wait_for_url(f"**/desk/requests/{request.reference}/")
    request.refresh_from_db()
    assert request.status == Status.CLARIFICATION_REQUESTED


def test_numbers_lead_to_the_sections_that_the_help_names(
    open_page: Callable[..., Any], on_the_desk: OnTheDesk, analyst: Person
) -> None:
    page = open_page(person=analyst)
    page.goto(f"/desk/requests/{on_the_desk().reference}/")
    press(page, "?")
    look(page, "keys")
    named = page.locator("#keys-sections dd").all_inner_texts()
    assert "Findings" in named
    press(page, "Escape", str(named.index("Findings") + 1))
    assert focused(page) == "Findings"
    press(page, "u")
    page.wait_for_url("**/desk/")


def test_no_key_works_while_somebody_types_or_with_the_help_open(
    open_page: Callable[..., Any], on_the_desk: OnTheDesk, analyst: Person
) -> None:
    on_the_desk()
    page = open_page(person=analyst)
    page.goto("/desk/")
    press(page, "/", "j", "a", "?")
    assert page.locator("#q").input_value() == "ja?"
    assert not page.locator("#keys").is_visible()
    page.get_by_role("button", name="Keys").click()
    look(page, "keys-queue")
    press(page, "j")
    assert page.evaluate("document.activeElement.closest('dialog') !== null")


def test_the_keys_can_be_turned_off_and_on_again(
    open_page: Callable[..., Any], on_the_desk: OnTheDesk, analyst: Person
) -> None:
    reference = on_the_desk().reference
    page = open_page(person=analyst)
    page.goto("/desk/")
    press(page, "?")
    page.get_by_role("button", name="Turn these keys off").click()
    page.reload()
    press(page, "j", "?")
    assert focused(page) != reference
    assert not page.locator("#keys").is_visible()
    page.get_by_role("button", name="Keys").click()
    page.get_by_role("button", name="Turn these keys on").click()
    page.get_by_role("button", name="Close").click()
    press(page, "j")
    assert focused(page) == reference


def test_a_custodian_is_not_led_to_what_a_custodian_may_not_do(
    open_page: Callable[..., Any], on_the_desk: OnTheDesk, make_person: MakePerson
) -> None:
    on_the_desk()
    page = open_page(person=make_person(Role.CUSTODIAN))
    page.goto("/desk/")
    press(page, "j", "a")
    assert page.url.endswith("/desk/")
    assert page.locator("#keys").get_by_text("take it").count() == 0


def test_without_scripts_nothing_speaks_of_keys(open_page: Callable[..., Any], analyst: Person) -> None:
    page = open_page(person=analyst, scripts=False)
    page.goto("/desk/")
    assert not page.locator("#keys-open").is_visible()
