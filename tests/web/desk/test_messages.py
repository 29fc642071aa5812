"""The desk's side of the thread: signal, answer, letters and provisions, and the list of the unread."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tests.actions.conftest import desk, links, story
from tests.actions.story import Story
from tests.conftest import sign_in
from tests.factories import LEGAL, PNG
from writdesk.actions.correspondence.write_message import write_to_desk
from writdesk.actions.intake.uploads import Upload
from writdesk.store.messages import Message

__all__ = ["desk", "links", "story"]
pytestmark = pytest.mark.django_db
WORDS = "Has the second account been found?"
PO_BOX = {**LEGAL["officer"], "mailing_address": "P.O. Box 12, Springfield"}


@pytest.fixture
def asked(story: Story) -> str:
    """The address of a request whose officer wrote a message."""
    return f"/desk/requests/{ask(story.received(officer=PO_BOX)).request.reference}/"


def ask(story: Story, **more: Any) -> Message:
    at = story.tick()
    return write_to_desk(story.reference, text=WORDS, token=str(at), by=story.by("officer"), at=at, **more)


def at_desk(story: Story, name: str = "analyst") -> Client:
    client = Client()
    sign_in(client, story.people[name])
    return client


def page_of(client: Client, address: str) -> str:
    return str(client.get(address).content.decode())


def form_of(page: str, **more: str) -> dict[str, str]:
    found = {
        name: match[1]
        for name in ("token", "revision")
        if (match := re.search(rf'name="{name}" value="(\w+)"', page[page.index('id="write"') :]))
    }
    return {**found, **more}


def test_an_unread_message_is_seen_on_the_queue_and_on_the_request(story: Story, asked: str) -> None:
    client = at_desk(story)
    queue = page_of(client, "/desk/")
    assert "unread message, " in queue
    assert 'class="mark-unread">1</b>' in queue
    page = page_of(client, asked)
    assert "Unread message from the officer" in page
    assert WORDS in page


def test_an_answer_takes_it_off_and_says_where_it_went(story: Story, asked: str) -> None:
    client = at_desk(story)
    form = form_of(page_of(client, asked), text="It has.", step="send")
    page = client.post(f"{asked}message/", form, follow=True).content.decode()
    assert "Sent. The officer is mailed that there is a message" in page
    assert "Unread message from the officer" not in page
    assert "not read by the officer yet" in page
    assert "unread message" not in page_of(client, "/desk/")


def test_the_same_answer_posted_twice_is_one(story: Story, asked: str) -> None:
    client = at_desk(story)
    form = form_of(page_of(client, asked), text="It has.", step="send")
    assert {client.post(f"{asked}message/", form).status_code for _ in range(2)} == {302}
    assert story.fresh().messages.filter(is_free=True, is_outgoing=True).count() == 1


def test_who_answers_second_is_told_and_keeps_the_words(story: Story, asked: str) -> None:
    first, second = at_desk(story), at_desk(story, "counsel")
    late = form_of(page_of(second, asked), text="Not yet.", step="send")
    first.post(f"{asked}message/", form_of(page_of(first, asked), text="It has.", step="send"))
    response = second.post(f"{asked}message/", late)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Somebody changed this meanwhile" in page
    assert "Officer or desk wrote a message outside a decision." in page
    assert "Not yet.</textarea>" in page


def test_it_can_be_marked_read_without_an_answer(story: Story, asked: str) -> None:
    client = at_desk(story, "counsel")
    revision = form_of(page_of(client, asked))["revision"]
    assert client.post(f"{asked}message/read/", {"revision": revision}).status_code == 302
    assert "Unread message from the officer" not in page_of(client, asked)


def test_without_an_account_of_the_officer_it_is_marked_read_and_the_page_says_how_to_ask(
    story: Story, asked: str
) -> None:
    story.request.refresh_from_db()
    story.request.officer = None
    story.request.save()
    page = page_of(at_desk(story), asked)
    assert "Mark as read" in page
    assert "Send the message" not in page
    assert "came without an account of this desk" in page


def test_a_letter_and_provisions_go_into_the_text_and_nothing_is_sent_before_it_is_sent(
    story: Story, asked: str
) -> None:
    client = at_desk(story)
    page = client.post(f"{asked}message/", {"text": "Dear Dana", "step": "compose"}).content.decode()
    assert "Dear Dana</textarea>" in page
    form = form_of(page, text="Dear Dana", provisions="mailing-address", composed="yes")
    page = client.post(f"{asked}message/", {**form, "step": "cite"}).content.decode()
    assert "Dear Dana\n\nOur guideline says, under “" in page
    page = client.post(
        f"{asked}message/", {**form, "step": "letter", "letter": "what-the-guideline-says"}
    ).content.decode()
    assert "This is what our guideline says about it." in page
    assert f'value="{story.reference}: what our guideline says"' in page
    assert not story.fresh().messages.filter(is_free=True, is_outgoing=True).exists()


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"step": "cite"}, "Mark the provisions that the message shall cite."),
        ({"step": "letter", "letter": "rejection"}, "Choose a letter from the list."),
        ({"step": "letter", "letter": "what-the-guideline-says"}, "Mark the provisions that this letter"),
    ],
)
def test_what_cannot_be_put_in_is_said_beside_it(
    form: dict[str, str], said: str, story: Story, asked: str
) -> None:
    response = at_desk(story).post(f"{asked}message/", {**form, "text": "Kept."})
    assert response.status_code == 400
    assert said in response.content.decode()
    assert "Kept.</textarea>" in response.content.decode()


def test_a_message_of_an_ended_request_is_found_among_the_unread(story: Story, asked: str) -> None:
    from writdesk.core.lifecycle import Status

    request = story.fresh()
    request.set_status(Status.REJECTED)
    request.save()
    client = at_desk(story)
    assert story.reference not in page_of(client, "/desk/")
    unread = page_of(client, "/desk/?q=unread")
    assert story.reference in unread
    assert "ended" in unread
    assert story.reference in page_of(client, "/desk/?q=unread+agency:springfield")
    assert "Every message was read." not in unread


def test_a_file_that_came_with_a_message_leads_to_its_picture(story: Story) -> None:
    import io

    story.received(uploads=[("first.png", PNG)])
    ask(story, uploads=[Upload(name="map.png", source=io.BytesIO(PNG))])
    page = page_of(at_desk(story), f"/desk/requests/{story.reference}/")
    assert f'href="/desk/requests/{story.reference}/documents/2/"><bdi>map.png</bdi>' in page


def test_the_custodian_reads_and_writes_nothing(story: Story, asked: str) -> None:
    page = page_of(at_desk(story, "custodian"), asked)
    assert WORDS in page
    assert "Send the message" not in page


def test_signals_stand_in_the_row_as_words(story: Story) -> None:
    message = {"subject": None, "sent_to": None, "sender_domain_is_law_enforcement": False}
    notice = {**LEGAL["notice"], "prohibited_by_law": True}
    story.received(message=message, notice=notice)
    page = page_of(at_desk(story), "/desk/")
    assert "sender not established" in page
    assert "nondisclosure" in page
