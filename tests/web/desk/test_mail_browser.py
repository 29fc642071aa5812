"""The pages of mail in a real browser: read, filed without scripts, on a telephone, sound for all."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import MakePerson
from tests.web.desk.test_mail import FORGED, Arrive, arrive
from writdesk.store.mail import Inquiry, Mail
from writdesk.store.people import Role

__all__ = ["arrive"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Any]
SIZES = [(1280, False), (1280, True), (390, False), (390, True)]


def picture(page: Any, name: str, width: int, dark: bool) -> None:
    """Kept where somebody asks for it."""
    folder = os.environ.get("WRITDESK_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        shade = "dark" if dark else "light"
        page.screenshot(path=f"{folder}/{name}-{width}-{shade}.png", full_page=True)


def faults_of(page: Any) -> list[str]:
    """What axe finds."""
    from axe_core_python.sync_playwright import Axe

    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in Axe().run(page)["violations"]]


@pytest.mark.parametrize(("width", "dark"), SIZES)
def test_the_pages_of_mail_are_sound(
    open_page: OpenPage, arrive: Arrive, make_person: MakePerson, width: int, dark: bool
) -> None:
    arrive()
    held = arrive("Urgent: records of @lucky.lark", **FORGED)
    arrive("Newsletter", "Good morning.", sender="news@gmail.com")
    arrive("A question", "Where do I find your guideline?")
    page = open_page(width=width, dark=dark, person=make_person(Role.ANALYST, name="Ana Lyst"))
    inquiry = Inquiry.objects.get()
    for name, address in (
        ("mail", "/desk/mail/"),
        ("mail-one", f"/desk/mail/{held.reference}/"),
        ("inquiry", f"/desk/mail/inquiries/{inquiry.reference}/"),
        ("paper", "/desk/mail/paper/"),
        ("queue-with-mail", "/desk/"),
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} is too wide"
        for details in page.query_selector_all("main details[id]"):
            details.evaluate("each => each.open = true")
        assert not faults_of(page), name
        picture(page, name, width, dark)


def test_a_mail_is_filed_without_scripts(
    open_page: OpenPage, arrive: Arrive, make_person: MakePerson
) -> None:
    held = arrive(**FORGED)
    page = open_page(person=make_person(Role.ANALYST), scripts=False)
    page.goto("/desk/")
    page.click("text=1 mail held")
    page.click(f"a[href='/desk/mail/{held.reference}/']")
    page.click("summary:has-text('Make a request of it')")
    page.check("input[value=preservation]")
    page.click("button:has-text('Make the request')")
    assert "It is a request now." in page.inner_text("main")
    assert Mail.objects.get().request is not None
