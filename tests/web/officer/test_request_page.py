"""After sending: where it stands, letters, answers, withdrawal, the package."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.test import Client

from tests.actions.story import Story
from tests.conftest import MakePerson, sign_in
from tests.web.officer.at_the_desk import ask, deliver, take_up
from tests.web.officer.walking import page_of, pdf
from writdesk.actions.reading import form_of
from writdesk.adapters.vault import desk_blobs
from writdesk.core.lifecycle import Status
from writdesk.store.ledger import LedgerEntry
from writdesk.store.people import Role
from writdesk.web.officer.words import STATUSES

PAGES = ("", "receipt/", "answer/", "withdraw/", "package/")


@pytest.fixture
def sent(story: Story, db: None) -> str:
    """The address of a request that the officer sent."""
    return f"/officer/requests/{story.received().reference}/"


def test_every_status_has_words_for_the_officer() -> None:
    assert set(STATUSES) == set(Status)


def test_the_list_shows_the_status_in_words_and_what_happens_next(officer: Client, sent: str) -> None:
    page = page_of(officer.get("/officer/"))
    assert "Received" in page
    assert "Nobody has opened it yet" in page
    assert sent in page


@pytest.mark.parametrize("page", PAGES)
def test_another_officers_request_is_absent(
    page: str, sent: str, make_person: MakePerson, client: Client
) -> None:
    sign_in(client, make_person(Role.OFFICER))
    assert client.get(f"{sent}{page}").status_code == 404
    assert client.post(f"{sent}{page}").status_code == 404


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICER])
def test_the_officers_pages_are_absent_for_staff(
    role: Role, sent: str, make_person: MakePerson, client: Client
) -> None:
    sign_in(client, make_person(role, username="staff"))
    assert {client.get(f"{sent}{page}").status_code for page in PAGES} == {404}


def test_another_officers_draft_is_absent(officer: Client, make_person: MakePerson) -> None:
    from tests.web.officer.walking import begin

    address = begin(officer)
    other = Client()
    sign_in(other, make_person(Role.OFFICER))
    for page in ("", "officer/", "check/", "discard/"):
        assert other.get(f"{address}{page}").status_code == 404
        assert other.post(f"{address}{page}").status_code == 404


def test_letters_are_shown_in_full(officer: Client, sent: str) -> None:
    page = page_of(officer.get(sent))
    assert "we have received your request" in page
    assert "does not waive any objections" in page


def test_an_answer_with_a_particular_put_right_and_a_document(officer: Client, story: Story) -> None:
    request = story.received(process=None).request
    ask(story, request)
    address = f"/officer/requests/{request.reference}/"
    page = page_of(officer.get(f"{address}answer/"))
    assert 'name="process.id"' in page
    assert 'name="officer.badge_number"' not in page
    before = form_of(story.fresh())
    answer = {"text": "It is a warrant.", "process.id": "warrant", "documents": [pdf("warrant.pdf")]}
    response = officer.post(f"{address}answer/", answer)
    assert response.headers["Location"] == address
    after = form_of(story.fresh())
    assert after.process is not None
    assert after.process.id == "warrant"
    assert (after.officer, after.notice, after.data_requested) == (
        before.officer,
        before.notice,
        before.data_requested,
    )
    page = page_of(officer.get(address))
    assert "It is a warrant." in page
    assert "warrant.pdf" in page


def test_an_empty_answer_is_refused_and_what_was_typed_stays(officer: Client, story: Story) -> None:
    request = story.received(process=None).request
    ask(story, request)
    address = f"/officer/requests/{request.reference}/answer/"
    response = officer.post(address, {"text": "  "})
    assert response.status_code == 400
    assert "Write an answer, add a document, or correct the form." in page_of(response)


def test_an_answer_to_what_changed_meanwhile_is_told_so_and_kept_on_the_page(
    officer: Client, story: Story
) -> None:
    request = story.received(process=None).request
    ask(story, request)
    address = f"/officer/requests/{request.reference}/answer/"
    response = officer.post(address, {"text": "A long answer.", "revision": "1"})
    assert response.status_code == 400
    assert "was changed since you opened it" in page_of(response)
    assert "A long answer." in page_of(response)


def test_nothing_is_answered_where_nothing_was_asked(officer: Client, sent: str) -> None:
    assert officer.get(f"{sent}answer/").headers["Location"] == sent


def test_a_request_is_withdrawn_after_asking(officer: Client, sent: str, story: Story) -> None:
    assert "Withdraw LR-" in page_of(officer.get(f"{sent}withdraw/"))
    assert story.fresh().status == "received"
    officer.post(f"{sent}withdraw/", {"revision": "1"})
    assert story.fresh().status == "withdrawn"
    assert "You have taken it back" in page_of(officer.get(sent))


def test_what_moved_on_meanwhile_is_not_withdrawn_unseen(officer: Client, sent: str, story: Story) -> None:
    take_up(story, story.request)
    response = officer.post(f"{sent}withdraw/", {"revision": "1"})
    assert response.status_code == 409
    assert "was changed since you opened it" in page_of(response)
    assert story.fresh().status == "under_review"


def test_before_delivery_there_is_no_package(known_officer: Client, sent: str) -> None:
    assert known_officer.get(f"{sent}package/").status_code == 404
    assert known_officer.post(f"{sent}package/").status_code == 404


def test_looking_counts_nothing_and_the_button_downloads_what_was_certified(
    known_officer: Client, sent: str, story: Story
) -> None:
    deliver(story, story.request)
    entries = LedgerEntry.objects.count()
    page = page_of(known_officer.get(f"{sent}package/"))
    production = story.request.productions.get()
    assert production.sha256 in page
    assert "Subscriber Information" in page
    assert (LedgerEntry.objects.count(), production.downloads) == (entries, 0)
    response: Any = known_officer.post(f"{sent}package/")
    package = b"".join(response.streaming_content)
    assert hashlib.sha256(package).hexdigest() == production.sha256
    assert response.headers["Content-Length"] == str(len(package)) == str(production.size)
    assert response.headers["Content-Disposition"] == f'attachment; filename="{story.reference}.zip"'
    assert "no-store" in response.headers["Cache-Control"]
    assert LedgerEntry.objects.count() == entries + 1


def test_after_its_time_the_package_is_not_downloaded_and_the_page_says_whom_to_ask(
    known_officer: Client, sent: str, story: Story
) -> None:
    deliver(story, story.request)
    story.request.productions.update(available_until=story.request.received_at)
    assert "The time to download it ended" in page_of(known_officer.get(f"{sent}package/"))
    response = known_officer.post(f"{sent}package/")
    assert response.status_code == 409
    assert "The time to download this package has passed" in page_of(response)


def test_where_the_package_is_gone_no_download_is_entered(
    known_officer: Client, sent: str, story: Story
) -> None:
    deliver(story, story.request)
    desk_blobs().remove(story.request.productions.get().blob)
    entries = LedgerEntry.objects.count()
    known_officer.raise_request_exception = False
    assert known_officer.post(f"{sent}package/").status_code == 500
    assert LedgerEntry.objects.count() == entries


def test_the_list_keeps_its_number_of_queries(
    officer: Client, story: Story, django_assert_max_num_queries: Any
) -> None:
    for _each in range(12):
        story.received()
    # One more than for an officer whose session showed a second factor: whether there is one to show.
    with django_assert_max_num_queries(9):
        officer.get("/officer/")


def test_ten_thousand_documents_are_counted_and_not_all_listed(officer: Client, story: Story) -> None:
    from tests.factories import PNG
    from tests.web.desk.test_documents import add_copies

    request = story.received(uploads=[("page.png", PNG)]).request
    add_copies(request, 10_000)
    for part in ("", "receipt/"):
        page = page_of(officer.get(f"/officer/requests/{request.reference}/{part}"))
        assert "and 9800 more" in page
        assert len(page) < 200_000
