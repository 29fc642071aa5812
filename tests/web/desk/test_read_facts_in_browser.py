"""Facts beside the pictures from which they were read, in a real browser."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import MakePerson
from tests.reading_story import facts_of, form, paper, read_all
from tests.web.desk.conftest import OnTheDesk
from tests.web.test_pages import look_at
from writdesk.store.people import Role
from writdesk.store.requests import Request

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKS = [(1280, False), (390, True), (1280, True), (390, False), (320, False), (320, True)]
HAS_LOADED = "image => image.complete && image.naturalWidth === 1000"


def look(page: Any, name: str) -> None:
    for width, dark in LOOKS if "WRITDESK_SCREENSHOTS" in os.environ else LOOKS[:2]:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if dark else "light")
        look_at(page, f"desk-{name}", width, dark)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")


def _arrived(on_the_desk: OnTheDesk, person: Any, **changes: str) -> Request:
    request = on_the_desk(form(), holder=person, uploads=[("subpoena.pdf", paper(**changes))])
    read_all()
    return request


def test_pointing_at_a_fact_shows_its_place_on_the_picture(
    open_page: Callable[..., Any], on_the_desk: OnTheDesk, make_person: MakePerson
) -> None:
    analyst = make_person(Role.ANALYST, name="Noor Haddad")
    request = _arrived(on_the_desk, analyst, hidden="Account: quiet.crow, which nobody sees")
    page = open_page(person=analyst)
    page.goto(f"/desk/requests/{request.reference}/")
    first = page.get_by_alt_text("Page 1 of subpoena.pdf")
    page.wait_for_function(f"image => ({HAS_LOADED})(image)", arg=first.element_handle())
    look(page, "read-facts")
    page.locator("#read .differs").first.hover()
    assert page.locator(".mark-box.pointed").count() >= 1
    look(page, "read-fact-pointed")
    page.locator("#read .differs a.place").first.focus()
    assert page.locator(".mark-box.pointed").count() == 1
    page.locator("#read .differs a.place").first.click()
    assert page.locator(".mark-box:target").count() == 1
    page.locator("#accept-all summary").click()
    page.locator("#read .differs").get_by_text("Correct").first.click()
    look(page, "read-facts-open")
    page.locator("#accept-all button").click()
    page.get_by_text("Accepted. The findings were made anew.").wait_for()
    page.get_by_role("button", name="Keep the form’s").first.click()
    page.get_by_text("Dismissed. The form stays as it is.").wait_for()
    page.locator("#read summary", has_text="decided by people").click()
    look(page, "read-facts-settled")
    page.goto(f"/desk/requests/{request.reference}/documents/1/")
    look(page, "read-document")


def test_without_scripts_the_link_leads_to_the_mark(
    open_page: Callable[..., Any], on_the_desk: OnTheDesk, make_person: MakePerson
) -> None:
    analyst = make_person(Role.ANALYST, name="Noor Haddad")
    request = _arrived(on_the_desk, analyst)
    page = open_page(person=analyst, scripts=False)
    page.goto(f"/desk/requests/{request.reference}/")
    page.locator("#read .differs a.place").first.click()
    page.wait_for_url("**/documents/1/?page=1#mark-*")
    assert facts_of(request)["case_number"].ref in page.url
    assert page.locator(".mark-box:target").count() == 1
    page.go_back()
    page.get_by_role("button", name="Take the paper’s").first.click()
    page.get_by_text("It stands in the form").wait_for()


def test_the_page_says_that_it_is_being_read_and_shows_what_was_found(
    open_page: Callable[..., Any], on_the_desk: OnTheDesk, make_person: MakePerson
) -> None:
    analyst = make_person(Role.ANALYST, name="Noor Haddad")
    request = on_the_desk(form(), holder=analyst, uploads=[("subpoena.pdf", paper())])
    page = open_page(person=analyst)
    page.goto(f"/desk/requests/{request.reference}/")
    page.get_by_text("Being read:").wait_for()
    look(page, "reading-pending")
    page.locator("#findings summary", has_text="Overrule").first.click()
    page.locator("#findings textarea:visible").first.fill("half a sentence")
    read_all()
    page.get_by_text("What you typed is not sent yet").wait_for()
    page.get_by_text("Show what was found").click()
    page.get_by_text("Form and paper differ").wait_for()
