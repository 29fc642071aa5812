"""One request on one page: what it shows, to whom, and what it never shows."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.conftest import MakePerson
from tests.factories import EMERGENCY, LEGAL, PNG, PRESERVATION
from tests.web.desk.conftest import OnTheDesk, SignedIn
from writdesk.store.people import Role
from writdesk.store.requests import Request

pytestmark = pytest.mark.django_db
READERS = (Role.ANALYST, Role.COUNSEL, Role.CUSTODIAN)


def page_of(client: Client, request: Request) -> str:
    response = client.get(f"/desk/requests/{request.reference}/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("role", READERS)
@pytest.mark.parametrize("document", [LEGAL, EMERGENCY, PRESERVATION], ids=lambda each: each["kind"])
def test_whoever_works_on_requests_sees_what_is_asked_and_by_whom(
    role: Role, document: dict[str, object], signed_in: SignedIn, on_the_desk: OnTheDesk
) -> None:
    page = page_of(signed_in(role), on_the_desk(document))
    for stated in (
        "Dana Ruiz",
        "4471",
        "lucky.lark",
        "800 East Monroe Street",
        "Springfield Police Department",
    ):
        assert stated in page


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR, Role.OFFICER])
def test_whoever_may_not_read_content_gets_the_page_of_absence(
    role: Role, signed_in: SignedIn, on_the_desk: OnTheDesk
) -> None:
    request = on_the_desk()
    response = signed_in(role).get(f"/desk/requests/{request.reference}/")
    assert response.status_code == 404
    assert "Dana Ruiz" not in response.content.decode()


def test_a_request_that_is_not_there_is_absent(signed_in: SignedIn) -> None:
    client = signed_in(Role.ANALYST)
    for page in ("", "assign/", "decide/approve/", "confirm/", "call-back/"):
        assert client.get(f"/desk/requests/LR-2026-999999/{page}").status_code == 404


def test_what_stands_against_approval_leads_to_its_finding(
    signed_in: SignedIn, on_the_desk: OnTheDesk
) -> None:
    box = {**LEGAL["officer"], "mailing_address": "P.O. Box 12, Springfield"}
    page = page_of(signed_in(Role.ANALYST), on_the_desk(officer=box))
    assert 'href="#finding-mailing-address"' in page
    assert 'id="finding-mailing-address"' in page


def test_the_findings_that_block_come_before_those_that_are_met(
    signed_in: SignedIn, on_the_desk: OnTheDesk
) -> None:
    box = {**LEGAL["officer"], "mailing_address": "P.O. Box 12, Springfield"}
    page = page_of(signed_in(Role.ANALYST), on_the_desk(officer=box))
    places = [
        page.index(f'id="finding-{each}"')
        for each in ("mailing-address", "enforceable-process", "agency-name")
    ]
    assert places == sorted(places)


def test_a_document_is_named_with_its_hash_and_its_bytes_are_offered_to_nobody(
    signed_in: SignedIn, on_the_desk: OnTheDesk
) -> None:
    request = on_the_desk(uploads=[("subpoena.png", PNG)])
    page = page_of(signed_in(Role.COUNSEL), request)
    document = request.documents.get()
    assert "subpoena.png" in page
    assert document.sha256 in page
    assert document.blob not in page


def test_the_ladder_says_which_process_would_open_what_is_not_reached(
    signed_in: SignedIn, on_the_desk: OnTheDesk
) -> None:
    page = page_of(signed_in(Role.ANALYST), on_the_desk())
    assert "Would open it: Warrant" in page


def test_the_ledger_entries_of_the_request_stand_on_its_page_with_who_acted(
    signed_in: SignedIn, on_the_desk: OnTheDesk, make_person: MakePerson
) -> None:
    holder = make_person(Role.COUNSEL, name="Ingrid Vasquez-Lund")
    page = page_of(signed_in(holder), on_the_desk(holder=holder))
    assert "A request arrived and was stored." in page
    assert "A person took a request, or was given it." in page
    assert page.count("Ingrid Vasquez-Lund") >= 2


def test_the_custodian_is_offered_nothing_that_decides(signed_in: SignedIn, on_the_desk: OnTheDesk) -> None:
    page = page_of(signed_in(Role.CUSTODIAN), on_the_desk())
    for act in ("assign", "decide", "attest", "overrule", "call-back"):
        assert f"/{act}/" not in page


def test_a_name_with_markup_is_shown_as_text(signed_in: SignedIn, on_the_desk: OnTheDesk) -> None:
    named = {**LEGAL["officer"], "name": "<script>alert(1)</script>"}
    page = page_of(signed_in(Role.ANALYST), on_the_desk(officer=named))
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_name_of_three_hundred_characters_and_one_from_right_to_left_are_shown_whole(
    signed_in: SignedIn, on_the_desk: OnTheDesk
) -> None:
    name = "משטרת ישראל " * 25
    agency = {**LEGAL["agency"], "name": name.strip()}
    page = page_of(signed_in(Role.ANALYST), on_the_desk(agency=agency))
    assert f"<bdi>{name.strip()}</bdi>" in page


def test_the_page_of_a_request_whose_key_was_destroyed_says_so(
    signed_in: SignedIn, on_the_desk: OnTheDesk
) -> None:
    request = on_the_desk()
    request.data_key.wrapped = None
    request.data_key.save()
    assert "key of this request was destroyed" in page_of(signed_in(Role.ANALYST), request)


@pytest.mark.parametrize("document", [LEGAL, EMERGENCY], ids=lambda each: each["kind"])
def test_the_page_costs_no_more_queries_with_many_documents_and_entries(
    document: dict[str, object],
    signed_in: SignedIn,
    on_the_desk: OnTheDesk,
    django_assert_max_num_queries,
) -> None:
    client = signed_in(Role.ANALYST)
    few = on_the_desk(document)
    many = on_the_desk(document, uploads=[(f"{number}.png", PNG) for number in range(15)])
    for request in (few, many):
        with django_assert_max_num_queries(30):
            page_of(client, request)
