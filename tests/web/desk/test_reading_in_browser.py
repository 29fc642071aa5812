"""Documents beside the findings, in a real browser: pictures appear, and nothing for axe to find."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
import typst

from tests.conftest import MakePerson
from tests.documents.making import docx
from tests.web.desk.conftest import OnTheDesk
from tests.web.test_pages import look_at
from writdesk.store.people import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKS = [(1280, False), (390, True), (1280, True), (390, False), (320, False)]
LETTER = b"""#set page(paper: "us-letter", margin: 2.5cm)
*Springfield Police Department* \\
800 East Monroe Street, Springfield, IL 62701

= Grand jury subpoena GJ-26-0117
To TikTok Inc.: you are commanded to produce the records named in attachment A on or before 25 March 2026.
#lorem(180)
#pagebreak()
= Attachment A
The subscriber information of the account lucky.lark.
"""
HAS_LOADED = "image => image.complete && image.naturalWidth === 1000"


def look(page: Any, name: str) -> None:
    for width, dark in LOOKS if "WRITDESK_SCREENSHOTS" in os.environ else LOOKS[:2]:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if dark else "light")
        look_at(page, f"desk-{name}", width, dark)
    page.set_viewport_size({"width": 1280, "height": 900})


def test_an_analyst_reads_what_came_beside_the_findings_and_each_page_large(
    open_page: Callable[..., Any], on_the_desk: OnTheDesk, make_person: MakePerson
) -> None:
    letter = typst.compile(LETTER)
    uploads = [
        ("request-letter.pdf", letter),
        ("note.txt", b"Please call before noon.\n" * 40),
        ("cover.docx", docx()),
        ("attachment.pdf", letter),
    ]
    request = on_the_desk(uploads=uploads)
    page = open_page(person=make_person(Role.ANALYST, name="Noor Haddad"))
    page.goto(f"/desk/requests/{request.reference}/")
    first = page.get_by_alt_text("Page 1 of request-letter.pdf")
    page.wait_for_function(f"image => ({HAS_LOADED})(image)", arg=first.element_handle())
    look(page, "documents-beside")
    page.get_by_text("Show attachment.pdf").click()
    second = page.get_by_alt_text("Page 1 of attachment.pdf")
    page.wait_for_function(f"image => ({HAS_LOADED})(image)", arg=second.element_handle())
    first.click()
    look(page, "document")
    page.get_by_role("link", name="Page after").click()
    page.get_by_role("link", name="Larger").click()
    look(page, "document-zoomed")
    page.goto(f"/desk/requests/{request.reference}/documents/2/")
    look(page, "document-text")
    page.goto(f"/desk/requests/{request.reference}/documents/")
    look(page, "documents")
