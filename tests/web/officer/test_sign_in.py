"""Officers sign in by a link to their mailbox."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.actions.story import Story
from tests.web.officer.walking import page_of
from writdesk.store.officers import Officer
from writdesk.store.people import Role

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN = "dana.ruiz@springfield-pd.example", "kim.sato@osaka-police.example"


@pytest.fixture
def ask(story: Story, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any) -> Any:
    """Asks for a link; gives the page and the link's path, if one was mailed."""

    def ask_for(client: Client, address: str) -> tuple[Any, str]:
        mailoutbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post("/officer/sign-in/", {"email": address})
        mails = [mail.body for mail in mailoutbox]
        path = "/officer/sign-in/" + mails[0].split("/officer/sign-in/")[1].split()[0] if mails else ""
        return response, path

    return ask_for


def test_the_answer_is_the_same_whether_the_address_is_known_or_not(ask: Any, client: Client) -> None:
    known, unknown = (page_of(ask(client, address)[0]) for address in (KNOWN, UNKNOWN))
    assert known.replace(KNOWN, "") == unknown.replace(UNKNOWN, "")


def test_opening_the_link_spends_nothing_and_the_button_signs_in(ask: Any, client: Client) -> None:
    _page, path = ask(client, UNKNOWN)
    for _scanner in range(3):
        assert client.get(path).status_code == 200
        assert client.head(path).status_code == 200
    before = client.session.session_key
    response = client.post(path)
    assert response.headers["Location"] == "/officer/"
    assert client.session.session_key != before
    assert client.get("/officer/").status_code == 200
    assert Officer.objects.count() == 2


def test_a_link_works_once(ask: Any, client: Client) -> None:
    _page, path = ask(client, KNOWN)
    client.post(path)
    again = Client().post(path)
    assert again.status_code == 403
    assert "used already or is too old" in page_of(again)


def test_what_is_no_address_is_said_beside_the_field(ask: Any, client: Client) -> None:
    response, path = ask(client, "no address")
    assert response.status_code == 400
    assert 'id="email-fault"' in page_of(response)
    assert not path


def test_signing_in_leads_back_to_where_one_was(ask: Any, client: Client) -> None:
    client.get("/officer/sign-in/?next=/officer/new/")
    _page, path = ask(client, KNOWN)
    assert client.post(path).headers["Location"] == "/officer/new/"


@pytest.mark.parametrize("onward", ["https://elsewhere.example/", "//elsewhere.example", "/desk/"])
def test_signing_in_leads_nowhere_else(onward: str, ask: Any, client: Client) -> None:
    client.get("/officer/sign-in/", {"next": onward})
    _page, path = ask(client, KNOWN)
    assert client.post(path).headers["Location"] == "/officer/"


def test_a_person_who_also_works_at_the_desk_is_still_asked_for_a_second_factor(
    ask: Any, client: Client, story: Story
) -> None:
    person = story.people["officer"]
    person.roles = [Role.OFFICER.value, Role.ANALYST.value]
    person.save()
    _page, path = ask(client, KNOWN)
    client.post(path)
    assert client.get("/officer/").headers["Location"] == "/security/authenticator/"


def test_an_officer_lands_on_the_own_requests(officer: Client) -> None:
    assert officer.get("/start/").headers["Location"] == "/officer/"


def test_in_a_demo_the_page_says_where_the_mail_lies(client: Client, settings: Any) -> None:
    settings.DEMO = True
    assert "writdesk demo link" in page_of(client.get("/officer/sign-in/"))
