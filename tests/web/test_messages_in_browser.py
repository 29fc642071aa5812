"""The thread on both sides in a real browser, at each width and in each colour scheme."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from tests.actions.conftest import desk, links, story
from tests.actions.story import Story
from tests.factories import LEGAL, NOW
from tests.web.test_pages import look_at
from writdesk.actions.correspondence.write_message import write_to_desk, write_to_officer
from writdesk.core.letters import Letter

__all__ = ["desk", "links", "story"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKS = [(1280, False), (390, True), (1280, True), (390, False)]
PO_BOX = {**LEGAL["officer"], "mailing_address": "P.O. Box 12, Springfield"}
ASKED = "Has the second account been found? The hearing was moved to Thursday."


@pytest.fixture
def thread(story: Story) -> Story:
    """A thread with a letter, a message each way, and one that is unread on each side."""
    story.minutes = int((timezone.now() - NOW).total_seconds() // 60) - 200
    notice = {**LEGAL["notice"], "prohibited_by_law": True}
    story.under_review(officer=PO_BOX, notice=notice)
    at, by = story.tick(), story.by("officer")
    write_to_desk(story.reference, text="When may I expect the records?", token="1", by=by, at=at)
    story.minutes += 30
    letter = Letter(id="", subject="", text="Within the week.\n\nWe hold your process against the guideline.")
    write_to_officer(story.reference, letter=letter, token="2", by=story.by("analyst"), at=story.tick())
    story.minutes += 30
    return story


def _look_everywhere(page: Any, name: str) -> None:
    for width, dark in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if dark else "light")
        look_at(page, name, width, dark)
    page.set_viewport_size({"width": 1280, "height": 900})


def test_an_officer_reads_and_writes(open_page: Callable[..., Any], thread: Story) -> None:
    page = open_page(person=thread.people["officer"])
    page.goto("/officer/")
    _look_everywhere(page, "officer-home-unread")
    page.goto(f"/officer/requests/{thread.reference}/")
    _look_everywhere(page, "officer-thread")
    page.get_by_role("button", name="Send the message").click()
    page.get_by_text("Write a message; a file alone says too little.").first.wait_for()
    _look_everywhere(page, "officer-message-refused")
    page.get_by_role("textbox", name="Your message").fill(ASKED)
    page.get_by_role("button", name="Send the message").click()
    page.get_by_text("Your message has arrived.").wait_for()
    assert page.locator(".letter.yours").last.inner_text().endswith("Thursday.")


def test_the_desk_sees_it_and_answers(open_page: Callable[..., Any], thread: Story) -> None:
    by = thread.by("officer")
    write_to_desk(thread.reference, text=ASKED, token="3", by=by, at=thread.tick())
    analyst = thread.people["analyst"]
    analyst.time_zone = "Asia/Tokyo"
    analyst.save()
    page = open_page(person=analyst)
    page.goto("/desk/")
    _look_everywhere(page, "desk-queue-signals")
    page.goto("/desk/?q=unread")
    _look_everywhere(page, "desk-unread")
    page.goto(f"/desk/requests/{thread.reference}/")
    _look_everywhere(page, "desk-thread")
    page.get_by_label("Write to the officer").fill("It has.")
    page.get_by_role("button", name="Letters and provisions").click()
    page.get_by_text("Provisions to cite", exact=True).first.click()
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Put them into the text").click()
    _look_everywhere(page, "desk-write")
    page.get_by_role("button", name="Send the message").click()
    page.get_by_text("not read by the officer yet").first.wait_for()


def test_the_time_zone_is_told_by_the_browser_and_chosen_on_its_page(
    chromium: Any, open_page: Callable[..., Any], thread: Story
) -> None:
    page = open_page(person=thread.people["officer"])
    page.goto("/account/time-zone/")
    _look_everywhere(page, "time-zone")
    assert "writdesk-zone=" in page.evaluate("document.cookie")
    page.get_by_label("Write times in").select_option("Asia/Tokyo")
    page.get_by_role("button", name="Keep this zone").click()
    page.get_by_text("Times are written in Asia/Tokyo from now on.").wait_for()
    page.goto(f"/officer/requests/{thread.reference}/")
    assert page.locator(".letter time").first.inner_text().endswith("JST")


def test_a_message_is_written_without_scripts(open_page: Callable[..., Any], thread: Story) -> None:
    page = open_page(person=thread.people["officer"], scripts=False)
    page.goto(f"/officer/requests/{thread.reference}/")
    page.get_by_role("textbox", name="Your message").fill(ASKED)
    page.get_by_role("button", name="Send the message").click()
    page.get_by_text("Your message has arrived.").wait_for()
