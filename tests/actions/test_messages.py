"""Messages outside a decision: kept once, sealed, entered, told to the other side, and read."""

from __future__ import annotations

import io
from typing import Any

import pytest

from tests.actions.story import Story
from tests.factories import PNG, later
from writdesk.actions.correspondence.mark_messages_read import mark_messages_read
from writdesk.actions.correspondence.write_message import (
    MOST_AN_HOUR,
    MOST_CHARACTERS,
    write_to_desk,
    write_to_officer,
)
from writdesk.actions.errors import ChangedMeanwhile, InputRefused, NotAllowed, NotYet
from writdesk.actions.intake.uploads import Upload
from writdesk.adapters.vault import desk_keys, open_text
from writdesk.core.letters import Letter
from writdesk.core.lifecycle import Status
from writdesk.jobs.worker import run_all
from writdesk.store.access import NotFound
from writdesk.store.ledger_reading import entries_of
from writdesk.store.messages import Message

pytestmark = pytest.mark.django_db
WORDS = "Has the second account been found?"


def ask(story: Story, text: str = WORDS, token: str = "", **more: Any) -> Message:
    at = story.tick()
    return write_to_desk(
        story.reference, text=text, token=token or f"form-{at}", by=story.by("officer"), at=at, **more
    )


def reply(story: Story, text: str = "It has.", token: str = "", by: str = "analyst", **more: Any) -> Message:
    at = story.tick()
    letter = Letter(id="", subject="", text=text)
    return write_to_officer(
        story.reference, letter=letter, token=token or f"form-{at}", by=story.by(by), at=at, **more
    )


def codes(story: Story) -> list[str]:
    return [each.entry.code for each in entries_of(desk_keys().reference("request", story.reference))]


def test_an_officers_message_is_kept_sealed_and_entered_once_without_a_word_of_it(story: Story) -> None:
    story.received()
    before = len(codes(story))
    message = ask(story)
    entries = list(entries_of(desk_keys().reference("request", story.reference)))[before:]
    assert [(each.entry.code, dict(each.entry.facts)) for each in entries] == [
        ("message.written", {"to": "desk", "documents": 0})
    ]
    assert WORDS.encode() not in bytes(message.text_sealed)
    assert open_text(story.fresh().data_key, message.text_sealed, "message.text") == WORDS


def test_it_is_unread_until_somebody_of_the_desk_answers(story: Story) -> None:
    story.received()
    first, _second = ask(story), ask(story, "One more thing.")
    assert story.fresh().unread_since == first.at
    answer = reply(story)
    fresh = story.fresh()
    assert fresh.unread_since is None
    assert fresh.unread_by_officer_since == answer.at
    assert not fresh.messages.filter(is_free=True, is_outgoing=False, read_at=None).exists()
    ask(story, "Thank you.")
    assert story.fresh().unread_by_officer_since is None


def test_it_can_be_marked_read_once_by_each_side(story: Story) -> None:
    story.received()
    ask(story)
    mark_messages_read(story.reference, by=story.by("counsel"), at=story.tick())
    assert story.fresh().unread_since is None
    assert codes(story)[-1] == "message.read"
    with pytest.raises(NotYet, match="read already"):
        mark_messages_read(story.reference, by=story.by("analyst"), at=story.tick())
    reply(story)
    with pytest.raises(NotYet):
        mark_messages_read(story.reference, by=story.by("analyst"), at=story.tick())
    mark_messages_read(story.reference, by=story.by("officer"), at=story.tick())
    assert story.fresh().unread_by_officer_since is None


def test_the_other_side_is_mailed_that_there_is_a_message_and_nothing_of_it(
    story: Story, mailoutbox: list[Any]
) -> None:
    story.under_review()
    holder = story.people["analyst"]
    holder.email = "analyst@desk.example"
    holder.save()
    run_all(story.tick)
    mailoutbox.clear()
    ask(story)
    run_all(story.tick)
    reply(story, "The second account is lucky.lark.")
    run_all(story.tick)
    run_all(story.tick)
    to_desk, to_officer = mailoutbox
    assert to_desk.to == ["analyst@desk.example"]
    assert to_officer.to == ["dana.ruiz@springfield-pd.example"]
    for mail, page in ((to_desk, "desk"), (to_officer, "officer")):
        assert f"/{page}/requests/{story.reference}/" in mail.body
        assert "account" not in mail.body
        assert "lucky" not in mail.subject + mail.body


def test_a_message_that_was_read_meanwhile_is_not_mailed(story: Story, mailoutbox: list[Any]) -> None:
    story.received()
    run_all(story.tick)
    mailoutbox.clear()
    reply(story)
    mark_messages_read(story.reference, by=story.by("officer"), at=story.tick())
    run_all(story.tick)
    assert not mailoutbox


def test_the_same_form_sent_twice_is_one_message(story: Story) -> None:
    story.received()
    assert ask(story, token="once") == ask(story, token="once")
    seen = story.fresh().revision
    assert reply(story, token="one", seen=seen) == reply(story, token="one", seen=seen)
    assert story.fresh().messages.filter(is_free=True).count() == 2
    assert codes(story).count("message.written") == 2


def test_the_same_form_with_other_words_is_refused_and_nothing_is_lost(story: Story) -> None:
    story.received()
    ask(story, token="once")
    with pytest.raises(InputRefused, match="sent already"):
        ask(story, "Something else.", token="once")


def test_of_two_people_who_answer_at_once_the_second_is_told(story: Story) -> None:
    story.received()
    ask(story)
    seen = story.fresh().revision
    reply(story, "It has.", seen=seen)
    with pytest.raises(ChangedMeanwhile):
        reply(story, "Not yet.", by="counsel", seen=seen)
    assert story.fresh().messages.filter(is_free=True, is_outgoing=True).count() == 1


def test_files_come_with_a_message_and_stand_with_it(story: Story) -> None:
    story.received()
    message = ask(story, uploads=[Upload(name="map.png", source=io.BytesIO(PNG))])
    assert [document.media_type for document in message.documents.all()] == ["image/png"]
    with pytest.raises(InputRefused, match=r"map\.exe"):
        ask(story, uploads=[Upload(name="map.exe", source=io.BytesIO(b"MZ\x90\x00"))])
    assert story.fresh().documents.count() == 1


@pytest.mark.parametrize(
    ("text", "mend"), [("  \n", "Write a message"), ("x" * (MOST_CHARACTERS + 1), "Shorten the message")]
)
def test_an_empty_or_endless_message_is_refused_with_its_mend(story: Story, text: str, mend: str) -> None:
    story.received()
    for write in (ask, reply):
        with pytest.raises(InputRefused, match=mend):
            write(story, text)
    assert not story.fresh().messages.filter(is_free=True).exists()


def test_an_officer_writes_so_many_messages_an_hour_and_then_waits(story: Story) -> None:
    story.received()
    by, start = story.by("officer"), 100
    for number in range(MOST_AN_HOUR):
        write_to_desk(story.reference, text="?", token=str(number), by=by, at=later(start + number))
    with pytest.raises(NotYet, match="in 40 minutes"):
        write_to_desk(story.reference, text="?", token="more", by=by, at=later(start + MOST_AN_HOUR))
    write_to_desk(story.reference, text="?", token="later", by=by, at=later(start + 61))


def test_officers_may_ask_back_after_rejection_and_after_delivery(story: Story) -> None:
    story.under_review()
    story.decide("reject")
    ask(story)
    assert story.fresh().status == Status.REJECTED
    assert story.fresh().unread_since is not None


def test_nothing_is_written_once_the_content_is_destroyed(story: Story) -> None:
    story.received()
    key = story.request.data_key
    key.wrapped = None
    key.save()
    for write in (ask, reply):
        with pytest.raises(NotYet, match="was destroyed"):
            write(story)


def test_a_message_moves_no_clock_and_answers_no_clarification(story: Story) -> None:
    story.under_review()
    story.decide("clarify")
    due = story.fresh().due_at
    ask(story)
    assert story.fresh().due_at == due
    assert story.fresh().status == Status.CLARIFICATION_REQUESTED


def test_nobody_else_writes(story: Story) -> None:
    story.received()
    for name in ("custodian", "auditor"):
        with pytest.raises((NotAllowed, NotFound)):
            reply(story, by=name)
    with pytest.raises((NotAllowed, NotFound)):
        write_to_desk(story.reference, text="?", token="t", by=story.by("analyst"), at=story.tick())


def test_without_an_account_there_is_nobody_to_read_a_message(story: Story) -> None:
    story.received()
    story.request.officer = None
    story.request.save()
    with pytest.raises(NotYet, match="without an account"):
        reply(story)


def test_the_signals_of_the_queue_follow_each_act(story: Story) -> None:
    story.received(message={"subject": None, "sent_to": None, "sender_domain_is_law_enforcement": False})
    assert story.fresh().signals == ["sender"]
    from writdesk.actions.review.withdraw_request import withdraw_request

    withdraw_request(story.reference, by=story.by("officer"), at=story.tick())
    assert story.fresh().signals == []
