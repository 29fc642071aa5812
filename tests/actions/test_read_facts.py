"""Facts read from documents: offered, accepted, corrected, dismissed, and kept as such."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone

from tests.actions.story import Story
from tests.factories import LEGAL, make_request
from tests.reading_story import facts_of, form, paper, read_all
from writdesk.actions.actor import Actor
from writdesk.actions.errors import InputRefused, NotAllowed, NotYet
from writdesk.actions.reading import assessment_of
from writdesk.actions.review.accept_read_facts import accept_read_facts, certain_and_missing
from writdesk.actions.review.assign_request import assign_request
from writdesk.actions.review.judge_fact import form_document, judge_fact
from writdesk.actions.review.read_again import read_again
from writdesk.actions.review.read_documents import fail_reading, read_documents
from writdesk.core.lifecycle import Status
from writdesk.core.read_facts import Standing
from writdesk.documents.errors import ReaderUnavailable
from writdesk.store.ledger import LedgerEntry
from writdesk.store.readings import FactJudgement, Reading
from writdesk.store.requests import Request

Verdict = FactJudgement.Verdict


@pytest.fixture
def analyst(story: Story) -> Actor:
    return Actor(person=story.people["analyst"])


@pytest.fixture
def request_(analyst: Actor) -> Request:
    """A request under review, read."""
    made = make_request(
        analyst.somebody, dict(form()), at=timezone.now(), uploads=[("subpoena.pdf", paper())]
    )
    assign_request(made.reference, to=analyst.somebody, by=analyst, at=timezone.now())
    read_all()
    return Request.objects.get(pk=made.pk)


def now() -> datetime:
    return timezone.now()


def judge(request: Request, name: str, verdict: str, by: Actor, **more: Any) -> Request:
    fact = facts_of(request)[name]
    return judge_fact(request.reference, fact=fact.ref, verdict=verdict, by=by, at=now(), **more)


def said(request: Request) -> dict[str, Any]:
    return form_document(Request.objects.get(pk=request.pk))


def last_entry() -> Any:
    return json.loads(LedgerEntry.objects.order_by("-index").first().body)


def test_a_reading_leaves_one_entry_with_counts_and_no_values(request_: Request) -> None:
    reading = request_.readings.get()
    assert reading.state == Reading.State.DONE
    assert reading.facts > 10
    entries = [json.loads(each.body) for each in LedgerEntry.objects.order_by("index")]
    read = [each for each in entries if each["code"] == "documents.read"]
    assert len(read) == 1
    assert read[0]["facts"]["documents"] == 1
    assert "GJ-26-0171" not in json.dumps(read)


def test_reading_twice_reads_once(request_: Request) -> None:
    before = LedgerEntry.objects.count()
    assert read_documents(request_.pk, at=now()) == 0
    assert LedgerEntry.objects.count() == before


def test_what_paper_and_form_say_differently_is_a_difference_and_a_signal(request_: Request) -> None:
    assert facts_of(request_)["case_number"].standing is Standing.DIFFERS
    assert "differs_from_paper" in request_.signals


def test_accepting_puts_the_value_into_the_form_and_makes_the_findings_anew(
    request_: Request, analyst: Actor
) -> None:
    before = {each.provision.id: each.outcome for each in assessment_of(request_).findings}
    changed = judge(request_, "badge_number", Verdict.ACCEPTED, analyst)
    assert said(request_)["officer"]["badge_number"] == "4471"
    after = {each.provision.id: each.outcome for each in assessment_of(changed).findings}
    assert before["agent-badge"] != after["agent-badge"]
    assert changed.revision == request_.revision + 1
    entry = last_entry()
    assert entry["facts"] == {"fact": "badge_number", "verdict": "accepted"}


def test_a_difference_is_settled_by_taking_the_papers_and_the_signal_goes(
    request_: Request, analyst: Actor
) -> None:
    changed = judge(request_, "case_number", Verdict.ACCEPTED, analyst)
    assert said(request_)["process"]["case_number"] == "GJ-26-0171"
    assert "differs_from_paper" not in changed.signals


def test_a_difference_is_settled_by_keeping_the_forms(request_: Request, analyst: Actor) -> None:
    changed = judge(request_, "case_number", Verdict.DISMISSED, analyst)
    assert said(request_)["process"]["case_number"] == "GJ-26-0117"
    assert "differs_from_paper" not in changed.signals


def test_a_correction_keeps_what_was_read_what_was_put_and_why(request_: Request, analyst: Actor) -> None:
    judge(request_, "badge_number", Verdict.CORRECTED, analyst, value="4472", reason="Smudged.")
    fact = facts_of(request_)["badge_number"]
    assert said(request_)["officer"]["badge_number"] == "4472"
    assert fact.judged is not None
    assert (fact.value, fact.judged.put, fact.judged.reason) == ("4471", "4472", "Smudged.")
    assert not fact.is_open


def test_a_correction_needs_a_value_a_reason_and_a_form_that_can_be_read(
    request_: Request, analyst: Actor
) -> None:
    with pytest.raises(InputRefused, match=r"Write what it should be.*Say why"):
        judge(request_, "badge_number", Verdict.CORRECTED, analyst)
    with pytest.raises(InputRefused):
        judge(request_, "issued_on", Verdict.CORRECTED, analyst, value="last week", reason="Guessed.")
    assert said(request_)["process"]["issued_on"] is None


def test_undoing_is_a_further_judgement_that_gives_the_form_back(request_: Request, analyst: Actor) -> None:
    before = said(request_)
    judge(request_, "case_number", Verdict.ACCEPTED, analyst)
    judge(request_, "badge_number", Verdict.ACCEPTED, analyst)
    changed = judge(request_, "case_number", Verdict.UNDONE, analyst)
    assert said(request_)["process"] == before["process"]
    assert said(request_)["officer"]["badge_number"] == "4471"
    assert facts_of(request_)["case_number"].is_open
    assert "differs_from_paper" in changed.signals
    assert request_.fact_judgements.count() == 3


def test_accepting_all_takes_the_certain_that_the_form_does_not_have_in_one_act(
    request_: Request, analyst: Actor
) -> None:
    listed = certain_and_missing(list(facts_of(request_).values()))
    names = [fact.name for fact in listed]
    assert {"badge_number", "officer_address"} <= set(names)
    assert "case_number" not in names
    before = LedgerEntry.objects.count()
    accept_read_facts(request_.reference, facts=[fact.ref for fact in listed], by=analyst, at=now())
    assert LedgerEntry.objects.count() == before + 1
    assert said(request_)["officer"]["mailing_address"].startswith("800 East Monroe")
    assert request_.fact_judgements.count() == len(listed)


def test_accepting_all_refuses_what_was_not_listed(request_: Request, analyst: Actor) -> None:
    with pytest.raises(InputRefused, match="not as it was"):
        accept_read_facts(
            request_.reference, facts=[facts_of(request_)["case_number"].ref], by=analyst, at=now()
        )


def test_a_further_account_is_added_and_none_is_replaced(analyst: Actor) -> None:
    made = make_request(
        analyst.somebody,
        LEGAL,
        at=now(),
        uploads=[("subpoena.pdf", paper(account="quiet.crow"))],
    )
    assign_request(made.reference, to=analyst.somebody, by=analyst, at=now())
    read_all()
    changed = judge(made, "identifier.username", Verdict.ACCEPTED, analyst)
    names = [each["identifiers"][0]["value"] for each in said(made)["accounts"]]
    assert names == ["lucky.lark", "quiet.crow"]
    assert changed.account_count == 2


def test_facts_are_judged_during_the_review_only_and_by_those_who_decide(
    request_: Request, analyst: Actor, story: Story
) -> None:
    fact = facts_of(request_)["case_number"].ref
    with pytest.raises(NotAllowed):
        judge_fact(
            request_.reference,
            fact=fact,
            verdict=Verdict.ACCEPTED,
            by=Actor(person=story.people["custodian"]),
            at=now(),
        )
    Request.objects.filter(pk=request_.pk).update(status=Status.APPROVED)
    with pytest.raises(NotYet):
        judge_fact(request_.reference, fact=fact, verdict=Verdict.ACCEPTED, by=analyst, at=now())


def test_a_reader_that_does_not_run_is_named_and_reading_again_reads(
    analyst: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_request(analyst.somebody, LEGAL, at=now(), uploads=[("subpoena.pdf", paper())])
    assign_request(made.reference, to=analyst.somebody, by=analyst, at=now())

    def away(*_args: Any, **_more: Any) -> None:
        raise ReaderUnavailable("It does not start.")

    with monkeypatch.context() as patched:
        patched.setattr("writdesk.actions.review.read_documents.read_document", away)
        with pytest.raises(ReaderUnavailable):
            read_documents(made.pk, at=now())
    fail_reading(made.pk, at=now())
    assert made.readings.get().reason == "unavailable"
    read_again(made.reference, by=analyst, at=now())
    read_all()
    assert made.readings.get().state == Reading.State.DONE
    with pytest.raises(NotYet):
        read_again(made.reference, by=analyst, at=now())


def test_a_mails_own_words_are_read_and_what_it_quotes_is_not(analyst: Actor) -> None:
    body = b"""Subject: Preservation

Please preserve the account @quiet.crow (https://clipstream.example/@quiet.crow).
Officer: Detective Dana Ruiz, badge 4471

> Please preserve https://clipstream.example/@lucky.lark
"""
    made = make_request(analyst.somebody, LEGAL, at=now(), uploads=[("message.txt", body)])
    read_all()
    fact = facts_of(made)["identifier.username"]
    assert fact.value == "quiet.crow"
    assert fact.places[0].line
    assert "lucky.lark" not in {each.value for each in facts_of(made).values()}
