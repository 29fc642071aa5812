"""The officer who begins an emergency request is offered the form; nobody else is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.actions.story import Story
from tests.web.officer.walking import begin, page_of
from tests.web.test_pages import look_at

pytestmark = pytest.mark.django_db(transaction=True)
FORM = "/guidelines/tiktok-inc/2020-08-13/emergency-form."


def test_an_emergency_is_offered_the_form_where_it_begins_and_where_it_is_described(officer: Client) -> None:
    address = begin(officer, kind="emergency")
    for step in ("kind", "grounds"):
        page = page_of(officer.get(f"{address}{step}/"))
        assert f'href="{FORM}pdf"' in page
        assert f'href="{FORM}docx"' in page
    assert FORM not in page_of(officer.get(f"{address}officer/"))


def test_other_requests_are_not_offered_it(officer: Client) -> None:
    assert FORM not in page_of(officer.get(f"{begin(officer)}kind/"))


@pytest.mark.browser
def test_the_offer_looks_right(open_page: Callable[..., Any], story: Story) -> None:
    page = open_page(person=story.people["officer"])
    page.goto("/officer/new/")
    page.get_by_label("Emergency request").check()
    page.get_by_label("In which country is your agency?").select_option("US")
    page.get_by_role("button", name="Keep and go on").click()
    page.goto(page.url.rstrip("/") + "/grounds/")
    page.get_by_text("Is it faster on paper?").wait_for()
    for width, dark in ((1280, False), (390, True)):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if dark else "light")
        look_at(page, "officer-emergency-form", width, dark)
