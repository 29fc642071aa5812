"""A passkey that is set up or removed leaves an entry, as every change of a second factor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import MakePerson
from tests.web.single_sign_on_way import codes_since
from tests.web.test_passkeys import INDEX, give_authenticator, set_up, type_password
from writdesk.ledger.entry import decode
from writdesk.store.ledger import body_of, current_frontier
from writdesk.store.people import Role


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_passkeys_that_are_set_up_and_removed_are_entered(
    open_page: Callable[..., Any], make_person: MakePerson
) -> None:
    make_person(Role.ANALYST)
    page = open_page()
    session = give_authenticator(page)
    type_password(page, "analyst")
    page.wait_for_url("**/security/authenticator/")
    size = current_frontier().size
    set_up(page, "Telephone")
    assert codes_since(size) == ["second_factor.added"]
    assert decode(body_of(size)).facts == {"factor": "webauthn", "has_new_codes": True}
    # A second authenticator: the first one already holds a passkey of this account.
    session.send("WebAuthn.disable")
    give_authenticator(page)
    set_up(page, "Key")
    page.goto(INDEX)
    page.get_by_role("link", name="Remove Key").click()
    page.get_by_role("button", name="Remove it").click()
    page.wait_for_url(f"**{INDEX}")
    assert codes_since(size) == ["second_factor.added", "second_factor.added", "second_factor.removed"]
    page.get_by_role("link", name="Remove Telephone").click()
    page.get_by_text("is your only second factor").wait_for()
    assert current_frontier().size == size + 3
