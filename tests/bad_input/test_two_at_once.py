"""Two people, or one person twice, at the same instant: from two processes, on SQLite and PostgreSQL."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.actions.story import WARRANT
from tests.bad_input.acts import send
from tests.bad_input.place import LiveStory, Processes
from tests.factories import LEGAL
from writdesk.actions.errors import ChangedMeanwhile, InputRefused
from writdesk.actions.review.assign_request import assign_request
from writdesk.core.lifecycle import Status
from writdesk.ledger.entry import decode
from writdesk.store.decisions import Decision, SignedGrantRecord
from writdesk.store.documents import Document
from writdesk.store.jobs import Job
from writdesk.store.keys import DataKey
from writdesk.store.ledger import body_of, current_frontier
from writdesk.store.ledger_audit import verify_ledger
from writdesk.store.productions import Collection
from writdesk.store.requests import Request

pytestmark = pytest.mark.kill


def entered() -> Counter[str]:
    return Counter(str(decode(body_of(index)).code) for index in range(current_frontier().size))


def test_a_form_sent_twice_at_once_is_one_request(live: LiveStory, processes: Processes) -> None:
    for attempt in range(4):
        one = ("send_once", {"submission": f"form-{attempt}", "text": "The same letter."})
        first, second = processes.at_once(one, one)
        assert first == second
        assert Request.objects.count() == attempt + 1
    assert entered()["request.received"] == Document.objects.count() == 4
    assert DataKey.objects.count() == 4 + 1, "a key of a request that was not is kept (one is the officer's)"
    assert verify_ledger().is_whole


def test_a_form_sent_twice_one_after_the_other_is_one_request(live: LiveStory) -> None:
    letters = [("letter.txt", b"The same letter.")]
    first = send(live.officer, "one-form", letters)
    assert send(live.officer, "one-form", letters).reference == first.reference
    assert entered()["request.received"] == Request.objects.count() == Document.objects.count() == 1


@pytest.mark.parametrize("what", ["form", "document"])
def test_a_form_sent_again_with_other_content_is_not_silently_dropped(live: LiveStory, what: str) -> None:
    first = send(live.officer, "one-form", [("letter.txt", b"The first letter.")])
    other = b"Another letter." if what == "document" else b"The first letter."
    changes = {"relationship_to_investigation": "Another reason."} if what == "form" else {}
    with pytest.raises(InputRefused, match=f"became {first.reference}.*begin a new form"):
        send(live.officer, "one-form", [("letter.txt", other)], **changes)
    assert Request.objects.count() == 1


def test_the_same_content_in_two_forms_is_two_requests_that_are_found_to_be_alike(live: LiveStory) -> None:
    first, second = send(live.officer, "form-1", []), send(live.officer, "form-2", [])
    third = send(live.officer, "form-3", [], relationship_to_investigation="Another reason.")
    assert len({first.reference, second.reference, third.reference}) == 3
    assert first.form_digest == second.form_digest != third.form_digest


def test_who_looked_at_an_older_revision_is_told_and_changes_nothing(live: LiveStory) -> None:
    live.received()
    seen = live.fresh().revision
    analyst, counsel = live.by("analyst"), live.by("counsel")
    assign_request(live.reference, to=analyst.somebody, by=analyst, at=live.tick(), seen=seen)
    with pytest.raises(ChangedMeanwhile, match="changed since you opened it; nothing of yours was done"):
        assign_request(live.reference, to=counsel.somebody, by=counsel, at=live.tick(), seen=seen)
    assert live.fresh().assigned_to == analyst.person
    assert entered()["request.assigned"] == 1


def test_a_message_sent_twice_at_once_is_one(live: LiveStory, processes: Processes) -> None:
    live.received()
    one = ("ask_back", {"reference": live.reference, "token": "one-form"})
    first, second = processes.at_once(one, one)
    assert first == second
    assert live.fresh().messages.filter(is_free=True).count() == entered()["message.written"] == 1
    assert verify_ledger().is_whole


def test_of_two_who_answer_a_message_at_once_one_is_told(live: LiveStory, processes: Processes) -> None:
    live.received()
    seen = {"reference": live.reference, "seen": live.fresh().revision}
    answers = processes.at_once(
        ("reply", seen | {"username": "analyst"}), ("reply", seen | {"username": "counsel"})
    )
    assert sorted(word for word, _said in answers) == ["ChangedMeanwhile", "done"]
    assert live.fresh().messages.filter(is_free=True).count() == 1


def test_of_two_who_decide_at_once_one_is_told_that_it_changed(live: LiveStory, processes: Processes) -> None:
    live.under_review()
    seen = live.fresh().revision
    act = {"reference": live.reference, "seen": seen}
    answers = processes.at_once(
        ("propose", act | {"username": "analyst"}), ("propose", act | {"username": "counsel"})
    )
    assert sorted(word for word, _said in answers) == ["ChangedMeanwhile", "done"]
    assert SignedGrantRecord.objects.count() == entered()["grant.signed"] == 1


def test_of_two_approvers_at_once_exactly_one_takes_effect(live: LiveStory, processes: Processes) -> None:
    live.under_review({**LEGAL, **WARRANT})
    assert live.decide("approve", ["user_interactions"]).state == Decision.State.PROPOSED
    act = {"reference": live.reference}
    answers = processes.at_once(
        ("confirm", act | {"username": "counsel"}), ("confirm", act | {"username": "counsel2"})
    )
    assert sorted(word for word, _said in answers) == ["NotYet", "done"]
    assert SignedGrantRecord.objects.count() == entered()["decision.confirmed"] == 1
    assert live.fresh().status == Status.APPROVED


def test_of_two_custodians_at_once_exactly_one_starts_the_collection(
    live: LiveStory, processes: Processes
) -> None:
    live.approved()
    act = {"reference": live.reference}
    answers = processes.at_once(
        ("collect", act | {"username": "custodian"}), ("collect", act | {"username": "custodian2"})
    )
    assert sorted(word for word, _said in answers) == ["TransitionRefused", "done"]
    assert "has to be approved" in next(said for word, said in answers if word != "done")
    assert Collection.objects.count() == Job.objects.filter(kind="collect").count() == 1
    assert entered()["collection.started"] == 1


def test_withdrawn_and_decided_at_once_ends_withdrawn_and_whole(
    live: LiveStory, processes: Processes
) -> None:
    live.under_review()
    act = {"reference": live.reference}
    proposed, withdrawn = processes.at_once(
        ("propose", act | {"username": "analyst"}),
        ("withdraw", act | {"username": live.officer.person.username}),
    )
    assert withdrawn == ["done", ""]
    assert live.fresh().status == Status.WITHDRAWN
    assert not Decision.objects.filter(state=Decision.State.PROPOSED).exists()
    # Whoever decided was either first, or was told why it could not be done any more.
    assert entered()["grant.signed"] == (1 if proposed[0] == "done" else 0)
    assert proposed[0] in {"done", "NotYet"}
    assert verify_ledger().is_whole
