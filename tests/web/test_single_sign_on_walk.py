"""The whole way by single sign-on, as a person walks it in a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.web.openid_provider import Provider
from tests.web.test_sign_in import SECRET, code_of
from writdesk.store.people import Person


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_whole_walk_in_a_browser(
    open_page: Callable[..., Any],
    live_server: Any,
    provider: Provider,
    ada: Person,
    settings: Any,
) -> None:
    settings.SITE_URL = live_server.url
    page = open_page()
    page.goto("/desk/")
    page.get_by_role("link", name="Sign in with Harbour sign-on").click()
    page.get_by_role("link", name="Deny").click()
    page.get_by_role("heading", name="You were not signed in").wait_for()
    page.get_by_role("link", name="Back to the staff sign-in").click()
    page.get_by_role("link", name="Sign in with Harbour sign-on").click()
    page.get_by_role("link", name="Allow").click()
    page.get_by_label("Code").fill(code_of(SECRET))
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/desk/")
