"""A session that ends in the middle of a form loses nothing, and shows nothing to anybody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.actions.story import Story
from tests.factories import NOW
from tests.web.officer.walking import begin, page_of, pdf
from writdesk.actions.intake.sweep_blobs import sweep_blobs
from writdesk.actions.people.sign_in import use_sign_in_link
from writdesk.adapters.vault import desk_blobs
from writdesk.store.drafts import DraftFile
from writdesk.web import kept

pytestmark = pytest.mark.django_db

ORIGIN = {"HTTP_ORIGIN": "http://testserver"}


def ended(client: Client) -> Client:
    """The browser after its session has ended: it still knows who worked in it."""
    del client.cookies[settings.SESSION_COOKIE_NAME]
    return client


@pytest.fixture
def browser(story: Story) -> Client:
    """A browser in which the officer works."""
    client = Client()
    client.force_login(story.people["officer"])
    return client


def test_a_session_that_ended_loses_nothing_that_was_typed(browser: Client, story: Story) -> None:
    address = begin(browser)
    typed = {"officer.name": "Typed for an hour"}
    response = ended(browser).post(f"{address}officer/", typed, **ORIGIN)
    assert response.headers["Location"] == f"/officer/sign-in/?next={address}officer/"
    assert "What you typed is kept" in page_of(browser.get(response.headers["Location"]))
    browser.force_login(story.people["officer"])
    page = page_of(browser.get(f"{address}officer/"))
    assert "Typed for an hour" in page
    assert "Typed for an hour" not in page_of(browser.get(f"{address}officer/"))


def test_a_session_that_ended_loses_no_upload(browser: Client, story: Story) -> None:
    address = begin(browser)
    ended(browser).post(f"{address}files/", {"documents": [pdf("subpoena.pdf")]}, **ORIGIN)
    (blob,) = desk_blobs().names()
    assert b"%PDF" not in desk_blobs().path(blob).read_bytes()
    browser.force_login(story.people["officer"])
    page = page_of(browser.get(f"{address}files/"))
    assert "Nothing is lost" in page
    assert "subpoena.pdf" in page
    assert not DraftFile.objects.exists()
    page = page_of(browser.post(f"{address}files/", follow=True))
    assert "The file is kept." in page
    assert "Nothing is lost" not in page
    assert DraftFile.objects.count() == 1
    assert set(desk_blobs().names()) == {DraftFile.objects.get().blob}


def test_files_sent_with_the_last_button_after_the_session_ended_go_with_the_request(
    browser: Client, story: Story
) -> None:
    address = begin(browser)
    ended(browser).post(f"{address}check/", {"documents": [pdf("subpoena.pdf")]}, **ORIGIN)
    browser.force_login(story.people["officer"])
    assert "Nothing is lost" in page_of(browser.get(f"{address}check/"))
    receipt = page_of(browser.post(f"{address}check/", follow=True))
    assert "subpoena.pdf" in receipt


def test_on_a_shared_computer_nobody_else_is_shown_what_was_kept(
    browser: Client, links: Callable[[str], str]
) -> None:
    browser.get("/officer/")
    ended(browser).post("/officer/new/", {"agency.jurisdiction": "SG", "kind": "legal"}, **ORIGIN)
    other = use_sign_in_link(links("sam.cole@shelbyville-pd.example"), at=NOW)
    browser.force_login(other)
    page = page_of(browser.get("/officer/new/"))
    assert "Your session had ended" not in page
    assert '<option value="SG" selected>' not in page
    assert kept.KEPT not in browser.session


def test_a_stranger_at_a_browser_that_no_officer_used_leaves_nothing(client: Client, story: Story) -> None:
    client.post("/officer/new/", {"kind": "legal", "documents": [pdf()]}, **ORIGIN)
    assert kept.KEPT not in client.session
    assert not set(desk_blobs().names())


def test_what_was_kept_is_over_after_two_hours(
    browser: Client, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = begin(browser)
    ended(browser).post(f"{address}officer/", {"officer.name": "Typed long ago"}, **ORIGIN)
    browser.force_login(story.people["officer"])
    later = kept.time() + 2 * 3600 + 1
    monkeypatch.setattr(kept, "time", lambda: later)
    assert "Typed long ago" not in page_of(browser.get(f"{address}officer/"))
    assert kept.KEPT not in browser.session


def test_a_file_that_nobody_came_back_for_is_swept(browser: Client, desk: Any) -> None:
    address = begin(browser)
    ended(browser).post(f"{address}files/", {"documents": [pdf()]}, **ORIGIN)
    assert sweep_blobs(older_than=timedelta(seconds=-5)) == 1


def test_a_forged_cookie_keeps_nothing(client: Client, story: Story) -> None:
    client.cookies[settings.LAST_OFFICER_COOKIE_NAME] = "somebody:1abcde:forged"
    client.post("/officer/new/", {"kind": "legal"}, **ORIGIN)
    assert kept.KEPT not in client.session


def test_what_another_site_sends_is_not_kept_for_the_officer(browser: Client) -> None:
    browser.get("/officer/")
    origin = {"HTTP_ORIGIN": "https://elsewhere.example"}
    ended(browser).post("/officer/new/", {"agency.name": "Forged"}, **origin)
    assert kept.KEPT not in browser.session
