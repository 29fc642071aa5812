"""Who decides, what stands against it, and when a second person has to speak."""

from __future__ import annotations

import pytest

from tests.actions.story import WARRANT, Story
from tests.factories import EMERGENCY, LEGAL, PRESERVATION
from writdesk.actions.directory.record_call_back import add_agency_number, record_call_back
from writdesk.actions.errors import ChangedMeanwhile, InputRefused, NotAllowed, NotYet, SecondPersonNeeded
from writdesk.actions.producing.start_collection import start_collection
from writdesk.actions.reading import assessment_of
from writdesk.actions.review.assign_request import assign_request
from writdesk.actions.review.attest_fact import attest_fact
from writdesk.actions.review.confirm_decision import confirm_decision, decline_decision
from writdesk.actions.review.overrule_finding import overrule_finding
from writdesk.actions.review.reconsider_request import reconsider_request
from writdesk.adapters.vault import desk_keys, open_text
from writdesk.core.conditions import Outcome
from writdesk.core.lifecycle import Status, TransitionRefused
from writdesk.sealing.grants import open_grant
from writdesk.store.agencies import AgencyNumber, CallBack
from writdesk.store.decisions import Decision, SignedGrantRecord
from writdesk.store.people import Person

PO_BOX = {"officer": {**LEGAL["officer"], "mailing_address": "P.O. Box 12, Springfield, IL 62701"}}


def test_a_subpoena_for_subscriber_information_needs_one_person(story: Story) -> None:
    story.under_review()
    decision = story.decide("approve", ["subscriber_information"])
    assert decision.state == Decision.State.IN_FORCE
    assert story.fresh().status == Status.APPROVED


def test_the_grant_covers_what_was_chosen_and_reached_and_nothing_else(story: Story) -> None:
    story.under_review()
    decision = story.decide("approve", ["subscriber_information", "user_interactions", "log_data"])
    assert [entry["category"] for entry in decision.granted] == ["subscriber_information"]


def test_the_grant_is_signed_and_names_the_account_by_its_immutable_id(story: Story) -> None:
    from writdesk.actions.producing.finish_collection import signed_grant

    story.approved()
    row = SignedGrantRecord.objects.get()
    signed = signed_grant(row, story.fresh())
    grant = open_grant(signed, desk_keys().signer.public_pem(), story.tick())
    assert grant.reference == story.reference
    assert len(grant.accounts) == 1
    assert "lucky" not in grant.accounts[0]


def test_nothing_that_no_process_reaches_can_be_approved(story: Story) -> None:
    story.under_review()
    with pytest.raises(InputRefused, match="reached"):
        story.decide("approve", ["user_interactions"])


def test_content_waits_for_a_second_person(story: Story) -> None:
    story.under_review(**WARRANT)
    decision = story.decide("approve", ["user_interactions"])
    assert decision.state == Decision.State.PROPOSED
    assert "User Interactions" in decision.second_person_because
    assert story.fresh().status == Status.UNDER_REVIEW
    assert not SignedGrantRecord.objects.exists()


def test_the_second_is_never_the_first(story: Story) -> None:
    story.under_review(**WARRANT)
    story.decide("approve", ["user_interactions"], by="counsel")
    with pytest.raises(SecondPersonNeeded, match="somebody else"):
        confirm_decision(story.reference, by=story.by("counsel"), at=story.tick())


def test_one_of_the_two_has_to_be_counsel(story: Story) -> None:
    story.under_review(**WARRANT)
    story.decide("approve", ["user_interactions"])
    with pytest.raises(SecondPersonNeeded, match="counsel"):
        confirm_decision(story.reference, by=story.by("analyst2"), at=story.tick())


def test_the_second_person_lets_it_take_effect(story: Story) -> None:
    story.under_review(**WARRANT)
    story.decide("approve", ["subscriber_information", "user_interactions"])
    confirm_decision(story.reference, by=story.by("counsel"), at=story.tick())
    assert story.fresh().status == Status.APPROVED
    assert SignedGrantRecord.objects.count() == 1


def test_a_declined_decision_leaves_the_request_under_review_and_another_can_be_made(story: Story) -> None:
    story.under_review(**WARRANT)
    story.decide("approve", ["user_interactions"])
    with pytest.raises(InputRefused, match="why"):
        decline_decision(story.reference, reason=" ", by=story.by("counsel"), at=story.tick())
    decline_decision(story.reference, reason="Too wide.", by=story.by("counsel"), at=story.tick())
    assert story.fresh().status == Status.UNDER_REVIEW
    assert story.decide("approve", ["subscriber_information"]).state == Decision.State.IN_FORCE


def test_no_second_decision_while_one_waits(story: Story) -> None:
    story.under_review(**WARRANT)
    story.decide("approve", ["user_interactions"])
    with pytest.raises(NotYet, match="waiting"):
        story.decide("reject", by="counsel")


def test_a_proposer_who_lost_the_role_cannot_be_confirmed(story: Story) -> None:
    story.under_review(**WARRANT)
    story.decide("approve", ["user_interactions"])
    Person.objects.filter(username="analyst").update(roles=["auditor"])
    with pytest.raises(NotAllowed, match="no longer"):
        confirm_decision(story.reference, by=story.by("counsel"), at=story.tick())


def test_what_is_attested_between_the_two_steps_counts(story: Story) -> None:
    story.under_review(**WARRANT)
    story.decide("approve", ["user_interactions"])
    attest_fact(
        story.reference,
        fact="attested.process_valid",
        value=False,
        reason="The judge's name is wrong.",
        by=story.by("counsel2"),
        at=story.tick(),
    )
    with pytest.raises(NotYet, match="Since it was proposed"):
        confirm_decision(story.reference, by=story.by("counsel"), at=story.tick())


def test_a_provision_not_met_stands_against_approval_until_it_is_overruled_with_a_reason(
    story: Story,
) -> None:
    story.under_review(**PO_BOX)
    with pytest.raises(NotYet, match="mailing-address"):
        story.decide("approve", ["subscriber_information"])
    overrule = {"provision": "mailing-address", "outcome": Outcome.MET, "by": story.by("counsel")}
    with pytest.raises(InputRefused, match="why"):
        overrule_finding(story.reference, reason="", at=story.tick(), **overrule)
    overrule_finding(story.reference, reason="The sheriff has no street.", at=story.tick(), **overrule)
    finding = next(f for f in assessment_of(story.fresh()).findings if f.provision.id == "mailing-address")
    assert finding.word is not None
    assert finding.word.reason == "The sheriff has no street."
    assert story.decide("approve", ["subscriber_information"]).state == Decision.State.IN_FORCE


def test_what_the_officer_ticked_is_not_believed_until_somebody_attests_it(story: Story) -> None:
    story.received(PRESERVATION)
    open_facts = {f.fact_name for f in assessment_of(story.fresh()).with_outcome(Outcome.CANNOT_TELL)}
    assert any("letterhead" in name for name in open_facts)


@pytest.mark.parametrize("name", ["custodian", "auditor", "officer"])
def test_nobody_else_decides(story: Story, name: str) -> None:
    from writdesk.store.access import NotFound

    story.under_review()
    with pytest.raises((NotAllowed, NotFound)):
        story.decide("reject", by=name)


@pytest.mark.parametrize(
    ("outcome", "status", "more"),
    [
        ("clarify", Status.CLARIFICATION_REQUESTED, {}),
        ("reject", Status.REJECTED, {}),
        ("refer", Status.REFERRED, {"refer_to": "tiktok-pte"}),
        ("disregard", Status.DISREGARDED, {}),
    ],
)
def test_other_decisions_send_their_letter_and_move_the_request(
    story: Story, outcome: str, status: Status, more: dict[str, str]
) -> None:
    story.under_review()
    story.decide(outcome, **more)
    assert story.fresh().status == status
    message = story.fresh().messages.last()
    assert message is not None
    assert open_text(story.request.data_key, message.text_sealed, "message.text") == "We have decided.\n"


def test_a_referral_says_where_to(story: Story) -> None:
    story.under_review()
    with pytest.raises(InputRefused, match="where"):
        story.decide("refer")


def test_a_decision_needs_a_review(story: Story) -> None:
    story.received()
    with pytest.raises(NotYet, match="review"):
        story.decide("reject")


def test_the_second_of_two_people_is_told(story: Story) -> None:
    story.received()
    seen = story.fresh().revision
    analyst, counsel = story.people["analyst"], story.people["counsel"]
    assign_request(story.reference, to=analyst, by=story.by("analyst"), at=story.tick(), seen=seen)
    with pytest.raises(ChangedMeanwhile):
        assign_request(story.reference, to=counsel, by=story.by("counsel"), at=story.tick(), seen=seen)
    assert story.fresh().assigned_to == analyst


def test_an_account_that_nobody_has_is_not_approved(story: Story) -> None:
    story.under_review(accounts=[{"identifiers": [{"type": "username", "value": "nobody.at.all"}]}])
    with pytest.raises(NotYet, match="No account"):
        story.decide("approve", ["subscriber_information"])


def test_a_grant_that_ran_out_collects_nothing(story: Story) -> None:
    story.approved()
    story.minutes += 15 * 24 * 60
    with pytest.raises(NotYet, match="run out"):
        start_collection(story.reference, by=story.by("custodian"), at=story.tick())


def test_a_decision_can_be_taken_back_and_made_anew_before_anything_was_collected(story: Story) -> None:
    story.approved()
    story.minutes += 15 * 24 * 60
    with pytest.raises(InputRefused, match="why"):
        reconsider_request(story.reference, reason="", by=story.by("analyst"), at=story.tick())
    reconsider_request(story.reference, reason="It ran out.", by=story.by("analyst"), at=story.tick())
    assert story.fresh().status == Status.UNDER_REVIEW
    with pytest.raises(TransitionRefused):
        start_collection(story.reference, by=story.by("custodian"), at=story.tick())
    story.decide("approve", ["subscriber_information"])
    collection = start_collection(story.reference, by=story.by("custodian"), at=story.tick())
    assert collection.grant.decision.state == Decision.State.IN_FORCE


def test_what_was_collected_cannot_be_reconsidered(story: Story) -> None:
    story.collected()
    with pytest.raises(TransitionRefused):
        reconsider_request(story.reference, reason="Too late.", by=story.by("counsel"), at=story.tick())


def test_a_rejected_request_cannot_be_collected(story: Story) -> None:
    story.under_review()
    story.decide("reject")
    with pytest.raises(TransitionRefused):
        start_collection(story.reference, by=story.by("custodian"), at=story.tick())


class TestEmergency:
    """An emergency passes after a call-back to a number of the directory, and with two people."""

    def number(self, story: Story, by: str = "counsel2") -> AgencyNumber:
        return add_agency_number(
            agency="Springfield Police Department",
            country="us",
            number="+1 217 555 0100",
            source="The state's printed directory, page 12",
            by=story.by(by),
            at=story.tick(),
        )

    def call(self, story: Story, outcome: CallBack.Outcome, by: str = "analyst") -> None:
        number = AgencyNumber.objects.first() or self.number(story)
        record_call_back(
            story.reference, number=number, outcome=outcome, note="", by=story.by(by), at=story.tick()
        )

    def test_it_is_not_approved_without_a_call_back(self, story: Story) -> None:
        story.under_review(EMERGENCY)
        with pytest.raises(NotYet, match="Call the agency back"):
            story.decide("approve", ["subscriber_information"])

    def test_it_is_not_approved_when_the_agency_was_not_reached_or_denied_it(self, story: Story) -> None:
        story.under_review(EMERGENCY)
        self.call(story, CallBack.Outcome.NOT_REACHED)
        with pytest.raises(NotYet, match="Call the agency back"):
            story.decide("approve", ["subscriber_information"])
        self.call(story, CallBack.Outcome.CONFIRMED)
        self.call(story, CallBack.Outcome.DENIED)
        with pytest.raises(NotYet, match="Call the agency back"):
            story.decide("approve", ["subscriber_information"])

    def test_it_needs_two_people_even_for_subscriber_information(self, story: Story) -> None:
        story.under_review(EMERGENCY)
        self.call(story, CallBack.Outcome.CONFIRMED)
        assert story.decide("approve", ["subscriber_information"]).state == Decision.State.PROPOSED
        confirm_decision(story.reference, by=story.by("counsel"), at=story.tick())
        assert story.fresh().status == Status.APPROVED

    def test_whoever_made_the_call_back_never_confirms(self, story: Story) -> None:
        story.under_review(EMERGENCY)
        self.call(story, CallBack.Outcome.CONFIRMED, by="counsel")
        story.decide("approve", ["subscriber_information"])
        with pytest.raises(SecondPersonNeeded, match="call-back"):
            confirm_decision(story.reference, by=story.by("counsel"), at=story.tick())

    def test_whoever_added_the_number_does_not_call_it(self, story: Story) -> None:
        story.under_review(EMERGENCY)
        self.number(story, by="analyst")
        with pytest.raises(SecondPersonNeeded, match="added"):
            self.call(story, CallBack.Outcome.CONFIRMED)

    def test_a_number_of_another_agency_cannot_be_chosen(self, story: Story) -> None:
        story.under_review(EMERGENCY, agency={**LEGAL["agency"], "name": "Shelbyville Police Department"})
        with pytest.raises(InputRefused, match="Springfield"):
            self.call(story, CallBack.Outcome.CONFIRMED)

    def test_a_number_needs_its_source(self, story: Story) -> None:
        with pytest.raises(InputRefused, match="source"):
            add_agency_number(
                agency="A", country="US", number="1", source=" ", by=story.by("analyst"), at=story.tick()
            )
