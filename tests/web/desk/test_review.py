"""Looking through what was collected: the overview, the records, leaving out, and what nobody else sees."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.conftest import MakePerson
from tests.factories import LEGAL, PNG
from tests.web.desk.conftest import OnTheDesk, SignedIn, attest_all, work
from writdesk.actions.actor import Actor
from writdesk.actions.producing.reviewing import pages_of, section_of
from writdesk.actions.producing.start_collection import start_collection
from writdesk.actions.review.confirm_decision import confirm_decision
from writdesk.actions.review.propose_decision import Proposal, propose_decision
from writdesk.adapters.staging import stage
from writdesk.adapters.vault import desk_blobs, secret_of
from writdesk.core.collected import Media, Record
from writdesk.core.letters import Letter
from writdesk.ledger.entry import decode
from writdesk.store.decisions import Decision
from writdesk.store.ledger import body_of, current_frontier
from writdesk.store.people import Person, Role
from writdesk.store.productions import left_out_of
from writdesk.store.requests import Request

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clipstream")]
WARRANT = {
    "process": {**LEGAL["process"], "id": "warrant", "form": None},
    "data_requested": [
        {"category": "subscriber_information"},
        {"category": "user_interactions", "from": "2024-01-01", "until": "2024-02-29"},
    ],
}
CATEGORIES = ("subscriber_information", "user_interactions")
Approve = Callable[[], Request]


@pytest.fixture
def approve(on_the_desk: OnTheDesk, make_person: MakePerson) -> Approve:
    """A warrant for content, approved by two people; the custodian has begun to collect."""

    def bring() -> Request:
        analyst, counsel = make_person(Role.ANALYST), make_person(Role.COUNSEL)
        request = on_the_desk({**LEGAL, **WARRANT}, holder=analyst)
        attest_all(request, analyst)
        letter = Letter(id="approval", subject="Approved", text="We will provide it.")
        proposal = Proposal(
            outcome=Decision.Outcome.APPROVE, reason="Complete.", letter=letter, categories=CATEGORIES
        )
        at = timezone.now()
        propose_decision(request.reference, proposal=proposal, by=Actor(person=analyst), at=at)
        confirm_decision(request.reference, by=Actor(person=counsel), at=at)
        custodian = make_person(Role.CUSTODIAN)
        start_collection(request.reference, by=Actor(person=custodian), at=at)
        request.refresh_from_db()
        return request

    return bring


@pytest.fixture
def collected(approve: Approve) -> Request:
    request = approve()
    work()
    request.refresh_from_db()
    return request


def address(request: Request, place: str = "") -> str:
    return f"/desk/requests/{request.reference}/collected/{place}"


MESSAGES = "user_interactions/direct_message/"


def first_number(request: Request) -> int:
    return section_of(request.collections.get(), "user_interactions", "direct_message").first


def leave(client: Client, request: Request, **changes: object):
    request.refresh_from_db()
    sent = {
        "revision": request.revision,
        "which": "chosen",
        "reason": "privileged",
        "record": [str(first_number(request))],
        **changes,
    }
    return client.post(address(request, f"{MESSAGES}leave-out/"), sent)


def codes() -> list[str]:
    return [str(decode(body_of(index)).code) for index in range(current_frontier().size)]


def test_the_overview_says_what_was_collected_and_what_is_not_held(
    signed_in: SignedIn, collected: Request
) -> None:
    page = signed_in(Role.CUSTODIAN).get(address(collected)).content.decode()
    for words in ("Direct message", "Held in part, held encrypted", "other people", "<dd>None</dd>"):
        assert words in page
    assert "Look at the counts and certify" in page


def test_while_it_is_collected_the_overview_says_how_far_it_is(signed_in: SignedIn, approve: Approve) -> None:
    request = approve()
    page = signed_in(Role.CUSTODIAN).get(address(request)).content.decode()
    assert "The records are being collected: 0 so far." in page
    assert "data-waits" in page


def test_an_analyst_sees_the_counts_and_not_the_records(signed_in: SignedIn, collected: Request) -> None:
    analyst = signed_in(Role.ANALYST)
    page = analyst.get(address(collected)).content.decode()
    assert "Direct message" in page
    assert MESSAGES not in page
    assert "Put back" not in page
    assert analyst.get(address(collected, MESSAGES)).status_code == 404


def test_counsel_reads_and_does_not_leave_out(signed_in: SignedIn, collected: Request) -> None:
    counsel = signed_in(Role.COUNSEL)
    page = counsel.get(address(collected, MESSAGES)).content.decode()
    assert "Leave out the chosen" not in page
    assert leave(counsel, collected).status_code == 404


def test_opening_a_kind_of_record_is_entered_once_and_no_page_grows_old(
    signed_in: SignedIn, collected: Request
) -> None:
    custodian = signed_in(Role.CUSTODIAN)
    for _ in range(3):
        assert custodian.get(address(collected, MESSAGES)).status_code == 200
    assert codes().count("records.read") == 1
    assert leave(custodian, collected).status_code == 302


def test_a_record_is_left_out_is_marked_and_is_put_back(signed_in: SignedIn, collected: Request) -> None:
    custodian = signed_in(Role.CUSTODIAN)
    assert leave(custodian, collected).status_code == 302
    page = custodian.get(address(collected, MESSAGES)).content.decode()
    assert "Left out: Privileged" in page
    assert "1 left out" in page
    overview = custodian.get(address(collected)).content.decode()
    back = re.search(r'action="(/desk/requests/[^"]+/left-out/\d+/)"', overview)
    assert back is not None
    collected.refresh_from_db()
    assert custodian.post(back[1], {"revision": collected.revision}).status_code == 302
    assert left_out_of(collected.collections.get()) == ()


def test_what_was_typed_and_chosen_stays_when_a_reason_is_missing(
    signed_in: SignedIn, collected: Request
) -> None:
    custodian = signed_in(Role.CUSTODIAN)
    refused = leave(custodian, collected, reason="", words="Because of Mr. Abel.")
    page = refused.content.decode()
    assert refused.status_code == 400
    assert "Choose a reason from the list." in page
    assert "Because of Mr. Abel." in page
    assert f'value="{first_number(collected)}" checked' in page


def test_a_search_finds_by_value_and_stays_out_of_the_address(
    signed_in: SignedIn, collected: Request
) -> None:
    custodian = signed_in(Role.CUSTODIAN)
    collection = collected.collections.get()
    section = section_of(collection, "user_interactions", "direct_message")
    body = str(pages_of(collection).page(section.first, section.first)[0].values["body"])
    found = custodian.post(address(collected, MESSAGES), {"find": body[:12].upper()})
    page = found.content.decode()
    assert found.status_code == 200
    assert f'id="record-{section.first}"' in page
    assert "Leave out all that mention" in page
    none = custodian.post(address(collected, MESSAGES), {"find": "no such words anywhere"})
    assert "No record mentions this." in none.content.decode()


def test_all_that_a_search_finds_is_left_out(signed_in: SignedIn, collected: Request) -> None:
    custodian = signed_in(Role.CUSTODIAN)
    collection = collected.collections.get()
    section = section_of(collection, "user_interactions", "direct_message")
    sender = pages_of(collection).page(section.first, section.first)[0].values["sender"]
    many = sum(1 for _ in pages_of(collection).find(section, str(sender)))
    custodian.post(address(collected, MESSAGES), {"find": str(sender)})
    assert leave(custodian, collected, which="matching", find=str(sender)).status_code == 302
    assert collection.left_outs.get().records == many


def test_abuse_material_is_not_shown_again(signed_in: SignedIn, collected: Request) -> None:
    custodian = signed_in(Role.CUSTODIAN)
    collection = collected.collections.get()
    record = pages_of(collection).page(first_number(collected), first_number(collected))[0]
    leave(custodian, collected, reason="abuse_material")
    page = custodian.get(address(collected, MESSAGES)).content.decode()
    head = page.split(f'id="record-{record.number}"')[1].split('<li class="record')[0]
    assert "Not shown." in head
    assert "<dl" not in head


def with_files(request: Request, *files: Media) -> str:
    """The collection is of one video with these files instead; the address of its section."""
    video = Record(
        category="video_content", kind="video", account="1", id="v1", values={"caption": "Pier"}, media=files
    )
    staged = stage([video], desk_blobs(), secret_of(request.data_key))
    request.collections.update(
        records_blob=staged.records_blob,
        media_blob=staged.media_blob,
        marks=staged.marks.tobytes(),
        sections=[section.document() for section in staged.sections],
    )
    return address(request, "video_content/video/")


def file(name: str, media_type: str, content: bytes) -> Media:
    return Media(name=name, media_type=media_type, size=len(content), open_stream=lambda: BytesIO(content))


def test_a_picture_of_a_record_is_drawn_and_no_byte_of_a_film_is_sent(
    signed_in: SignedIn, collected: Request
) -> None:
    section = with_files(
        collected, file("film.webm", "video/webm", b"\x1aE\xdf\xa3 film"), file("still.png", "image/png", PNG)
    )
    custodian = signed_in(Role.CUSTODIAN)
    page = custodian.get(section).content.decode()
    assert "not opened here" in page
    assert hashlib.sha256(b"\x1aE\xdf\xa3 film").hexdigest() in page
    assert page.count("Look at the picture") == 1
    assert custodian.get(f"{section}0/0.png").status_code == 404
    drawn = custodian.get(f"{section}0/1.png")
    assert (drawn.status_code, drawn["Content-Type"]) == (200, "image/png")
    assert drawn.content != PNG
    for nothing in ("0/2.png", "7/1.png"):
        assert custodian.get(f"{section}{nothing}").status_code == 404


def test_a_picture_of_abuse_is_not_drawn_again(signed_in: SignedIn, collected: Request) -> None:
    section = with_files(collected, file("still.png", "image/png", PNG))
    custodian = signed_in(Role.CUSTODIAN)
    collected.refresh_from_db()
    sent = {
        "revision": collected.revision,
        "which": "chosen",
        "reason": "abuse_material",
        "record": ["0"],
        "words": "Seen in the still.",
    }
    assert custodian.post(f"{section}leave-out/", sent).status_code == 302
    assert custodian.get(f"{section}0/0.png").status_code == 404
    assert "still.png" not in custodian.get(section).content.decode()


def test_what_is_certified_is_shown_with_its_hashes_and_a_change_meanwhile_is_told(
    signed_in: SignedIn, collected: Request
) -> None:
    custodian = signed_in(Role.CUSTODIAN)
    leave(custodian, collected)
    collected.refresh_from_db()
    seen = collected.revision
    certify = f"/desk/requests/{collected.reference}/certify/"
    page = custodian.get(certify).content.decode()
    assert "user_interactions/direct_message.jsonl" in page
    assert "1 record is left out" in " ".join(page.replace("<strong>", "").split())
    leave(custodian, collected, record=[str(first_number(collected) + 1)])
    refused = custodian.post(certify, {"revision": seen})
    assert refused.status_code == 409
    assert "Somebody changed this meanwhile" in refused.content.decode()
    assert "A custodian left records out of what was collected." in refused.content.decode()


def test_the_hashes_that_were_shown_are_those_of_the_package(signed_in: SignedIn, collected: Request) -> None:
    custodian = signed_in(Role.CUSTODIAN)
    leave(custodian, collected)
    certify = f"/desk/requests/{collected.reference}/certify/"
    shown = set(re.findall(r"\b[0-9a-f]{64}\b", custodian.get(certify).content.decode()))
    collected.refresh_from_db()
    assert custodian.post(certify, {"revision": collected.revision}).status_code == 302
    assert "the package is being built" in custodian.get(address(collected)).content.decode()
    work()
    production = collected.productions.get()
    assert production.state == "built", production.fault
    assert shown == set(production.certified_tables.values())
    assert leave(custodian, collected).status_code == 409


def test_a_section_asks_the_database_as_often_for_fifty_records_as_for_one(
    signed_in: SignedIn, collected: Request
) -> None:
    custodian = signed_in(Role.CUSTODIAN)
    asked = []
    for place in ("subscriber_information/account/", MESSAGES):
        custodian.get(address(collected, place))
        with CaptureQueriesContext(connection) as queries:
            assert custodian.get(address(collected, place)).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 20


def test_nothing_can_be_looked_through_before_it_is_collected(signed_in: SignedIn, approve: Approve) -> None:
    request = approve()
    assert signed_in(Role.CUSTODIAN).get(address(request, MESSAGES)).status_code == 404
    assert Person.objects.filter(username=Role.CUSTODIAN).exists()
