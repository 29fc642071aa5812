"""What goes wrong in real browsers: double clicks, the way back, slow lines, no scripts, strange names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.actions.story import Story
from tests.conftest import sign_in
from tests.web.officer.at_the_desk import ask, deliver
from tests.web.officer.test_pages import Walk
from tests.web.officer.walking import STEPS, fill, pdf, send
from writdesk.store.messages import Message
from writdesk.store.requests import Request

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OpenPage = Callable[..., Any]
ARABIC = "شرطة دبي الرقمية"
HEBREW = "משטרת ישראל"
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 4
STRANGE = {
    "officer": STEPS["officer"]
    | {"agency.name": f"{ARABIC} {LONG[:300]}", "officer.name": f"{HEBREW} {LONG[:300]}"},
    "grounds": STEPS["grounds"] | {"process.issued_by": ARABIC},
}
PAPER = {"name": f"{HEBREW}-{LONG[:80]}.pdf", "mimeType": "application/pdf", "buffer": pdf().read()}
# Text from right to left stands in an element that keeps it from turning what is around it.
LOOSE = """() => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!/[\\u0590-\\u06ff]/.test(node.data) || !node.parentElement.getClientRects().length) continue;
    const around = node.parentElement;
    if (!around.closest("bdi, [dir=auto], option, .unseen")) found.push(around.outerHTML);
  }
  return found;
}"""
PRESS_TWICE = """() => new Promise((done) => {
  const button = [...document.querySelectorAll("main form button")].pop();
  button.focus();
  button.click();
  setTimeout(() => {
    button.click();
    const said = [...document.querySelectorAll("p[role=status]")].pop().textContent;
    const focus = document.activeElement === button;
    done({ text: button.textContent, disabled: button.getAttribute("aria-disabled"), said, focus });
  }, 300);
})"""
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
CONTROLS = {
    "button",
    "link",
    "textbox",
    "combobox",
    "checkbox",
    "radio",
    "searchbox",
    "group",
    "table",
    "img",
}


@pytest.fixture
def browser(story: Story) -> Client:
    """The officer's browser, for what need not be clicked."""
    client = Client()
    sign_in(client, story.people["officer"])
    return client


@pytest.fixture
def address(browser: Client) -> str:
    """A draft that is ready to be sent."""
    ready = fill(browser)
    browser.post(f"{ready}files/", {"documents": [pdf()]})
    return ready


class QuietWalk(Walk):
    """A walk on which nobody looks."""

    def look(self, name: str) -> None:
        """Nothing is looked at."""


@pytest.mark.parametrize("scripts", [True, False])
def test_a_double_click_and_a_reload_send_one_request(
    scripts: bool, story: Story, address: str, open_page: OpenPage
) -> None:
    page = open_page(person=story.people["officer"], scripts=scripts)
    page.goto(f"{address}check/")
    page.get_by_role("button", name="Send the request").dblclick()
    page.wait_for_url("**/receipt/")
    page.reload()
    assert page.url.endswith("/receipt/")
    assert Request.objects.get().documents.count() == 1


def test_back_after_sending_leads_to_the_receipt_and_sends_nothing(
    story: Story, address: str, open_page: OpenPage
) -> None:
    page = open_page(person=story.people["officer"])
    page.goto(f"{address}check/")
    page.get_by_role("button", name="Send the request").click()
    page.wait_for_url("**/receipt/")
    page.go_back()
    page.wait_for_url("**/receipt/")
    assert Request.objects.count() == 1


@pytest.mark.parametrize("scripts", [True, False])
def test_an_answer_sent_by_a_double_click_is_kept_once(
    scripts: bool, story: Story, open_page: OpenPage
) -> None:
    request = story.received(process=None).request
    ask(story, request)
    page = open_page(person=story.people["officer"], scripts=scripts)
    page.goto(f"/officer/requests/{request.reference}/answer/")
    page.get_by_label("Your answer in words").fill("It is a warrant.")
    page.get_by_role("button", name="Send the answer").dblclick()
    page.wait_for_url(f"**/officer/requests/{request.reference}/")
    assert page.get_by_text("Your answer has arrived").first.is_visible()
    assert Message.objects.filter(request=request, is_outgoing=False).count() == 1


def test_on_a_slow_line_the_button_says_that_it_is_sent_and_sends_once(
    story: Story, address: str, open_page: OpenPage
) -> None:
    page = open_page(person=story.people["officer"])
    page.goto(f"{address}check/")
    sent: list[str] = []
    page.on("request", lambda each: sent.append(each.url) if each.method == "POST" else None)
    line = page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 2000, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
    line.send("Network.emulateNetworkConditions", slow)
    state = page.evaluate(PRESS_TWICE)
    assert state == {"text": "Sending …", "disabled": "true", "said": "Sending …", "focus": True}
    page.wait_for_url("**/receipt/")
    assert len(sent) == 1


def test_a_page_can_be_used_before_its_script_arrives(
    story: Story, address: str, open_page: OpenPage
) -> None:
    page = open_page(person=story.people["officer"])
    page.route("**/*.js", lambda _route: None)
    page.goto(f"{address}check/", wait_until="commit")
    page.get_by_role("button", name="Send the request").click(no_wait_after=True)
    page.wait_for_url("**/receipt/", wait_until="commit")
    assert Request.objects.count() == 1


def test_without_javascript_an_officer_goes_from_the_first_step_to_the_receipt(
    story: Story, open_page: OpenPage
) -> None:
    walk = QuietWalk(open_page(person=story.people["officer"], scripts=False), 1280, False)
    walk.page.goto("/officer/")
    walk.page.get_by_role("link", name="Begin a request").first.click()
    walk.page.get_by_label("Legal request").check()
    walk.press("Keep and go on")
    address = walk.page.url
    walk.page.goto(f"{address}files/")
    walk.page.get_by_label("Choose files").set_input_files(PAPER)
    walk.press("Add to the draft")
    walk.page.locator("summary", has_text="Replace").click()
    assert walk.page.get_by_role("button", name="Replace it").is_visible()
    walk.page.get_by_role("link", name="Go on to the check").click()
    walk.press("Send the request")
    assert walk.page.url.endswith("/receipt/")
    assert Request.objects.get().documents.count() == 1


def test_the_keyboard_alone_uploads_and_sends(story: Story, address: str, open_page: OpenPage) -> None:
    page = open_page(person=story.people["officer"])
    page.goto(address)
    press_by_keys(page, "Your documents")
    page.wait_for_url("**/files/")
    press_by_keys(page, "Remove: order.pdf")
    page.get_by_text("The file is removed.").wait_for()
    page.get_by_label("Choose files").set_input_files(PAPER)
    press_by_keys(page, "Add to the draft")
    page.get_by_text("The file is kept.").wait_for()
    press_by_keys(page, "Go on to the check")
    page.wait_for_url("**/check/")
    press_by_keys(page, "Send the request")
    page.wait_for_url("**/receipt/")
    assert Request.objects.get().documents.count() == 1


def press_by_keys(page: Any, name: str) -> None:
    """Go to a control with the tab key, see that it shows the focus, and press it."""
    for _ in range(80):
        page.keyboard.press("Tab")
        here = page.evaluate("document.activeElement.textContent.trim()")
        if here == name:
            shown = "getComputedStyle(document.activeElement).outlineStyle"
            assert page.evaluate(shown) != "none"
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"the tab key never came to {name}")


def test_strange_names_break_no_page_of_officer_and_desk(
    story: Story, browser: Client, open_page: OpenPage
) -> None:
    draft = fill(browser, **STRANGE)
    page = open_page(person=story.people["officer"], width=320)
    page.goto(f"{draft}files/")
    page.get_by_label("Choose files").set_input_files(PAPER)
    page.get_by_role("button", name="Add to the draft").click()
    must_hold(page, "files")
    for step in ("", "officer/", "accounts/", "grounds/", "check/", "discard/"):
        page.goto(f"{draft}{step}")
        must_hold(page, f"draft-{step.strip('/') or 'list'}")
    send(browser, draft)
    request = Request.objects.get()
    deliver(story, request)
    for part in ("", "receipt/", "withdraw/"):
        page.goto(f"/officer/requests/{request.reference}/{part}")
        must_hold(page, f"request-{part.strip('/') or 'page'}")
    staff = open_page(person=story.people["analyst"], width=320)
    for number, place in enumerate(desk_places(request.reference)):
        staff.goto(place)
        must_hold(staff, f"desk-{number}")


def desk_places(reference: str) -> tuple[str, ...]:
    """Where the desk shows what an officer wrote."""
    return (
        "/desk/",
        f"/desk/requests/{reference}/",
        f"/desk/requests/{reference}/documents/",
        f"/desk/requests/{reference}/documents/1/",
    )


def must_hold(page: Any, name: str) -> None:
    """Nothing runs over the edge at 320 dots, which is 1280 at 400 %; RTL stays apart; controls are named."""
    look_at_quickly(page, name)
    assert page.evaluate(OVERFLOW) <= 0, f"{page.url} is wider than its window"
    assert page.evaluate(LOOSE) == [], page.url
    assert nameless(page) == [], page.url


def nameless(page: Any) -> list[str]:
    """Controls that a screen reader would call by no name."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    wanted = CONTROLS - {"group"}
    return [
        node["role"]["value"]
        for node in nodes
        if not node.get("ignored")
        and node.get("role", {}).get("value") in wanted
        and not node.get("name", {}).get("value", "").strip()
    ]


def look_at_quickly(page: Any, name: str) -> None:
    """A picture of the page, where pictures are asked for."""
    import os

    folder = os.environ.get("WRITDESK_SCREENSHOTS")
    if folder:
        path = Path(folder) / f"trouble-{name}.png"
        page.screenshot(path=path, full_page=True)
