"""The contract of ``assess``: its worked examples, its shape, and the desk's own witnesses."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.request_samples import emergency, legal, preservation
from tests.core.test_request_document import ODD, places

from writdesk.core.assessment import PERSON_FACTS, Assessment, Disposition, assess
from writdesk.core.conditions import Outcome
from writdesk.core.errors import NoRequest
from writdesk.core.findings import Attestation, Overruling, Provenance, ToldBy
from writdesk.core.request_document import parse_request
from writdesk.guidelines import catalogue

SHELF = catalogue()
NOW = datetime(2024, 3, 5, 9, 0, tzinfo=UTC)
FOUR = ("subscriber_information", "video_content", "user_interactions", "log_data")


def assessed(document: dict[str, Any], guideline: str = "tiktok-inc", **witness: Any) -> Assessment:
    return assess(SHELF.get(guideline), parse_request(document), **witness)


def asking(*categories: str) -> list[dict[str, Any]]:
    return [{"category": category, "publicly_available": False} for category in categories]


def with_process(document: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return document | {"process": document["process"] | changes}


def of_country(document: dict[str, Any], country: str | None) -> dict[str, Any]:
    return document | {"agency": document["agency"] | {"jurisdiction": country}}


def reach(assessment: Assessment) -> dict[str, str]:
    return {each.category: str(each.reachable) for each in assessment.reach}


def outcome(assessment: Assessment, provision: str) -> str:
    return next(str(each.outcome) for each in assessment.findings if each.provision.id == provision)


# --- the table of worked examples ---


def test_a_grand_jury_subpoena_for_subscriber_and_messages_goes_forward_in_part() -> None:
    answer = assessed(legal())
    assert answer.disposition is Disposition.PROCEED_IN_PART
    assert reach(answer) == {"subscriber_information": "yes", "user_interactions": "no"}
    assert answer.reach[1].process_that_would == ("warrant",)
    assert answer.notice.plan == "withhold"


def test_a_2703d_order_for_logs_proceeds() -> None:
    order = with_process(legal(data_requested=asking("log_data")), id="court_order_2703d", form=None)
    answer = assessed(order)
    assert answer.disposition is Disposition.PROCEED
    assert reach(answer) == {"log_data": "yes"}


def test_an_officer_of_japan_is_referred_to_the_other_entity_and_not_assessed() -> None:
    answer = assessed(of_country(legal(), "JP"))
    assert answer.disposition is Disposition.REFER
    assert (answer.routing.served, answer.routing.refer_to) == (False, "tiktok-pte")
    assert (answer.findings, answer.reach, answer.clocks) == ((), (), ())


def to_pte(process: str, *categories: str) -> dict[str, Any]:
    document = with_process(legal(), id=process, form=None, addressed_to="TikTok Pte. Ltd.")
    authorisation = document["authorisation"] | {
        "signed_by_head_of_agency": True,
        "certifies_necessity": True,
    }
    return of_country(document, "JP") | {
        "authorisation": authorisation,
        "data_requested": asking(*categories),
    }


def test_a_search_order_of_japan_opens_all_four_categories() -> None:
    answer = assessed(to_pte("search_order", *FOUR), "tiktok-pte")
    assert answer.disposition is Disposition.PROCEED
    assert reach(answer) == dict.fromkeys(FOUR, "yes")
    assert answer.notice.plan == "notify"


def test_a_warrant_of_japan_does_not_open_videos() -> None:
    answer = assessed(to_pte("warrant", "video_content"), "tiktok-pte")
    assert answer.disposition is Disposition.REJECT
    assert answer.reach[0].process_that_would == ("search_order",)


def test_a_preservation_expires_after_ninety_days() -> None:
    answer = assessed(preservation())
    assert answer.disposition is Disposition.PROCEED
    assert [clock.to_document() for clock in answer.clocks] == [
        {"name": "preservation_expires", "starts": "2024-03-04", "due": "2024-06-02"}
    ]


def test_an_emergency_proceeds_and_needs_a_person() -> None:
    answer = assessed(emergency())
    assert answer.disposition is Disposition.PROCEED
    assert answer.needs_person


def test_twitter_tells_the_account_holder_before_disclosure() -> None:
    document = with_process(legal(), addressed_to="Twitter, Inc.")
    document |= {"channel": "fax", "data_requested": asking("account_information")}
    answer = assessed(document, "twitter-inc")
    assert answer.disposition is Disposition.PROCEED
    assert (answer.notice.plan, answer.notice.before_disclosure) == ("notify", True)


# --- the shape ---


def test_the_answer_has_the_contracts_keys_in_its_order() -> None:
    document = legal()
    document["officer"]["mailing_address"] = "P.O. Box 12, Springfield"
    answer = assessed(document).to_document()
    assert list(answer) == [
        *("guideline", "routing", "disposition", "needs_person", "findings"),
        *("reach", "clocks", "notice", "reimbursement"),
    ]
    assert answer["guideline"]["digest"].startswith("sha256:")
    assert answer["reimbursement"] == {"may_seek": True}
    finding = next(each for each in answer["findings"] if each["provision"] == "mailing-address")
    assert finding == {
        "provision": "mailing-address",
        "outcome": "not_met",
        "fact": {
            "name": "officer.mailing_address",
            "value": "P.O. Box 12, Springfield",
            "provenance": "stated",
        },
        "text": "Requesting agent mailing address (P.O Box will not be accepted); and",
        "section": "What information regarding the requesting party must I include?",
        "if_not_met": "clarify",
        "remedy": "Give the street address of your agency; P.O. boxes are not accepted.",
    }
    assert set(answer["reach"][0]) == {"category", "requested", "reachable", "because", "process_that_would"}
    assert set(answer["notice"]) == {"plan", "before_disclosure", "because"}


@pytest.mark.parametrize("sample", [legal, preservation, emergency])
@pytest.mark.parametrize("guideline", SHELF.ids())
def test_every_answer_is_plain_json(sample: Any, guideline: str) -> None:
    json.dumps(assessed(sample(), guideline).to_document())


@pytest.mark.parametrize("kind", ["legal", "preservation", "emergency"])
@pytest.mark.parametrize("guideline", SHELF.ids())
def test_a_request_of_which_nothing_is_known_meets_nothing_that_it_must_state(
    kind: str, guideline: str
) -> None:
    answer = assessed({"kind": kind, "received_at": "2026-08-04T15:20:00Z"}, guideline)
    free_of_facts = {"extension_is_within_limit"}
    for finding in answer.with_outcome(Outcome.MET):
        assert finding.provision.condition in free_of_facts
    assert answer.needs_person


# --- odd requests ---


def test_disregard_is_stronger_than_refer() -> None:
    document = of_country(legal(), "JP")
    document["agency"]["is_law_enforcement"] = False
    answer = assessed(document)
    assert answer.disposition is Disposition.DISREGARD
    assert answer.routing.refer_to == "tiktok-pte"


def test_refer_is_stronger_than_reject_and_reject_than_clarify() -> None:
    foreign = of_country(with_process(legal(), id="warrant"), "DE")
    foreign["officer"]["phone"] = None
    assert assessed(foreign).disposition is Disposition.REFER
    assert assessed(foreign).routing.refer_to == "mlat_request"
    nothing = legal(data_requested=asking("video_content"))
    nothing["officer"]["phone"] = None
    assert assessed(nothing).disposition is Disposition.REJECT


def test_what_cannot_be_told_changes_no_disposition() -> None:
    document = legal()
    document["agency"]["is_law_enforcement"] = None
    document["enforcement"]["officer_asks_deferral"] = None
    answer = assessed(document)
    assert answer.disposition is Disposition.PROCEED_IN_PART
    assert answer.needs_person


def test_a_misspelt_process_names_the_nearest_known_one() -> None:
    answer = assessed(with_process(legal(), id="subpena"))
    assert answer.disposition is Disposition.REJECT
    assert 'did you mean "subpoena"?' in answer.reach[0].because
    assert answer.reach[0].process_that_would == ("subpoena", "court_order_2703d", "warrant")


def test_a_misspelt_category_names_the_nearest_known_one() -> None:
    answer = assessed(legal(data_requested=asking("subscriber_info")))
    assert 'did you mean "subscriber_information"?' in answer.reach[0].because


def test_dates_at_the_end_of_the_calendar_do_no_harm() -> None:
    answer = assessed(preservation(received_at="9999-12-30T00:00:00Z"))
    assert answer.clocks[0].due.isoformat() == "9999-12-31"


@pytest.mark.parametrize("defect", [{"ends_on": None}, {"tied_to_process": False}, {"issued_by": None}, {}])
@pytest.mark.parametrize("guideline", ["tiktok-inc", "twitter-inc"])
def test_any_order_holds_notice_however_defective(defect: dict[str, Any], guideline: str) -> None:
    order = {
        "issued_by": "A court",
        "issued_on": "2024-03-01",
        "ends_on": "2024-12-01",
        "tied_to_process": True,
    }
    document = legal(notice=legal()["notice"] | {"nondisclosure_order": order | defect})
    answer = assessed(document, guideline)
    assert answer.notice.plan in {"withhold", "delay"}
    assert answer.notice.before_disclosure is False


def test_an_empty_order_holds_notice_too() -> None:
    document = legal(notice={"nondisclosure_order": {}, "prohibited_by_law": False})
    assert assessed(document, "twitter-inc").notice.plan == "withhold"


def test_silence_about_the_law_is_no_permission_to_tell() -> None:
    document = legal(notice={"prohibited_by_law": None}, data_requested=asking("account_information"))
    assert assessed(document, "twitter-inc").notice.plan == "person_decides"


# --- what people of the desk know ---


def test_an_officers_tick_about_letterhead_waits_for_a_person() -> None:
    answer = assessed(preservation(), told_by=ToldBy.OFFICER)
    assert outcome(answer, "preservation-letterhead") == "cannot_tell"
    assert outcome(assessed(preservation()), "preservation-letterhead") == "met"
    assert answer.needs_person


def test_an_officers_no_stays_a_no() -> None:
    document = preservation()
    document["documents"][0]["signed"] = False
    assert outcome(assessed(document, told_by=ToldBy.OFFICER), "preservation-signed") == "not_met"


def test_an_attestation_settles_a_fact_and_shows_who_gave_it() -> None:
    word = Attestation(holds=True, by="R. Iyer", at=NOW, reason="Letterhead seen on page 1.")
    answer = assessed(preservation(), told_by=ToldBy.OFFICER, attested={"documents.on_letterhead": word})
    finding = next(each for each in answer.findings if each.provision.id == "preservation-letterhead")
    assert finding.outcome is Outcome.MET
    assert finding.to_document()["fact"] == {
        "name": "documents.on_letterhead",
        "value": True,
        "provenance": "attested",
        "by": "R. Iyer",
        "at": "2024-03-05T09:00:00+00:00",
        "reason": "Letterhead seen on page 1.",
    }


def test_an_attestation_may_also_say_that_a_thing_is_not_so() -> None:
    word = Attestation(holds=False, by="R. Iyer", at=NOW, reason="No letterhead.")
    answer = assessed(preservation(), attested={"documents.on_letterhead": word})
    assert answer.disposition is Disposition.CLARIFY


def test_an_officer_cannot_attest_the_own_good_faith() -> None:
    document = emergency(attested={"good_faith": True, "by": "Dana Ruiz"})
    assert outcome(assessed(document), "emergency-good-faith") == "met"
    assert outcome(assessed(document, told_by=ToldBy.OFFICER), "emergency-good-faith") == "cannot_tell"


def test_only_what_a_person_judges_can_be_attested() -> None:
    assert "officer.name" not in PERSON_FACTS
    word = Attestation(holds=True, by="R. Iyer", at=NOW)
    with pytest.raises(ValueError, match=r"officer\.name"):
        assessed(legal(), attested={"officer.name": word})


def test_a_person_may_overrule_a_finding_with_a_reason() -> None:
    document = legal()
    document["officer"]["mailing_address"] = "Box Hill Police Station, PO Box 3128"
    word = Overruling(outcome=Outcome.MET, by="R. Iyer", at=NOW, reason="Street address known to the desk.")
    answer = assessed(document, overruled={"mailing-address": word})
    assert answer.disposition is Disposition.PROCEED_IN_PART
    finding = next(each for each in answer.findings if each.provision.id == "mailing-address")
    assert (finding.provenance, finding.word) == (Provenance.ATTESTED, word)


def test_facts_bear_the_provenance_that_the_desk_gives_them() -> None:
    answer = assessed(legal(), provenance={"officer.email": Provenance.READ})
    assert next(f for f in answer.findings if f.fact_name == "officer.email").fact.provenance == "read"
    assert next(f for f in answer.findings if f.fact_name == "officer.name").fact.provenance == "stated"


def test_assessing_twice_gives_the_same_answer() -> None:
    assert assessed(legal()).to_document() == assessed(legal()).to_document()


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_request_that_can_be_read_breaks_an_assessment(data: st.DataObject) -> None:
    document = copy.deepcopy(data.draw(st.sampled_from([legal, preservation, emergency]))())
    for _ in range(data.draw(st.integers(1, 4))):
        *above, last = data.draw(st.sampled_from(places(document)))
        place = document
        for key in above:
            place = place[key]
        place[last] = copy.deepcopy(data.draw(ODD))
    try:
        request = parse_request(document)
    except NoRequest:
        return
    for guideline in SHELF.all():
        for told_by in ToldBy:
            json.dumps(assess(guideline, request, told_by=told_by).to_document())
