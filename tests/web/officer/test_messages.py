"""The officer's side of the thread: reading, writing with files, and what is kept where it went wrong."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.actions.story import Story
from tests.conftest import MakePerson, sign_in
from tests.factories import PNG
from writdesk.actions.correspondence.write_message import write_to_officer
from writdesk.core.letters import Letter
from writdesk.store.people import Role

pytestmark = pytest.mark.django_db
WORDS = "Has the second account been found?"


@pytest.fixture
def sent(story: Story) -> str:
    return f"/officer/requests/{story.received().reference}/"


def token_of(page: str) -> str:
    found = re.search(r'name="token" value="(\w+)"', page)
    assert found
    return found[1]


def from_the_desk(story: Story, text: str = "It has.") -> None:
    at = story.tick()
    letter = Letter(id="", subject="", text=text)
    write_to_officer(story.reference, letter=letter, token=str(at), by=story.by("analyst"), at=at)


def page_of(client: Client, address: str) -> str:
    return str(client.get(address).content.decode())


def test_a_message_with_a_file_stands_in_the_thread_after_what_was_before(
    officer: Client, story: Story, sent: str
) -> None:
    token = token_of(page_of(officer, sent))
    file = SimpleUploadedFile("map.png", PNG)
    response = officer.post(f"{sent}message/", {"text": WORDS, "token": token, "documents": [file]})
    assert response.headers["Location"] == f"{sent}#letters"
    page = page_of(officer, sent)
    assert page.index("letter yours") > page.index('class="letter"')
    assert WORDS in page
    assert "With <bdi>map.png</bdi>" in page


def test_the_same_form_posted_twice_is_one_message(officer: Client, story: Story, sent: str) -> None:
    form = {"text": WORDS, "token": token_of(page_of(officer, sent))}
    assert {officer.post(f"{sent}message/", form).status_code for _ in range(2)} == {302}
    assert story.fresh().messages.filter(is_free=True).count() == 1


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"text": " "}, "Write a message; a file alone says too little."),
        ({"text": "Here.", "documents": "map.exe"}, "map.exe"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    form: dict[str, Any], said: str, officer: Client, sent: str
) -> None:
    if "documents" in form:
        form = {**form, "documents": [SimpleUploadedFile(form["documents"], b"MZ\x90")]}
    response = officer.post(f"{sent}message/", {**form, "token": "t"})
    page = response.content.decode()
    assert response.status_code == 400
    assert said in page
    assert form["text"].strip() in page


def test_a_new_message_is_pointed_out_until_it_is_marked_read(
    officer: Client, story: Story, sent: str
) -> None:
    from_the_desk(story)
    assert "New message" in page_of(officer, "/officer/")
    page = page_of(officer, sent)
    assert "1 new message from the desk" in page
    assert 'id="unread"' in page
    # Looking at it does not say that somebody read it.
    assert story.fresh().unread_by_officer_since is not None
    officer.post(f"{sent}message/read/")
    officer.post(f"{sent}message/read/")
    assert "new message from the desk" not in page_of(officer, sent)
    assert "New message" not in page_of(officer, "/officer/")


def test_during_a_clarification_it_is_plain_what_answers_it(officer: Client, story: Story) -> None:
    story.under_review().decide("clarify")
    page = page_of(officer, f"/officer/requests/{story.reference}/")
    assert "A message below is not that answer" in page
    assert f"/officer/requests/{story.reference}/answer/" in page


def test_once_the_content_is_destroyed_the_page_says_so_and_takes_no_message(
    officer: Client, story: Story, sent: str
) -> None:
    key = story.request.data_key
    key.wrapped = None
    key.save()
    assert "is destroyed now" in page_of(officer, sent)
    officer.post(f"{sent}message/", {"text": WORDS, "token": "t"})
    assert not story.fresh().messages.filter(is_free=True).exists()


@pytest.mark.parametrize("page", ["message/", "message/read/"])
def test_somebody_elses_thread_is_absent(
    page: str, sent: str, client: Client, make_person: MakePerson
) -> None:
    sign_in(client, make_person(Role.OFFICER))
    assert client.get(f"{sent}{page}").status_code == 404
    assert client.post(f"{sent}{page}", {"text": WORDS, "token": "t"}).status_code == 404


def test_the_page_costs_as_many_queries_with_many_messages(
    officer: Client, story: Story, sent: str, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        from_the_desk(story, f"Message {number}")
    with django_assert_max_num_queries(14):
        officer.get(sent)
