"""Passkeys in a real browser, with an authenticator that the browser itself plays."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from tests.conftest import MakePerson, sign_in
from tests.web.test_sign_in import PASSWORD, SECRET, code_of, try_to_sign_in
from writdesk.store.people import Person, Role
from writdesk.web.passkey_forms import NOT_ACCEPTED

NEW, INDEX, ALONE = "/security/passkeys/new/", "/security/", "/sign-in/passkey/"
in_browser = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def give_authenticator(page: Any) -> Any:
    """The browser plays a telephone with a fingerprint reader."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


def type_password(page: Any, username: str) -> None:
    page.goto("/sign-in/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def set_up(page: Any, name: str = "Telephone", *, alone: bool = False) -> None:
    page.goto(NEW)
    page.get_by_label("Name").fill(name)
    if alone:
        page.get_by_label("Sign in with this passkey alone").check()
    page.get_by_role("button", name="Set up the passkey").click()
    # The authenticator answers after the click: only then does the form leave the page.
    page.wait_for_url(lambda url: not url.endswith(NEW))


def sign_out(page: Any) -> None:
    page.get_by_role("button", name="Sign out").first.click()
    page.wait_for_url("**/")


@pytest.fixture
def page(open_page: Callable[..., Any]) -> Any:
    """A browser with an authenticator."""
    opened = open_page()
    give_authenticator(opened)
    return opened


class TestInBrowser:
    """What a person does."""

    pytestmark = in_browser

    def test_a_passkey_is_set_up_as_the_first_factor_and_asked_for_from_then_on(
        self, page: Any, make_person: MakePerson
    ) -> None:
        make_person(Role.ANALYST)
        type_password(page, "analyst")
        page.wait_for_url("**/security/authenticator/")
        page.get_by_role("link", name="Set up a passkey instead").click()
        page.get_by_role("button", name="Set up the passkey").click()
        page.wait_for_url("**/security/recovery-codes/")
        page.get_by_role("link", name="I have kept them; go on").click()
        page.wait_for_url("**/desk/")
        sign_out(page)
        type_password(page, "analyst")
        page.wait_for_url("**/sign-in/code/")
        page.get_by_role("button", name="Use your passkey").click()
        page.wait_for_url("**/desk/")

    def test_a_passkey_alone_signs_in_a_member_of_staff(self, page: Any, make_person: MakePerson) -> None:
        make_person(Role.ANALYST)
        type_password(page, "analyst")
        set_up(page, alone=True)
        page.wait_for_url("**/security/recovery-codes/")
        sign_out(page)
        page.goto("/sign-in/")
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.wait_for_url("**/desk/")
        page.goto(INDEX)
        assert "Signs you in alone" in page.inner_text("main")

    def test_a_passkey_is_named_and_removed_but_never_the_last_factor(
        self, page: Any, make_person: MakePerson
    ) -> None:
        make_person(Role.ANALYST)
        type_password(page, "analyst")
        set_up(page)
        page.goto(INDEX)
        page.get_by_role("link", name="Rename Telephone").click()
        page.get_by_label("Name").fill("My old telephone")
        page.get_by_role("button", name="Keep the name").click()
        page.wait_for_url("**/security/")
        page.get_by_role("link", name="Remove My old telephone").click()
        assert "is your only second factor" in page.inner_text("main")
        assert page.get_by_role("button", name="Remove it").count() == 0
        TOTP.activate(Person.objects.get(), SECRET)
        page.reload()
        page.get_by_role("button", name="Remove it").click()
        page.wait_for_url("**/security/")
        assert not Authenticator.objects.filter(type="webauthn").exists()

    def test_an_officer_sets_up_a_passkey_and_shows_it_after_the_next_link(
        self, page: Any, make_person: MakePerson, live_server: Any
    ) -> None:
        from tests.conftest import session_cookie

        officer = make_person(Role.OFFICER)
        officer.set_unusable_password()
        officer.save()

        def use_link() -> None:
            client = Client()
            client.force_login(officer)
            cookie = session_cookie(officer, live_server.url) | {"value": client.session.session_key}
            page.context.add_cookies([cookie])

        use_link()
        set_up_page = page.goto(NEW)
        assert set_up_page.status == 200
        assert page.get_by_label("Sign in with this passkey alone").count() == 0
        page.get_by_role("button", name="Set up the passkey").click()
        page.wait_for_url("**/security/recovery-codes/")
        use_link()
        page.goto("/officer/")
        page.wait_for_url("**/sign-in/passkey-again/**")
        page.get_by_role("button", name="Use the passkey").click()
        page.wait_for_url("**/officer/")

    def test_an_officers_passkey_does_not_sign_in_without_the_link(
        self, page: Any, make_person: MakePerson
    ) -> None:
        person = make_person(Role.ANALYST)
        type_password(page, "analyst")
        set_up(page, alone=True)
        page.wait_for_url("**/security/recovery-codes/")
        sign_out(page)
        Person.objects.filter(pk=person.pk).update(roles=[Role.OFFICER.value])
        page.goto("/sign-in/")
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.get_by_text(NOT_ACCEPTED).wait_for()

    def test_where_no_passkey_is_at_hand_the_page_says_so_and_goes_on(
        self, open_page: Callable[..., Any], make_person: MakePerson
    ) -> None:
        page = open_page()
        session = give_authenticator(page)
        make_person(Role.ANALYST)
        type_password(page, "analyst")
        set_up(page)
        page.wait_for_url("**/security/recovery-codes/")
        TOTP.activate(Person.objects.get(), SECRET)
        sign_out(page)
        session.send("WebAuthn.disable")
        give_nothing(page)
        type_password(page, "analyst")
        page.get_by_role("button", name="Use your passkey").click()
        page.get_by_text("No passkey was used.").wait_for()
        page.get_by_label("Code").fill(code_of(SECRET))
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url("**/desk/")


def give_nothing(page: Any) -> None:
    """An authenticator that knows no passkey."""
    give_authenticator(page)


MALFORMED = ["", "{}", "[]", "null", "7", '{"rawId": 7}', '{"id": "AA", "rawId": "AB"}', "not json"]
MALFORMED.append(json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {"userHandle": 7}}))


@pytest.mark.django_db
@pytest.mark.parametrize("credential", MALFORMED)
def test_what_is_no_credential_is_refused_and_is_no_fault_of_the_desk(
    credential: str, client: Client, make_person: MakePerson
) -> None:
    person = make_person(Role.ANALYST)
    TOTP.activate(person, SECRET)
    client.get(ALONE, headers={"accept": "application/json"})
    assert client.post(ALONE, {"credential": credential}).headers["Location"] == "/sign-in/"
    try_to_sign_in(client, "analyst")
    client.get("/sign-in/code/")
    assert client.post("/sign-in/code/", {"credential": credential}).status_code == 200
    sign_in(client, person)
    client.get(NEW)
    assert client.post(NEW, {"name": "Key", "credential": credential}).status_code == 200
    assert Authenticator.objects.count() == 1


@pytest.mark.django_db
def test_another_persons_passkey_is_absent(client: Client, make_person: MakePerson) -> None:
    owner = make_person(Role.COUNSEL)
    held = Authenticator.objects.create(user=owner, type="webauthn", data={"name": "Key"})
    sign_in(client, make_person(Role.ANALYST))
    for act in ("name", "remove"):
        address = f"/security/passkeys/{held.pk}/{act}/"
        assert client.get(address).status_code == client.post(address).status_code == 404
    assert Authenticator.objects.count() == 1


@pytest.mark.django_db
def test_the_last_factor_is_not_removed_by_a_form_sent_by_hand(
    client: Client, make_person: MakePerson
) -> None:
    person = make_person(Role.ANALYST)
    held = Authenticator.objects.create(user=person, type="webauthn", data={"name": "Key"})
    sign_in(client, person)
    client.post(f"/security/passkeys/{held.pk}/remove/")
    assert Authenticator.objects.filter(pk=held.pk).exists()
