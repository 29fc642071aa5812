"""What officers do: sign in by link, send, answer, withdraw."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from tests.actions.story import Story
from tests.factories import LEGAL, NOW, PNG, make_request
from writdesk.actions.actor import Actor
from writdesk.actions.errors import InputRefused, NotAllowed
from writdesk.actions.intake.receive_request import receive_request
from writdesk.actions.people.sign_in import LINK_MINUTES, send_sign_in_link, use_sign_in_link
from writdesk.actions.review.answer_clarification import answer_clarification
from writdesk.actions.review.withdraw_request import withdraw_request
from writdesk.adapters.vault import open_text
from writdesk.core.lifecycle import Status, TransitionRefused
from writdesk.jobs.worker import run_all
from writdesk.ledger.errors import LedgerUnwritable
from writdesk.store.ledger import current_frontier
from writdesk.store.officers import Officer, SignInLink
from writdesk.store.requests import Request


def send(story: Story, **changes: Any) -> Request:
    person = story.officer.person
    return receive_request(
        document={**LEGAL, **changes},
        uploads=[],
        by=Actor(person=person),
        at=story.tick(),
        submission="the same form",
        officer=story.officer,
    )


def test_a_form_sent_twice_is_one_request(story: Story) -> None:
    assert send(story).reference == send(story).reference
    assert Request.objects.count() == 1


def test_references_count_up_by_kind_and_year(story: Story) -> None:
    person = story.officer.person
    assert [make_request(person).reference for _ in range(2)] == ["LR-2026-000001", "LR-2026-000002"]


def test_a_request_is_pinned_to_the_version_in_force_when_it_arrived(story: Story) -> None:
    assert send(story).guideline == "tiktok-inc@2020-08-13"


def test_a_form_with_faults_is_refused_with_every_fault_and_its_place(story: Story) -> None:
    size = current_frontier().size
    with pytest.raises(InputRefused) as refusal:
        send(story, response_requested_by="2026-02-30", agency={"jurisdiction": "Illinois"})
    places = {place for place, _mend in refusal.value.faults}
    assert places == {"$.response_requested_by", "$.agency.jurisdiction"}
    assert not Request.objects.exists()
    assert current_frontier().size == size


def test_without_the_ledger_nothing_is_received(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    from writdesk.store import ledger

    def fails(*_args: object) -> None:
        raise LedgerUnwritable("no room")

    monkeypatch.setattr(ledger, "_append", fails)
    with pytest.raises(LedgerUnwritable), transaction.atomic():
        send(story)
    assert not Request.objects.exists()


def test_the_receipt_is_mailed_with_the_sentence_that_waives_nothing(
    story: Story, mailoutbox: list[Any]
) -> None:
    story.received()
    run_all(story.tick)
    run_all(story.tick)
    assert [mail.to for mail in mailoutbox] == [["dana.ruiz@springfield-pd.example"]]
    assert "does not waive any objections" in mailoutbox[0].body
    assert story.reference in mailoutbox[0].subject


def test_a_link_works_once(desk: Any, db: None, mailoutbox: list[Any], links: Any) -> None:
    token = links("casey.lin@harbor-sheriff.example")
    person = use_sign_in_link(token, at=NOW)
    assert person.roles == ["officer"]
    with pytest.raises(NotAllowed, match="used already"):
        use_sign_in_link(token, at=NOW)


def test_a_link_grows_old(links: Any, db: None) -> None:
    token = links("casey.lin@harbor-sheriff.example")
    with pytest.raises(NotAllowed):
        use_sign_in_link(token, at=NOW + timedelta(minutes=LINK_MINUTES, seconds=1))
    assert not Officer.objects.exists()


def test_an_invented_token_opens_nothing(desk: Any, db: None) -> None:
    with pytest.raises(NotAllowed):
        use_sign_in_link("invented", at=NOW)


def test_the_same_address_is_the_same_officer(links: Any, db: None) -> None:
    first = use_sign_in_link(links("casey.lin@harbor-sheriff.example"), at=NOW)
    second = use_sign_in_link(links("Casey.Lin@Harbor-Sheriff.example "), at=NOW)
    assert first == second


def test_after_five_links_an_hour_no_more_are_sent(links: Any, db: None, mailoutbox: list[Any]) -> None:
    for _ in range(5):
        links("casey.lin@harbor-sheriff.example")
    send_sign_in_link("casey.lin@harbor-sheriff.example", at=NOW)
    assert SignInLink.objects.count() == 5


def test_what_is_no_address_is_refused(desk: Any, db: None) -> None:
    with pytest.raises(InputRefused, match="e-mail"):
        send_sign_in_link("dana", at=NOW)


def test_the_desk_cannot_read_from_a_link_whom_it_was_sent_to(links: Any, db: None) -> None:
    links("casey.lin@harbor-sheriff.example")
    row = SignInLink.objects.get()
    assert b"casey" not in bytes(row.email_sealed)


def test_an_answer_corrects_the_form_and_brings_documents(story: Story) -> None:
    import io

    from writdesk.actions.intake.uploads import Upload
    from writdesk.actions.reading import form_of

    story.under_review()
    story.decide("clarify")
    corrected = {**LEGAL["officer"], "mailing_address": "1 New Street, Springfield, IL 62701"}
    answer_clarification(
        story.reference,
        text="Here it is.",
        uploads=[Upload(name="badge.png", source=io.BytesIO(PNG))],
        corrections={"officer": corrected, "kind": "emergency"},
        by=story.by("officer"),
        at=story.tick(),
    )
    request = story.fresh()
    assert request.status == Status.UNDER_REVIEW
    assert form_of(request).officer.mailing_address == "1 New Street, Springfield, IL 62701"
    assert form_of(request).kind == "legal"
    assert request.documents.count() == 1
    message = request.messages.last()
    assert message is not None
    assert open_text(request.data_key, message.text_sealed, "message.text") == "Here it is."


def test_an_empty_answer_is_refused(story: Story) -> None:
    story.under_review()
    story.decide("clarify")
    with pytest.raises(InputRefused):
        answer_clarification(story.reference, text=" ", by=story.by("officer"), at=story.tick())


def test_a_request_is_withdrawn_before_delivery_and_its_waiting_decision_falls(story: Story) -> None:
    story.built()
    withdraw_request(story.reference, by=story.by("officer"), at=story.tick())
    assert story.fresh().status == Status.WITHDRAWN
    assert not story.fresh().is_open


def test_a_delivered_request_cannot_be_withdrawn(story: Story) -> None:
    story.delivered()
    with pytest.raises(TransitionRefused):
        withdraw_request(story.reference, by=story.by("officer"), at=story.tick())


def test_only_the_officer_withdraws(story: Story) -> None:
    story.received()
    with pytest.raises(NotAllowed):
        withdraw_request(story.reference, by=story.by("analyst"), at=story.tick())
