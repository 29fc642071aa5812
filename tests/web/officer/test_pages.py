"""The officer's way in a real browser, at each width and in each colour scheme: nothing for axe to find."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.actions.story import Story
from tests.web.officer.at_the_desk import ask, deliver
from tests.web.officer.walking import pdf
from tests.web.test_pages import look_at
from tests.web.test_sign_in import code_of
from writdesk.store.requests import Request

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKS = [(1280, False), (390, True), (1280, True), (390, False)]


class Walk:
    """An officer at a browser."""

    def __init__(self, page: Any, width: int, dark: bool) -> None:
        self.page, self.width, self.dark = page, width, dark

    def look(self, name: str) -> None:
        """Look at the page."""
        look_at(self.page, f"officer-{name}", self.width, self.dark)

    def press(self, button: str) -> None:
        """Press a button."""
        self.page.get_by_role("button", name=button, exact=True).click()

    def fill(self, **answers: str) -> None:
        """Type answers, by label."""
        for label, value in answers.items():
            self.page.get_by_label(label, exact=True).fill(value)

    def choose(self, question: str, answer: str) -> None:
        """Choose one answer of a question."""
        self.page.get_by_role("group", name=question).get_by_label(answer).first.check()


def sign_in_by_link(walk: Walk, mailoutbox: list[Any]) -> None:
    walk.page.goto("/officer/sign-in/")
    walk.look("sign-in")
    walk.fill(**{"Your e-mail address at the agency": "dana.ruiz@springfield-pd.example"})
    walk.press("Mail me a link")
    walk.look("link-is-sent")
    token = mailoutbox[-1].body.split("/officer/sign-in/")[1].split("/")[0]
    walk.page.goto(f"/officer/sign-in/{token}/")
    walk.look("link")
    walk.press("Sign in")
    walk.look("home-empty")


def write_request(walk: Walk) -> None:
    page = walk.page
    page.get_by_role("link", name="Begin a request").click()
    walk.look("step-kind")
    page.get_by_label("Legal request").check()
    walk.choose("Is your agency a law-enforcement authority?", "Yes")
    page.get_by_label("In which country is your agency?").select_option("US")
    walk.press("Keep and go on")
    page.get_by_role("link", name="All steps").click()
    walk.look("task-list")
    page.get_by_role("link", name="You and your agency").click()
    walk.fill(**{"Name of your agency": "Springfield Police Department", "Your name": "Dana Ruiz"})
    walk.fill(**{"Street address of your agency": "P.O. Box 12"})
    walk.press("Keep and go on")
    walk.look("step-officer-missing")
    walk.fill(
        **{
            "Badge or identification number": "4471",
            "Your telephone number": "+1 217 555 0142 ext. 12",
            "Street address of your agency": "800 East Monroe Street, Springfield",
            "By which day do you ask for an answer?": "2027-03-25",
        }
    )
    walk.press("Keep and go on")
    walk.fill(Username="lucky.lark")
    walk.press("Add another account")
    walk.look("step-accounts")
    walk.press("Keep and go on")
    write_grounds(walk)


def write_grounds(walk: Walk) -> None:
    page = walk.page
    page.get_by_label("Subpoena", exact=True).check()
    page.get_by_label("If it is a subpoena, which kind?").select_option("grand_jury")
    walk.fill(**{"Who issued it?": "United States District Court", "To whom is it addressed?": "TikTok Inc."})
    walk.fill(**{"Issued on": "2026-02-20"})
    walk.look("step-process")
    walk.press("Keep and go on")
    page.get_by_label("I ask for Subscriber Information").check()
    page.get_by_label("I ask for User Interactions").check()
    walk.look("step-data")
    walk.press("Keep and go on")
    walk.choose("Do you ask that the account holder is not told?", "Yes")
    walk.choose("Would telling the account holder jeopardise your investigation?", "Yes")
    walk.look("step-notice")
    walk.press("Keep and go on")
    walk.look("step-letter")
    walk.press("Keep and go on")


def upload(walk: Walk) -> None:
    page = walk.page
    walk.look("files-none")
    broken = {"name": "scan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 broken"}
    page.get_by_label("Choose files").set_input_files(broken)
    walk.press("Add to the draft")
    assert page.locator(".error-summary").evaluate("element => element === document.activeElement")
    walk.look("files-refused")
    whole = {"name": "order.pdf", "mimeType": "application/pdf", "buffer": pdf().read()}
    note = {"name": "note.txt", "mimeType": "text/plain", "buffer": b"For the desk."}
    page.get_by_label("Choose files").set_input_files([whole, note])
    walk.press("Add to the draft")
    walk.look("files")
    page.get_by_role("link", name="All steps").click()
    walk.look("task-list-done")
    page.get_by_role("link", name="Check your answers and send").click()


def send_request(walk: Walk) -> Request:
    page = walk.page
    upload(walk)
    way_back = page.url
    walk.look("check")
    walk.press("Send the request")
    walk.look("receipt")
    page.goto(way_back)
    assert page.url.endswith("/receipt/")
    return Request.objects.get()


def set_up_second_factor(walk: Walk) -> None:
    page = walk.page
    page.get_by_role("link", name="Set up a second factor").click()
    walk.look("second-factor")
    page.get_by_label("Code", exact=True).fill(code_of(page.locator("code.secret").inner_text()))
    walk.press("Set up")
    walk.look("recovery-codes")
    page.get_by_role("link", name="I have kept them; go on").click()


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_an_officer_goes_from_the_link_to_the_package(
    width: int,
    dark: bool,
    story: Story,
    open_page: Callable[..., Any],
    mailoutbox: list[Any],
    tmp_path: Path,
) -> None:
    walk = Walk(open_page(width=width, dark=dark), width, dark)
    sign_in_by_link(walk, mailoutbox)
    write_request(walk)
    request = send_request(walk)
    deliver(story, request)
    walk.page.goto("/officer/")
    walk.look("home")
    walk.page.get_by_role("link", name=request.reference).click()
    walk.look("request-delivered")
    walk.page.get_by_role("link", name="To the package").click()
    walk.look("package-first")
    set_up_second_factor(walk)
    walk.look("package")
    with walk.page.expect_download() as download:
        walk.press(f"Download {request.reference}.zip")
    package = tmp_path / "package.zip"
    download.value.save_as(package)
    production = request.productions.get()
    assert hashlib.sha256(package.read_bytes()).hexdigest() == production.sha256
    assert production.downloads == 1


@pytest.mark.parametrize(("width", "dark"), LOOKS[:2])
def test_an_officer_answers_and_withdraws(
    width: int, dark: bool, story: Story, open_page: Callable[..., Any]
) -> None:
    request = story.received(process=None).request
    ask(story, request)
    walk = Walk(open_page(width=width, dark=dark, person=story.people["officer"]), width, dark)
    walk.page.goto(f"/officer/requests/{request.reference}/")
    walk.look("request-asked")
    walk.page.get_by_role("link", name="Answer", exact=True).click()
    walk.look("answer")
    walk.page.get_by_label("Subpoena", exact=True).check()
    walk.fill(**{"Your answer in words": "Here it is."})
    paper = {"name": "order.pdf", "mimeType": "application/pdf", "buffer": pdf().read()}
    walk.page.get_by_label("Choose files").set_input_files(paper)
    walk.press("Keep it, send later")
    walk.look("answer-kept")
    assert walk.page.get_by_label("Your answer in words").input_value() == "Here it is."
    walk.press("Send the answer")
    walk.look("request-answered")
    walk.page.get_by_role("link", name="Withdraw this request").click()
    walk.look("withdraw")
    walk.press("Withdraw it")
    walk.look("request-withdrawn")


@pytest.mark.parametrize(("width", "dark"), LOOKS[:2])
def test_anybody_checks_a_request_before_sending_it(
    width: int, dark: bool, open_page: Callable[..., Any]
) -> None:
    walk = Walk(open_page(width=width, dark=dark, scripts=True), width, dark)
    walk.page.goto("/check/")
    walk.look("public-check")
    walk.page.get_by_label("Legal request").check()
    walk.page.get_by_label("In which country is your agency?").select_option("US")
    walk.press("Go on")
    walk.look("public-check-questions")
    walk.page.get_by_label("Subpoena", exact=True).check()
    walk.page.get_by_label("I ask for User Interactions").check()
    walk.press("Check")
    assert walk.page.get_by_text("available only pursuant to a warrant").first.is_visible()
    walk.look("public-check-answer")
