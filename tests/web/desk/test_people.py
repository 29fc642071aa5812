"""The pages of the people, their invitation, and their own account."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.conftest import MakePerson
from tests.factories import LEGAL
from tests.web.desk.conftest import OnTheDesk, SignedIn
from tests.web.test_pages import LOOKS, look_at
from tests.web.test_sign_in import PASSWORD, SECRET, code_of, try_to_sign_in
from writdesk.adapters.single_sign_on import single_sign_on_from
from writdesk.store.invitations import Invitation
from writdesk.store.people import Person, Role

pytestmark = pytest.mark.django_db
STRONG = "anvil harbour plum seventeen"
NEW = "/desk/people/new/"
FORM = {"name": "Noor Haddad", "username": "n.haddad", "email": "noor@desk.example", "roles": ["analyst"]}
LONG = ("عبد الرحمن " * 27)[:200].strip()


def text_of(response: Any) -> str:
    return str(response.content.decode())


def link_in(page: str) -> str:
    return re.search(r"/invitation/[\w-]+/", page)[0]  # type: ignore[index]


def test_an_administrator_alone_is_told_whom_a_desk_needs(signed_in: SignedIn) -> None:
    assert "You are alone here" in text_of(signed_in(Role.ADMINISTRATOR).get("/desk/people/"))


def test_somebody_added_stands_in_the_list_and_the_link_is_shown_once(signed_in: SignedIn) -> None:
    admin = signed_in(Role.ADMINISTRATOR)
    shown = text_of(admin.post(NEW, FORM, follow=True))
    assert "Noor Haddad has an account." in shown
    person = Person.objects.get(username="n.haddad")
    assert "/invitation/" not in text_of(admin.get(f"/desk/people/{person.pk}/"))
    listed = text_of(admin.get("/desk/people/"))
    assert "invited, until" in listed
    assert "You are alone here" not in listed
    assert Client().get(link_in(shown)).status_code == 200
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "the invitation has run out" in text_of(admin.get("/desk/people/"))


@pytest.mark.django_db(transaction=True)
def test_a_link_that_was_mailed_is_not_shown(
    signed_in: SignedIn, settings: Any, mailoutbox: list[Any]
) -> None:
    settings.MAIL_IS_SET_UP = True
    shown = text_of(signed_in(Role.ADMINISTRATOR).post(NEW, FORM, follow=True))
    assert "on its way to noor@desk.example" in shown
    assert "/invitation/" not in shown
    assert Client().get(link_in(mailoutbox[0].body)).status_code == 200


def test_what_was_typed_stays_beside_each_fault(signed_in: SignedIn) -> None:
    refused = signed_in(Role.ADMINISTRATOR).post(
        NEW, {**FORM, "username": "Noor Haddad", "roles": ["counsel"]}
    )
    page = text_of(refused)
    assert refused.status_code == 400
    assert '<a href="#username">' in page
    assert 'value="noor@desk.example"' in page
    assert 'value="counsel" checked' in page


def test_a_link_sets_the_password_once_and_leads_to_the_second_factor(signed_in: SignedIn) -> None:
    link = link_in(text_of(signed_in(Role.ADMINISTRATOR).post(NEW, FORM, follow=True)))
    browser = Client()
    weak = browser.post(link, {"password": "password1234", "again": "password1234"})
    assert weak.status_code == 400
    assert "too common" in text_of(weak)
    browser.post(link, {"password": STRONG, "again": STRONG})
    assert browser.get("/desk/").headers["Location"] == reverse("mfa_activate_totp")
    again = Client().get(link)
    unknown = Client().get("/invitation/nothing/")
    assert again.status_code == unknown.status_code == 404
    assert "Ask an administrator" in text_of(again)
    assert text_of(again) == text_of(unknown)


def test_a_link_alone_does_not_open_an_account_with_a_second_factor(
    signed_in: SignedIn, make_person: MakePerson
) -> None:
    ada = make_person(Role.ANALYST)
    TOTP.activate(ada, SECRET)
    admin = signed_in(Role.ADMINISTRATOR)
    link = link_in(text_of(admin.post(f"/desk/people/{ada.pk}/invite/", follow=True)))
    answer = admin.post(link, {"password": STRONG, "again": STRONG})
    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert admin.get("/desk/people/").status_code == 302, "the administrator's own session ended here"


def test_a_person_is_changed_closed_and_opened_again(
    signed_in: SignedIn, make_person: MakePerson, on_the_desk: OnTheDesk
) -> None:
    ada = make_person(Role.ANALYST, username="ada", name="Ada")
    at_work, admin = signed_in(ada), signed_in(Role.ADMINISTRATOR)
    request = on_the_desk(LEGAL, holder=ada)
    page = f"/desk/people/{ada.pk}/"
    admin.post(f"{page}particulars/", {"name": "Ada Okoro", "email": "ada@desk.example"})
    admin.post(f"{page}roles/", {"roles": ["analyst", "custodian"]})
    shown = text_of(admin.get(page))
    assert "Ada Okoro" in shown
    assert "analyst, custodian of records" in shown
    assert "1 open request goes back" in shown
    closed = text_of(admin.post(f"{page}close/", follow=True))
    assert "One request went back to the queue." in closed
    assert at_work.get("/desk/").status_code == 302
    request.refresh_from_db()
    assert request.assigned_to is None
    assert "Closed" in text_of(admin.get("/desk/people/"))
    admin.post(f"{page}open/")
    assert at_work.get("/desk/").status_code == 302, "the session from before stays ended"
    assert signed_in(Person.objects.get(pk=ada.pk)).get("/desk/").status_code == 200


def test_a_refusal_stands_on_the_page_of_the_person(signed_in: SignedIn, make_person: MakePerson) -> None:
    ada = make_person(Role.ANALYST, username="ada", name="Ada")
    admin = signed_in(Role.ADMINISTRATOR)
    for form, data, words in (
        ("particulars", {"name": "", "email": "x"}, "Write the person’s name."),
        ("roles", {"roles": []}, "Choose at least one role."),
        ("open", {}, "open already"),
    ):
        refused = admin.post(f"/desk/people/{ada.pk}/{form}/", data)
        assert refused.status_code in (400, 409)
        assert words in text_of(refused)


def test_ones_own_page_has_no_roles_to_change_and_no_button_to_close(
    signed_in: SignedIn, make_person: MakePerson
) -> None:
    me = make_person(Role.ADMINISTRATOR)
    admin = signed_in(me)
    page = text_of(admin.get(f"/desk/people/{me.pk}/"))
    assert "This is your own account." in page
    assert "Close the account" not in page
    assert admin.post(f"/desk/people/{me.pk}/close/").status_code == 409
    assert Person.objects.get(pk=me.pk).is_active


def test_an_officer_has_no_page_among_the_people(signed_in: SignedIn, make_person: MakePerson) -> None:
    officer = make_person(Role.OFFICER, username="officer-1")
    admin = signed_in(Role.ADMINISTRATOR)
    for page in ("", "close/", "roles/", "invite/"):
        assert admin.post(f"/desk/people/{officer.pk}/{page}").status_code == 404
    assert "officer-1" not in text_of(admin.get("/desk/people/"))


def test_the_page_of_the_people_asks_as_much_of_fifty_as_of_one(
    signed_in: SignedIn, make_person: MakePerson
) -> None:
    admin = signed_in(Role.ADMINISTRATOR)
    admin.get("/desk/people/")
    with CaptureQueriesContext(
        connection,
    ) as one:
        admin.get("/desk/people/")
    for number in range(49):
        make_person(Role.ANALYST, username=f"a{number}", name=f"{LONG} {number}")
    with CaptureQueriesContext(connection) as fifty:
        page = text_of(admin.get("/desk/people/"))
    assert page.count('data-label="Username"') == 50
    assert len(fifty) == len(one) <= 5


def test_a_fresh_desk_says_on_its_sign_in_page_how_it_gets_its_first_person(
    client: Client, make_person: MakePerson
) -> None:
    assert "writdesk people add USERNAME" in text_of(client.get("/sign-in/"))
    make_person(Role.ADMINISTRATOR)
    assert "writdesk people add" not in text_of(client.get("/sign-in/"))


def test_a_demo_does_not_speak_of_a_first_person(client: Client, settings: Any) -> None:
    settings.DEMO = True
    assert "Nobody works" not in text_of(client.get("/sign-in/"))


def test_ones_own_password_is_changed_and_other_sessions_end(
    signed_in: SignedIn, make_person: MakePerson
) -> None:
    ada = make_person(Role.ANALYST, username="ada")
    here, elsewhere = signed_in(ada), signed_in(ada)
    wrong = here.post("/security/password/", {"current": "x", "password": STRONG, "again": STRONG})
    assert "This is not your password." in text_of(wrong)
    form = {"current": PASSWORD, "password": STRONG, "again": STRONG}
    assert here.post("/security/password/", form).headers["Location"] == reverse("mfa_index")
    assert here.get("/desk/").status_code == 200
    assert elsewhere.get("/desk/").status_code == 302
    assert try_to_sign_in(Client(), "ada", STRONG).headers["Location"] != reverse("account_login")


def test_passwords_are_not_guessed_from_a_session_that_was_left_open(
    signed_in: SignedIn, make_person: MakePerson
) -> None:
    here = signed_in(make_person(Role.ANALYST))
    form = {"current": "x", "password": STRONG, "again": STRONG}
    assert [here.post("/security/password/", form).status_code for _ in range(6)] == [400] * 5 + [429]
    right = here.post("/security/password/", {**form, "current": PASSWORD})
    assert right.status_code == 429


def test_an_account_shows_who_one_is_and_an_officer_has_no_password(signed_in: SignedIn) -> None:
    mine = text_of(signed_in(Role.ANALYST).get("/security/"))
    assert "Your account" in mine
    assert "Change the password" in mine
    assert signed_in(Role.OFFICER).get("/security/password/").status_code == 404


def test_with_single_sign_on_only_nobody_has_a_password_to_change(signed_in: SignedIn, settings: Any) -> None:
    settings.SINGLE_SIGN_ON = single_sign_on_from(
        {
            "WRITDESK_SSO_ISSUER": "https://sign-on.example",
            "WRITDESK_SSO_CLIENT_ID": "desk",
            "WRITDESK_SSO_CLIENT_SECRET": "secret",
            "WRITDESK_SSO_ONLY": "1",
        }
    )
    staff = signed_in(Role.ANALYST)
    assert "Change the password" not in text_of(staff.get("/security/"))
    assert staff.get("/security/password/").status_code == 302
    shown = text_of(signed_in(Role.ADMINISTRATOR).post(NEW, FORM, follow=True))
    assert "Tell them where to sign in" in shown


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_an_administrator_invites_somebody_who_arrives_at_the_desk(
    width: int,
    dark: bool,
    open_page: Callable[..., Any],
    make_person: MakePerson,
    live_server: Any,
    settings: Any,
) -> None:
    settings.SITE_URL = live_server.url
    make_person(Role.CUSTODIAN, username="abd", name=LONG)
    admin = open_page(width=width, dark=dark, person=make_person(Role.ADMINISTRATOR, name="Per Lindqvist"))
    admin.goto("/desk/people/")
    look_at(admin, "people", width, dark)
    admin.get_by_role("link", name="Add somebody").click()
    admin.get_by_role("button", name="Make the account").click()
    admin.get_by_role("alert").wait_for()
    look_at(admin, "people-new", width, dark)
    admin.get_by_label("Name", exact=True).fill("Noor Haddad")
    admin.get_by_label("Username").fill("n.haddad")
    admin.get_by_role("checkbox", name="Analyst Takes").check()
    admin.get_by_role("button", name="Make the account").click()
    link = admin.locator("#link").inner_text()
    look_at(admin, "people-one", width, dark)

    noor = open_page(width=width, dark=dark)
    noor.goto(link)
    look_at(noor, "invitation", width, dark)
    noor.get_by_label("New password").fill(STRONG)
    noor.get_by_label("The same again").fill(STRONG)
    noor.get_by_role("button", name="Keep the password").click()
    noor.wait_for_url("**/security/authenticator/")
    noor.get_by_label("Code").fill(code_of(noor.locator("code.secret").inner_text()))
    noor.get_by_role("button", name="Set up").click()
    noor.wait_for_url("**/security/recovery-codes/")
    noor.goto("/desk/")
    noor.get_by_role("heading", level=1).wait_for()
    assert noor.url.endswith("/desk/")
    noor.get_by_role("link", name="Your account").click()
    look_at(noor, "account", width, dark)
    noor.get_by_role("link", name="Change the password").click()
    look_at(noor, "password", width, dark)
    noor.goto(link)
    look_at(noor, "invitation-used", width, dark)

    admin.goto("/desk/people/")
    admin.get_by_role("link", name="عبد").click()
    admin.locator("summary").first.click()
    admin.locator("summary").last.click()
    look_at(admin, "people-long", width, dark)
    admin.get_by_role("button", name="Close the account").click()
    admin.get_by_role("heading", name="Open it again").wait_for()
    look_at(admin, "people-closed", width, dark)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_the_sign_in_page_of_a_fresh_desk(width: int, dark: bool, open_page: Callable[..., Any]) -> None:
    page = open_page(width=width, dark=dark)
    page.goto("/sign-in/")
    look_at(page, "sign-in-fresh", width, dark)
