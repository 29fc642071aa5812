"""Every act from the pages: what it does, how it is refused, and what two people see of each other."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.conftest import MakePerson
from tests.factories import EMERGENCY, LEGAL
from tests.web.desk.conftest import OnTheDesk, SignedIn, attest_all
from writdesk.actions.actor import Actor
from writdesk.actions.errors import InputRefused
from writdesk.core.lifecycle import Status
from writdesk.store.agencies import CallBack
from writdesk.store.decisions import Decision
from writdesk.store.people import Person, Role
from writdesk.store.requests import Request

pytestmark = pytest.mark.django_db
WARRANT = {**LEGAL["process"], "id": "warrant", "form": None}
PO_BOX = {**LEGAL["officer"], "mailing_address": "P.O. Box 12, Springfield"}


@pytest.fixture
def analyst(make_person: MakePerson) -> Person:
    return make_person(Role.ANALYST, name="Noor Haddad")


@pytest.fixture
def counsel(make_person: MakePerson) -> Person:
    return make_person(Role.COUNSEL, name="Ingrid Vasquez-Lund")


def post(client: Client, request: Request, act: str, **typed: object):
    request.refresh_from_db()
    fields = {"revision": request.revision, **typed}
    return client.post(f"/desk/requests/{request.reference}/{act}/", fields)


def text_of(response) -> str:
    return response.content.decode()


def test_an_analyst_takes_a_request_up(signed_in: SignedIn, on_the_desk: OnTheDesk, analyst: Person) -> None:
    request = on_the_desk()
    response = post(signed_in(analyst), request, "assign")
    assert response.headers["Location"] == f"/desk/requests/{request.reference}/"
    request.refresh_from_db()
    assert (request.assigned_to, request.status) == (analyst, Status.UNDER_REVIEW)


def test_a_request_can_be_given_to_a_colleague(
    signed_in: SignedIn, on_the_desk: OnTheDesk, analyst: Person, counsel: Person
) -> None:
    request = on_the_desk(holder=analyst)
    client = signed_in(analyst)
    assert "Ingrid Vasquez-Lund" in text_of(client.get(f"/desk/requests/{request.reference}/assign/"))
    post(client, request, "assign", to=counsel.pk)
    request.refresh_from_db()
    assert request.assigned_to == counsel


def test_attesting_a_fact_puts_name_and_reason_beside_the_finding(
    signed_in: SignedIn, on_the_desk: OnTheDesk, analyst: Person
) -> None:
    request = on_the_desk(holder=analyst)
    client = signed_in(analyst)
    typed = {"provision": "enforceable-process", "fact": "attested.process_valid", "value": "yes"}
    assert (
        post(client, request, "attest", **typed, reason="Read it; the seal is the court’s.").status_code
        == 302
    )
    page = text_of(client.get(f"/desk/requests/{request.reference}/"))
    assert "Attested by Noor Haddad" in page
    assert "the seal is the court’s" in page


def test_an_attestation_without_an_answer_is_refused_and_what_was_typed_is_kept(
    signed_in: SignedIn, on_the_desk: OnTheDesk, analyst: Person
) -> None:
    request = on_the_desk(holder=analyst)
    typed = {"provision": "enforceable-process", "fact": "attested.process_valid"}
    response = post(signed_in(analyst), request, "attest", **typed, reason="a long explanation")
    assert response.status_code == 400
    assert '<details id="attest-enforceable-process" open>' in text_of(response)
    assert "Choose whether it is so or not." in text_of(response)
    assert "a long explanation" in text_of(response)
    assert not request.attestations.exists()


def test_only_what_a_person_judges_can_be_attested(
    signed_in: SignedIn, on_the_desk: OnTheDesk, analyst: Person
) -> None:
    from django.utils import timezone

    from writdesk.actions.review.attest_fact import attest_fact

    request = on_the_desk(holder=analyst)
    with pytest.raises(InputRefused):
        attest_fact(
            request.reference,
            fact="officer.email",
            value=True,
            reason="",
            by=Actor(person=analyst),
            at=timezone.now(),
        )
    assert signed_in(analyst).get(f"/desk/requests/{request.reference}/").status_code == 200


def test_overruling_needs_a_reason_and_then_stands_beside_the_finding(
    signed_in: SignedIn, on_the_desk: OnTheDesk, analyst: Person
) -> None:
    request = on_the_desk(holder=analyst, officer=PO_BOX)
    client = signed_in(analyst)
    typed = {"provision": "mailing-address", "outcome": "met"}
    refused = post(client, request, "overrule", **typed, reason=" ")
    assert refused.status_code == 400
    assert "Say why" in text_of(refused)
    assert (
        post(client, request, "overrule", **typed, reason="Street address came by mail.").status_code == 302
    )
    page = text_of(client.get(f"/desk/requests/{request.reference}/"))
    assert "Overruled by Noor Haddad" in page
    assert 'href="#finding-mailing-address"' not in page


def test_of_two_people_the_second_is_told_what_changed_and_keeps_what_was_typed(
    signed_in: SignedIn, on_the_desk: OnTheDesk, analyst: Person, counsel: Person
) -> None:
    request = on_the_desk(holder=analyst, officer=PO_BOX)
    seen = request.revision
    post(signed_in(counsel), request, "assign")
    response = signed_in(analyst).post(
        f"/desk/requests/{request.reference}/overrule/",
        {"revision": seen, "provision": "mailing-address", "outcome": "met", "reason": "typed at length"},
    )
    assert response.status_code == 409
    page = text_of(response)
    assert "Somebody changed this meanwhile" in page
    assert "Since you opened it" in page
    assert "Ingrid Vasquez-Lund" in page
    assert "typed at length" in page
    assert f'name="revision" value="{seen + 1}"' in page


@pytest.mark.parametrize("outcome", Decision.Outcome.values)
def test_each_outcome_has_a_page_with_a_letter_that_can_be_edited(
    outcome: str, signed_in: SignedIn, on_the_desk: OnTheDesk, analyst: Person
) -> None:
    request = on_the_desk(holder=analyst)
    response = signed_in(analyst).get(f"/desk/requests/{request.reference}/decide/{outcome}/")
    assert response.status_code == 200
    assert 'name="text"' in text_of(response)
    assert not request.decisions.exists()


def test_the_letter_of_a_clarification_cites_the_provision_that_is_not_met(
    signed_in: SignedIn, on_the_desk: OnTheDesk, analyst: Person
) -> None:
    request = on_the_desk(holder=analyst, officer=PO_BOX)
    page = text_of(signed_in(analyst).get(f"/desk/requests/{request.reference}/decide/clarify/"))
    assert "Our guideline says" in page
    assert "P.O. Box will not be accepted" in page or "P.O Box will not be accepted" in page


def test_the_letter_of_a_rejection_says_which_process_would_open_what_is_not_reached(
    signed_in: SignedIn, on_the_desk: OnTheDesk, analyst: Person
) -> None:
    request = on_the_desk(holder=analyst)
    page = text_of(signed_in(analyst).get(f"/desk/requests/{request.reference}/decide/reject/"))
    assert "User Interactions: send another legal process (Warrant)." in page


def test_a_sender_whom_the_guideline_does_not_answer_gets_no_letter(
    signed_in: SignedIn, on_the_desk: OnTheDesk, analyst: Person
) -> None:
    stranger = {**LEGAL["agency"], "is_law_enforcement": False}
    request = on_the_desk(holder=analyst, agency=stranger)
    client = signed_in(analyst)
    assert "no answer" in text_of(client.get(f"/desk/requests/{request.reference}/decide/disregard/"))
    letters = request.messages.count()
    post(client, request, "decide/disregard", step="send", reason="A private person.", text="", subject="")
    request.refresh_from_db()
    assert request.status == Status.DISREGARDED
    assert request.messages.count() == letters


def test_a_decision_is_shown_once_more_before_anything_is_sent(
    signed_in: SignedIn, on_the_desk: OnTheDesk, analyst: Person
) -> None:
    request = on_the_desk(holder=analyst, officer=PO_BOX)
    client = signed_in(analyst)
    typed = {"subject": "What we need", "text": "A street address.", "reason": "P.O. box."}
    check = post(client, request, "decide/clarify", step="check", **typed)
    assert "Check once more" in text_of(check)
    assert not request.decisions.exists()
    change = post(client, request, "decide/clarify", step="change", **typed)
    assert "A street address." in text_of(change)
    sent = post(client, request, "decide/clarify", step="send", **typed)
    assert sent.status_code == 302
    request.refresh_from_db()
    assert request.status == Status.CLARIFICATION_REQUESTED
    assert "A street address." in text_of(client.get(f"/desk/requests/{request.reference}/"))


def test_a_decision_without_a_reason_is_refused_beside_the_field_with_the_letter_kept(
    signed_in: SignedIn, on_the_desk: OnTheDesk, analyst: Person
) -> None:
    request = on_the_desk(holder=analyst)
    response = post(
        signed_in(analyst), request, "decide/reject", step="send", text="my own letter", subject="s"
    )
    assert response.status_code == 400
    assert "my own letter" in text_of(response)
    assert "whoever looks at this later will need it" in text_of(response)
    assert not request.decisions.exists()


def test_an_approval_against_a_finding_says_what_stands_against_it(
    signed_in: SignedIn, on_the_desk: OnTheDesk, analyst: Person
) -> None:
    request = on_the_desk(holder=analyst, officer=PO_BOX)
    typed = {"categories": ["subscriber_information"], "reason": "r", "text": "t", "subject": "s"}
    response = post(signed_in(analyst), request, "decide/approve", step="send", **typed)
    assert response.status_code == 409
    assert "Before this can be approved" in text_of(response)
    assert not request.decisions.exists()


def test_the_boxes_of_an_approval_are_set_from_what_the_process_reaches(
    signed_in: SignedIn, on_the_desk: OnTheDesk, analyst: Person
) -> None:
    request = on_the_desk(holder=analyst)
    page = text_of(signed_in(analyst).get(f"/desk/requests/{request.reference}/decide/approve/"))
    assert 'value="subscriber_information" checked' in page
    assert 'value="user_interactions" disabled' in page


@pytest.mark.usefixtures("clipstream")
def test_content_is_granted_by_two_people_and_the_page_shows_whose_turn_it_is(
    signed_in: SignedIn, on_the_desk: OnTheDesk, analyst: Person, counsel: Person
) -> None:
    request = on_the_desk(holder=analyst, process=WARRANT)
    attest_all(request, analyst)
    first, second, page = signed_in(analyst), signed_in(counsel), f"/desk/requests/{request.reference}/"
    typed = {
        "categories": ["subscriber_information", "user_interactions"],
        "reason": "The warrant covers both.",
        "subject": "Approved",
        "text": "We will provide both.",
    }
    proposed = post(first, request, "decide/approve", step="send", **typed)
    assert proposed.status_code == 302, text_of(proposed)
    request.refresh_from_db()
    assert request.status == Status.UNDER_REVIEW
    assert "You proposed this decision." in text_of(first.get(page))
    assert "It is your turn as the second person." in text_of(second.get(page))
    own = post(first, request, "confirm")
    assert own.status_code == 409
    assert "somebody else has to confirm it" in text_of(own)
    assert "The warrant covers both." in text_of(second.get(f"{page}confirm/"))
    assert post(second, request, "confirm").status_code == 302
    request.refresh_from_db()
    assert request.status == Status.APPROVED
    shown = text_of(second.get(page))
    assert "Confirmed by <bdi>Ingrid Vasquez-Lund</bdi>" in shown
    assert "Signed" in shown


@pytest.mark.usefixtures("clipstream")
def test_the_second_person_declines_with_a_reason(
    signed_in: SignedIn, on_the_desk: OnTheDesk, analyst: Person, counsel: Person
) -> None:
    request = on_the_desk(holder=analyst, process=WARRANT)
    attest_all(request, analyst)
    typed = {"categories": ["user_interactions"], "reason": "r", "subject": "s", "text": "t"}
    post(signed_in(analyst), request, "decide/approve", step="send", **typed)
    second = signed_in(counsel)
    refused = post(second, request, "decline", reason="")
    assert refused.status_code == 400
    assert "so that your colleague knows" in text_of(refused)
    assert post(second, request, "decline", reason="Narrow the dates.").status_code == 302
    assert "Narrow the dates." in text_of(second.get(f"/desk/requests/{request.reference}/"))


def test_the_number_of_the_request_is_shown_and_cannot_be_chosen(
    signed_in: SignedIn, on_the_desk: OnTheDesk, analyst: Person
) -> None:
    request = on_the_desk(EMERGENCY, holder=analyst)
    page = text_of(signed_in(analyst).get(f"/desk/requests/{request.reference}/call-back/"))
    assert "+1 217 555 0142 ext. 12" in page
    assert 'type="radio" name="number"' not in page
    assert "The directory has no number of this agency." in page


def test_a_number_is_added_by_one_person_and_called_by_another(
    signed_in: SignedIn, on_the_desk: OnTheDesk, analyst: Person, counsel: Person
) -> None:
    request = on_the_desk(EMERGENCY, holder=analyst)
    adder, caller = signed_in(counsel), signed_in(analyst)
    refused = post(adder, request, "call-back/number", number="+1 217 555 0100", source="")
    assert refused.status_code == 400
    assert "Give the source." in text_of(refused)
    assert "+1 217 555 0100" in text_of(refused)
    post(adder, request, "call-back/number", number="+1 217 555 0100", source="The state’s directory")
    own = text_of(adder.get(f"/desk/requests/{request.reference}/call-back/"))
    assert "You added it, so somebody else has to call it" in own
    number = str(request_number(request))
    said = {"number": number, "outcome": "confirmed", "note": "The watch commander knows of it."}
    assert post(caller, request, "call-back", **said).status_code == 302
    assert request.call_backs.get().outcome == CallBack.Outcome.CONFIRMED
    assert "The watch commander knows of it." in text_of(caller.get(f"/desk/requests/{request.reference}/"))


def test_a_call_to_a_number_of_another_agency_is_refused(
    signed_in: SignedIn, on_the_desk: OnTheDesk, analyst: Person, counsel: Person
) -> None:
    elsewhere = {"name": "Osaka Prefectural Police", "jurisdiction": "JP", "is_law_enforcement": True}
    other = on_the_desk(EMERGENCY, holder=counsel, agency=elsewhere)
    post(signed_in(counsel), other, "call-back/number", number="+81 6 0000 0000", source="Directory")
    request = on_the_desk(EMERGENCY, holder=analyst)
    typed = {"number": str(request_number(other)), "outcome": "confirmed", "note": ""}
    refused = post(signed_in(analyst), request, "call-back", **typed)
    assert refused.status_code == 400
    assert not request.call_backs.exists()


def request_number(request: Request) -> int:
    from writdesk.store.agencies import AgencyNumber

    return AgencyNumber.objects.get(agency__name=request.agency).pk


@pytest.mark.parametrize("act", ["attest", "overrule", "decline", "close", "call-back/number"])
def test_an_address_that_only_takes_forms_leads_back_when_it_is_opened(
    act: str, signed_in: SignedIn, on_the_desk: OnTheDesk, counsel: Person
) -> None:
    response = signed_in(counsel).get(f"/desk/requests/{on_the_desk().reference}/{act}/")
    assert response.status_code == 302


@pytest.mark.usefixtures("clipstream")
def test_an_emergency_passes_only_after_a_call_back_and_never_by_its_caller_as_second_person(
    signed_in: SignedIn, on_the_desk: OnTheDesk, analyst: Person, counsel: Person, make_person: MakePerson
) -> None:
    request = on_the_desk(EMERGENCY, holder=analyst)
    attest_all(request, analyst)
    first, second = signed_in(analyst), signed_in(counsel)
    typed = {"categories": ["subscriber_information"], "reason": "r", "subject": "s", "text": "t"}
    refused = post(first, request, "decide/approve", step="send", **typed)
    assert "Call the agency back" in text_of(refused)
    post(first, request, "call-back/number", number="+1 217 555 0100", source="The state’s directory")
    said = {"number": str(request_number(request)), "outcome": "confirmed", "note": "Confirmed."}
    assert post(second, request, "call-back", **said).status_code == 302
    proposed = post(first, request, "decide/approve", step="send", **typed)
    assert proposed.status_code == 302, text_of(proposed)
    caller = post(second, request, "confirm")
    assert caller.status_code == 409
    assert "never second" in text_of(caller)
    other = signed_in(make_person(Role.COUNSEL, username="other-counsel"))
    assert post(other, request, "confirm").status_code == 302
    request.refresh_from_db()
    assert request.status == Status.APPROVED


def test_in_an_emergency_no_box_is_set_beforehand(
    signed_in: SignedIn, on_the_desk: OnTheDesk, analyst: Person
) -> None:
    request = on_the_desk(EMERGENCY, holder=analyst)
    page = text_of(signed_in(analyst).get(f"/desk/requests/{request.reference}/decide/approve/"))
    assert 'value="subscriber_information"' in page
    assert "checked" not in page


@pytest.mark.parametrize(
    ("country", "where"),
    [("JP", "TikTok Pte."), ("FR", "Mutual Legal Assistance Treaty (MLAT) request")],
)
def test_a_referral_names_where_the_officer_has_to_turn_in_words(
    country: str, where: str, signed_in: SignedIn, on_the_desk: OnTheDesk, analyst: Person
) -> None:
    agency = {**LEGAL["agency"], "jurisdiction": country}
    request = on_the_desk(holder=analyst, agency=agency, process=WARRANT)
    client, page = signed_in(analyst), f"/desk/requests/{request.reference}/"
    assert f"has to go another way: {where}" in text_of(client.get(page))
    assert f'name="refer_to" value="{where}' in text_of(client.get(f"{page}decide/refer/"))
