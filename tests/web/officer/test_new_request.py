"""From the first step to the receipt: what is asked, what is said at once, and what is kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.actions.story import Story
from tests.web.officer.walking import KIND, STEPS, begin, fill, page_of, pdf, send
from writdesk.actions.drafts.keep_draft import content_of
from writdesk.actions.intake import uploads as upload_actions
from writdesk.actions.reading import assessment_of, form_of
from writdesk.adapters.blobs import FileBlobs, StorageFull
from writdesk.documents.errors import ReaderBusy
from writdesk.store.drafts import Draft
from writdesk.store.requests import Request

pytestmark = pytest.mark.django_db


def test_the_first_page_says_how_to_begin(officer: Client) -> None:
    assert "Begin a request" in page_of(officer.get("/officer/"))


def test_nothing_is_made_before_the_first_step_is_kept(officer: Client) -> None:
    officer.get("/officer/new/")
    assert not Draft.objects.exists()


def test_without_its_kind_no_draft_is_made_and_what_was_answered_stays(officer: Client) -> None:
    response = officer.post("/officer/new/", KIND | {"kind": ""})
    assert response.status_code == 400
    assert "Choose the kind of request" in page_of(response)
    assert '<option value="US" selected>' in page_of(response)
    assert not Draft.objects.exists()


def test_a_link_to_an_emergency_has_chosen_the_kind_and_says_nothing_of_a_lost_session(
    officer: Client,
) -> None:
    page = page_of(officer.get("/officer/new/?kind=emergency"))
    assert 'value="emergency" checked' in page
    assert "session had ended" not in page
    assert "checked" not in page_of(officer.get("/officer/new/?kind=other"))


def test_the_start_leads_to_an_emergency_request(client: Client) -> None:
    assert 'href="/officer/new/?kind=emergency"' in page_of(client.get("/"))


def test_what_was_left_open_is_counted_at_the_check_and_not_spread_out(officer: Client) -> None:
    page = page_of(officer.get(f"{fill(officer)}check/"))
    assert "<summary>Not stated (" in page
    assert "<li>Under which statute?</li>" in page


def test_a_request_goes_from_the_first_step_to_its_receipt(officer: Client, story: Story) -> None:
    response = send(officer, fill(officer), pdf())
    request = Request.objects.get()
    assert response.headers["Location"] == f"/officer/requests/{request.reference}/receipt/"
    receipt = page_of(officer.get(response.headers["Location"]))
    assert request.reference in receipt
    assert "does not waive any objections" in receipt
    assert "order.pdf" in receipt
    assert "25 Mar 2026" in receipt
    form = form_of(request)
    assert (request.channel, request.officer, request.documents.count()) == ("portal", story.officer, 1)
    assert form.officer.badge_number == "4471"
    assert form.data_requested[1].from_on is not None
    assert form.message.sender_domain_is_law_enforcement is None


def test_the_check_shows_the_assessment_as_the_desk_will_see_it(officer: Client) -> None:
    address = fill(officer)
    page = page_of(officer.get(f"{address}check/"))
    assert "some of what you ask for can be reached, and some not" in page
    assert "This information is available only pursuant to a warrant" in page
    send(officer, address)
    assert assessment_of(Request.objects.get()).disposition.value == "proceed_in_part"


def test_what_is_missing_is_said_beside_its_field_with_the_guidelines_sentence(officer: Client) -> None:
    address = begin(officer)
    answers = STEPS["officer"] | {"officer.mailing_address": "P.O. Box 12, Springfield"}
    officer.post(f"{address}officer/", answers)
    page = page_of(officer.get(f"{address}officer/"))
    assert 'id="officer-mailing_address-remarks"' in page
    assert "Give the street address of your agency; P.O. boxes are not accepted." in page
    assert "Requesting agent mailing address (P.O Box will not be accepted)" in page


def test_whoever_did_not_say_whether_it_is_law_enforcement_is_asked_and_not_sent_away(
    officer: Client,
) -> None:
    address = begin(officer, **{"kind": "emergency", "agency.is_law_enforcement": ""})
    page = page_of(officer.get(f"{address}kind/"))
    assert "Say yes or no." in page
    assert "Contact your local law enforcement" not in page


def test_a_warning_never_blocks(officer: Client) -> None:
    response = send(officer, begin(officer))
    assert response.status_code == 302
    assert Request.objects.get().kind == "legal"


def test_a_step_that_was_warned_of_lets_the_same_answers_pass(officer: Client) -> None:
    address = begin(officer)
    first = officer.post(f"{address}officer/", {"officer.name": "Dana Ruiz"})
    second = officer.post(f"{address}officer/", {"officer.name": "Dana Ruiz"})
    assert first.headers["Location"] == f"{address}officer/"
    assert second.headers["Location"] == f"{address}accounts/"


def test_a_day_that_is_none_is_named_and_kept_as_typed(officer: Client) -> None:
    address = begin(officer)
    officer.post(f"{address}officer/", STEPS["officer"] | {"response_requested_by": "25/03/2026"})
    page = page_of(officer.get(f"{address}officer/"))
    assert "Write the day as year-month-day" in page
    assert 'value="25/03/2026"' in page


@pytest.mark.parametrize(
    ("country", "guideline"), [("JP", "tiktok-pte"), ("US", "tiktok-inc"), ("SG", "tiktok-pte")]
)
def test_the_agencys_country_routes_at_once(country: str, guideline: str, officer: Client) -> None:
    address = begin(officer, **{"agency.jurisdiction": country})
    assert f"/guidelines/{guideline}/" in page_of(officer.get(address))
    send(officer, address)
    assert Request.objects.get().guideline_id == guideline


def test_an_officer_whom_nobody_here_serves_is_told_where_to_go(officer: Client) -> None:
    page = page_of(officer.get(begin(officer, **{"agency.jurisdiction": "RU"})))
    assert "This request belongs elsewhere" in page
    assert 'href="https://www.tiktok.com/legal/law-enforcement?lang=ru"' in page
    assert "with primary jurisdiction in Russia" in page


def test_an_authority_from_abroad_is_told_by_which_way_to_come(officer: Client) -> None:
    address = begin(officer, **{"agency.jurisdiction": "DE"})
    page = page_of(officer.get(address))
    assert "This request has to come by treaty." in page
    assert "An authority of Germany comes by a Mutual Legal Assistance Treaty (MLAT) request" in page
    officer.post(f"{address}grounds/", {"process.id": "mlat_request", "foreign.treaty_reference": "T-17"})
    assert "falls under the guideline of" in page_of(officer.get(address))
    send(officer, address)
    foreign = form_of(Request.objects.get()).foreign
    assert foreign is not None
    assert foreign.treaty_reference == "T-17"


def test_processes_and_data_come_from_the_guideline(officer: Client) -> None:
    address = begin(officer, **{"agency.jurisdiction": "JP"})
    page = page_of(officer.get(f"{address}grounds/"))
    assert 'value="search_order"' in page
    assert 'value="subpoena"' not in page


@pytest.mark.parametrize(
    ("kind", "question"),
    [("emergency", "emergency.harm"), ("preservation", "preservation.steps_being_taken")],
)
def test_each_kind_has_its_own_grounds(kind: str, question: str, officer: Client) -> None:
    address = begin(officer, kind=kind)
    assert f'name="{question}"' in page_of(officer.get(f"{address}grounds/"))


def test_an_emergency_is_sent_with_what_was_told(officer: Client) -> None:
    address = begin(officer, kind="emergency")
    officer.post(f"{address}grounds/", {"emergency.harm": "death", "emergency.nature": "A threat."})
    send(officer, address)
    request = Request.objects.get()
    assert request.reference.startswith("ER-")
    emergency = form_of(request).emergency
    assert emergency is not None
    assert (emergency.harm, emergency.nature) == ("death", "A threat.")


def test_several_accounts_each_with_several_identifiers(officer: Client) -> None:
    address = begin(officer)
    one = {"accounts.0.username": "lucky.lark", "accounts.0.user_id": "17", "add": "1"}
    assert officer.post(f"{address}accounts/", one).headers["Location"] == f"{address}accounts/"
    assert 'name="accounts.1.username"' in page_of(officer.get(f"{address}accounts/"))
    officer.post(f"{address}accounts/", {**one, "accounts.1.username": "grey.heron", "add": ""})
    send(officer, address)
    accounts = form_of(Request.objects.get()).accounts
    assert [len(account.identifiers) for account in accounts] == [2, 1]


def test_a_draft_is_sealed_and_emptied_once_sent(officer: Client) -> None:
    address = fill(officer)
    draft = Draft.objects.get()
    assert b"Springfield" not in bytes(draft.form_sealed)
    send(officer, address)
    draft.refresh_from_db()
    assert content_of(draft) == {}
    assert draft.submitted_reference == Request.objects.get().reference


def test_sent_twice_it_is_one_request_and_the_back_button_leads_to_its_receipt(officer: Client) -> None:
    address = fill(officer)
    first, second = send(officer, address, pdf()), send(officer, address, pdf())
    assert first.headers["Location"] == second.headers["Location"]
    assert Request.objects.count() == 1
    for way_back in (address, f"{address}check/", f"{address}officer/"):
        assert officer.get(way_back).headers["Location"] == first.headers["Location"]


def test_a_step_kept_after_sending_changes_nothing(officer: Client) -> None:
    address = fill(officer)
    receipt = send(officer, address).headers["Location"]
    assert officer.post(f"{address}officer/", {"officer.name": "Else"}).headers["Location"] == receipt


def test_a_draft_can_be_thrown_away(officer: Client) -> None:
    address = begin(officer)
    assert officer.get(f"{address}discard/").status_code == 200
    officer.post(f"{address}discard/")
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"MZ\x90\x00" + b"\0" * 200, "Upload one of these instead"),
        (b"%PDF-1.7\nnothing", "damaged or incomplete"),
        (b"", "empty"),
    ],
)
def test_a_file_that_cannot_be_taken_is_named_beside_the_field(
    content: bytes, said: str, officer: Client
) -> None:
    response = send(officer, fill(officer), SimpleUploadedFile("order.pdf", content))
    assert response.status_code == 400
    assert said in page_of(response)
    assert "order.pdf" in page_of(response)
    assert not Request.objects.exists()


def test_a_file_that_is_too_large_is_named_beside_the_field(officer: Client, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 100_000
    response = send(officer, fill(officer), SimpleUploadedFile("scan.pdf", b"x" * 100_001))
    assert response.status_code == 400
    assert "scan.pdf: This file is larger than" in page_of(response)
    assert 'href="#documents"' in page_of(response)


def test_when_documents_cannot_be_read_nothing_is_sent_and_the_draft_stays(
    officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: Any, **__: Any) -> None:
        raise ReaderBusy

    monkeypatch.setattr(upload_actions, "inspect", busy)
    address = fill(officer)
    response = send(officer, address, pdf())
    assert "We cannot read documents right now; try again in a minute." in page_of(response)
    assert "Springfield Police Department" in page_of(officer.get(f"{address}check/"))


def test_when_the_storage_is_full_nothing_was_kept_and_the_draft_stays(
    officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise StorageFull("full")

    monkeypatch.setattr(FileBlobs, "create", full)
    address = fill(officer)
    response = send(officer, address, pdf())
    assert response.status_code == 400
    assert "The request was not sent" in page_of(response)
    assert not Request.objects.exists()
    assert Draft.objects.get().submitted_reference == ""


@pytest.mark.parametrize(
    "name",
    ["عبد الرحمن " * 27, "<script>alert(1)</script>", "x" * 300, '" onfocus="alert(1)', "a\x00b\u202ec"],
)
def test_a_strange_name_is_shown_as_text_and_sent(name: str, officer: Client) -> None:
    address = fill(officer, officer=STEPS["officer"] | {"officer.name": name, "agency.name": name})
    pages = [page_of(officer.get(f"{address}{step}")) for step in ("officer/", "check/")]
    receipt = send(officer, address).headers["Location"]
    pages += [page_of(officer.get(receipt)), page_of(officer.get("/officer/"))]
    for page in pages:
        assert "<script>alert" not in page
        assert '" onfocus="' not in page
    assert form_of(Request.objects.get()).officer.name == name.replace("\x00", "").strip()


def test_a_field_that_no_page_has_is_not_kept(officer: Client) -> None:
    officer.post("/officer/new/", {**KIND, "received_at": "1999-01-01", "attested.good_faith": "yes"})
    assert set(content_of(Draft.objects.get())["answers"]) == {*KIND, "officer.email"}
