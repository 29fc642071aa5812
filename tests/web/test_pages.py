"""Every public page, in a real browser: no fault for axe, no overflow, in each width and colour scheme."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_core_python.sync_playwright import Axe

from tests.conftest import MakePerson
from writdesk.store.people import Role

PAGES = {
    "home": "/",
    "guidelines": "/guidelines/",
    "guideline-tiktok-pte": "/guidelines/tiktok-pte/2020-08-13/",
    "guideline-tiktok": "/guidelines/tiktok/2026-07-13/",
    "guideline-changes": "/guidelines/tiktok/2026-07-13/?since=tiktok-inc@2020-08-13",
    "where-to-turn": "/help/not-law-enforcement/",
    "sign-in": "/sign-in/",
    "no-such-page": "/nothing/",
}
DESKTOP = 1280
LOOKS = [(1280, False), (1280, True), (390, False), (390, True), (320, False)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def look_at(page: Any, name: str, width: int, dark: bool) -> None:
    """Nothing for axe to find, nothing wider than the screen; the picture is kept where one is asked for."""
    faults = Axe().run(page, options=RULES)["violations"]
    assert not [(fault["id"], [node["html"] for node in fault["nodes"]][:3]) for fault in faults]
    assert fits(page)
    if width == DESKTOP:
        look_closer(page, width)
    if folder := os.environ.get("WRITDESK_SCREENSHOTS"):
        path = Path(folder) / f"{name}-{width}-{'dark' if dark else 'light'}.png"
        page.screenshot(path=str(path), full_page=True)


def fits(page: Any) -> bool:
    """Whether nothing is wider than the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def look_closer(page: Any, width: int) -> None:
    """The same page enlarged to 200 % and to 400 %: the window holds a half and a quarter of it."""
    height = page.viewport_size["height"]
    for times in (2, 4):
        page.set_viewport_size({"width": width // times, "height": height // times})
        assert fits(page), f"at {times * 100} % something is wider than the window"
    page.set_viewport_size({"width": width, "height": height})


@pytest.mark.parametrize(("width", "dark"), LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_a_public_page_can_be_read_by_everybody(
    name: str, width: int, dark: bool, open_page: Callable[..., Any]
) -> None:
    page = open_page(width=width, dark=dark)
    page.goto(PAGES[name])
    look_at(page, name, width, dark)


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_a_page_of_the_desk_can_be_read_by_everybody(
    width: int, dark: bool, open_page: Callable[..., Any], make_person: MakePerson
) -> None:
    name = "عبد الرحمن " * 27
    page = open_page(width=width, dark=dark, person=make_person(Role.ANALYST, name=name[:200]))
    page.goto("/desk/")
    look_at(page, "desk", width, dark)


def test_the_first_tab_leads_past_the_frame(open_page: Callable[..., Any]) -> None:
    page = open_page()
    page.goto("/guidelines/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_every_page_works_without_scripts(open_page: Callable[..., Any]) -> None:
    page = open_page(scripts=False)
    page.goto("/guidelines/tiktok-pte/2020-08-13/")
    row = page.locator("#ladder tbody tr").nth(1)
    assert row.inner_text().split() == ["Video", "Content", "no", "no", "yes", "no", "no"]
