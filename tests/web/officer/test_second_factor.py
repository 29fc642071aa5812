"""An officer's second factor: set up at any time, before the first download, and shown from then on."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.http import HttpResponse
from django.test import Client, RequestFactory

from tests.actions.story import Story
from tests.conftest import sign_in
from tests.web.officer.at_the_desk import deliver
from tests.web.officer.walking import page_of
from tests.web.test_sign_in import SECRET, code_of
from writdesk.store.ledger import LedgerEntry
from writdesk.web.officer import package

pytestmark = pytest.mark.django_db
SET_UP, SHOW = "/security/authenticator/", "/sign-in/code-again/"
PASSKEY, SHOW_PASSKEY = "/security/passkeys/new/", "/sign-in/passkey-again/"


@pytest.fixture
def address(story: Story) -> str:
    """The address of a package that waits for its officer."""
    deliver(story, story.received().request)
    return f"/officer/requests/{story.reference}/package/"


def set_up(officer: Client) -> str:
    """The officer sets up an authenticator app; gives where the page leads."""
    secret = officer.get(SET_UP).context["form"].secret
    return str(officer.post(SET_UP, {"code": code_of(secret)}).headers["Location"])


def test_without_a_second_factor_the_package_is_not_given_and_no_download_is_entered(
    officer: Client, address: str, story: Story
) -> None:
    entries = LedgerEntry.objects.count()
    response = officer.post(address)
    assert response.headers["Location"] == f"{SET_UP}?next={address}"
    assert not response.content
    assert LedgerEntry.objects.count() == entries
    assert story.request.productions.get().downloads == 0


def test_the_view_alone_does_not_give_the_package_either(address: str, story: Story, client: Client) -> None:
    client.force_login(story.people["officer"])
    request = RequestFactory().post(address)
    request.user, request.session = story.people["officer"], client.session
    response = package.show(request, story.reference)
    assert isinstance(response, HttpResponse)
    assert response.headers["Location"] == SET_UP
    assert story.request.productions.get().downloads == 0


def test_the_page_of_the_package_says_what_is_to_be_done_first(officer: Client, address: str) -> None:
    page = page_of(officer.get(address))
    assert "One step before your first download" in page
    assert f"{SET_UP}?next={address}" in page
    assert "Download LR-" not in page


def test_setting_it_up_gives_recovery_codes_and_leads_back_to_the_package(
    officer: Client, address: str
) -> None:
    officer.get(f"{SET_UP}?next={address}")
    assert set_up(officer) == "/security/recovery-codes/"
    assert len(officer.get("/security/recovery-codes/").context["unused_codes"]) == 10
    assert officer.get("/start/").headers["Location"] == address
    assert "Download LR-" in page_of(officer.get(address))
    response: Any = officer.post(address)
    assert response.headers["Content-Type"] == "application/zip"
    assert b"".join(response.streaming_content).startswith(b"PK")


def test_everything_but_the_download_works_without_one(officer: Client, address: str) -> None:
    request = address.replace("package/", "")
    for page in ("/officer/", request, f"{request}receipt/", address):
        assert officer.get(page).status_code == 200
    assert officer.get("/officer/new/").status_code in (200, 302)
    assert "set up a second factor" in page_of(officer.get("/officer/"))


@pytest.mark.parametrize("page", ["/officer/", "/security/", "/security/recovery-codes/new/", "/start/"])
def test_once_it_is_set_up_a_later_sign_in_by_link_asks_for_it(
    page: str, officer: Client, story: Story
) -> None:
    TOTP.activate(story.people["officer"], SECRET)
    response = officer.get(page)
    assert response.headers["Location"] == f"{SHOW}?next={page}"
    shown = officer.post(response.headers["Location"], {"code": code_of(SECRET), "next": page})
    assert shown.headers["Location"] == page
    assert officer.get("/officer/").status_code == 200


@pytest.mark.parametrize("page", [SET_UP, PASSKEY])
def test_whoever_holds_the_mailbox_cannot_set_up_another_factor_beside_the_officers_own(
    page: str, officer: Client, story: Story
) -> None:
    TOTP.activate(story.people["officer"], SECRET)
    for response in (officer.get(page), officer.post(page, {"code": "123456", "credential": "{}"})):
        assert response.headers["Location"] == SHOW
    assert Authenticator.objects.count() == 1


def test_an_officer_who_has_only_a_passkey_is_asked_for_the_passkey(officer: Client, story: Story) -> None:
    held = {"user": story.people["officer"], "type": Authenticator.Type.WEBAUTHN, "data": {"name": "Key"}}
    Authenticator.objects.create(**held)
    assert officer.get("/officer/").headers["Location"] == f"{SHOW_PASSKEY}?next=/officer/"


def test_a_wrong_code_opens_nothing(officer: Client, story: Story, address: str) -> None:
    TOTP.activate(story.people["officer"], SECRET)
    assert officer.post(SHOW, {"code": "000000"}).status_code == 200
    assert officer.post(address).headers["Location"] == f"{SHOW}?next={address}"


def test_a_recovery_code_stands_in_for_a_lost_telephone(officer: Client, story: Story) -> None:
    set_up(officer)
    code = officer.get("/security/recovery-codes/").context["unused_codes"][0]
    later = Client()
    later.force_login(story.people["officer"])
    assert later.get("/officer/").status_code == 302
    later.post(SHOW, {"code": code})
    assert later.get("/officer/").status_code == 200


def test_the_app_shows_the_officers_own_address_and_not_the_opaque_handle(officer: Client) -> None:
    assert "dana.ruiz%40springfield-pd.example" in officer.get(SET_UP).context["totp_url"]


@pytest.mark.parametrize("onward", ["https://elsewhere.example/", "//elsewhere.example", "/desk/"])
def test_setting_it_up_leads_nowhere_else(onward: str, officer: Client) -> None:
    officer.get(SET_UP, {"next": onward})
    set_up(officer)
    assert officer.get("/start/").headers["Location"] == "/officer/"


def test_the_factor_that_another_officer_showed_in_this_browser_does_not_count(
    client: Client, story: Story, address: str, make_person: Any
) -> None:
    sign_in(client, make_person("officer", username="officer-other"))
    client.force_login(story.people["officer"])
    assert client.post(address).headers["Location"].startswith(SET_UP)
