"""The pages of single sign-on and of a reset, in each look."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import MakePerson
from tests.web.openid_provider import running_provider
from tests.web.test_pages import LOOKS, look_at
from writdesk.store.people import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WHY = "She came to the desk in person; the telephone was stolen. Her colleague vouched for her."


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_the_pages_of_single_sign_on(
    width: int, dark: bool, open_page: Callable[..., Any], settings: Any
) -> None:
    with running_provider() as provider:
        page = open_page(width=width, dark=dark)
        for name, changes in {"with-sign-on": {}, "only-sign-on": {"is_only": True}}.items():
            settings.SINGLE_SIGN_ON = provider.single(**changes)
            page.goto("/sign-in/")
            look_at(page, name, width, dark)
        page.goto("/sign-in/single/back/?code=x")
        look_at(page, "sign-on-expired", width, dark)


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_the_pages_of_a_reset(
    width: int, dark: bool, open_page: Callable[..., Any], make_person: MakePerson
) -> None:
    make_person(Role.COUNSEL, username="ines", name="Ines Okoro")
    page = open_page(width=width, dark=dark, person=make_person(Role.ADMINISTRATOR))
    page.goto("/desk/people/")
    look_at(page, "people", width, dark)
    page.get_by_role("link", name="Reset a lost second factor").click()
    page.get_by_label("Whose?").fill("ines")
    page.get_by_label("How did you make sure").fill("short")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("alert").wait_for()
    look_at(page, "reset-refused", width, dark)
    page.get_by_label("How did you make sure").fill(WHY)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("heading", name="Reset this second factor?").wait_for()
    look_at(page, "reset-confirm", width, dark)
