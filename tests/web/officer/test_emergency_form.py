"""The officer who begins an emergency request is offered the form; nobody else is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.actions.story import Story
from tests.documents.emergency_form.filling import filled_pdf
from tests.web.officer.walking import begin, page_of, pdf
from tests.web.test_pages import look_at
from writdesk.actions.drafts.keep_draft import content_of
from writdesk.documents.emergency_form.asked import form_of
from writdesk.documents.emergency_form.pdf import make_pdf
from writdesk.guidelines import catalogue
from writdesk.store.drafts import Draft, DraftFile

pytestmark = pytest.mark.django_db(transaction=True)
FORM = "/guidelines/tiktok-inc/2020-08-13/emergency-form."


def test_an_emergency_is_offered_the_form_where_it_begins_and_where_it_is_described(officer: Client) -> None:
    address = begin(officer, kind="emergency")
    for step in ("kind", "grounds"):
        page = page_of(officer.get(f"{address}{step}/"))
        assert f'href="{FORM}pdf"' in page
        assert f'href="{FORM}docx"' in page
    assert FORM not in page_of(officer.get(f"{address}officer/"))


def test_other_requests_are_not_offered_it(officer: Client) -> None:
    assert FORM not in page_of(officer.get(f"{begin(officer)}kind/"))


@pytest.mark.browser
def test_the_offer_looks_right(open_page: Callable[..., Any], story: Story) -> None:
    page = open_page(person=story.people["officer"])
    page.goto("/officer/new/")
    page.get_by_label("Emergency request").check()
    page.get_by_label("In which country is your agency?").select_option("US")
    page.get_by_role("button", name="Keep and go on").click()
    page.goto(page.url.rstrip("/") + "/grounds/")
    page.get_by_text("Is it faster on paper?").wait_for()
    for width, dark in ((1280, False), (390, True)):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if dark else "light")
        look_at(page, "officer-emergency-form", width, dark)
    page.goto(page.url.replace("/grounds/", "/files/"))
    form = {"name": "form.pdf", "mimeType": "application/pdf", "buffer": _filled_form().read()}
    page.locator("input[type=file]").first.set_input_files(form)
    page.get_by_role("button", name="Add to the draft").click()
    page.get_by_role("button", name="Take the answers from it").wait_for()
    for width, dark in ((1280, False), (390, True)):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if dark else "light")
        look_at(page, "officer-form-uploaded", width, dark)


def _filled_form() -> SimpleUploadedFile:
    form = form_of(catalogue().get("tiktok-inc"))
    values = {
        "officer.name": "Dana Møller",
        "officer.badge_number": "4471",
        "emergency.nature": "She went with him.\nNobody knows where.",
        "emergency.harm": "imminent_harm_to_child",
        "emergency.is_child": "yes",
        "accounts.1.username": "lucky.lark",
        "data.log_data.asked": "yes",
        "data.log_data.from": "2026-11-22",
    }
    return SimpleUploadedFile("form.pdf", filled_pdf(make_pdf(form), values), "application/pdf")


def _take(officer: Client, address: str, file: Any) -> str:
    officer.post(f"{address}files/", {"documents": [file]})
    kept = DraftFile.objects.get()
    return page_of(officer.post(f"{address}files/{kept.pk}/", {"answers": "1"}, follow=True))


def test_the_answers_of_an_uploaded_form_go_where_nothing_was_typed(officer: Client) -> None:
    address = begin(officer, kind="emergency")
    officer.post(f"{address}officer/", {"officer.name": "Dana Ruiz"})
    said = _take(officer, address, _filled_form())
    assert "answers were taken from the form." in said
    assert "1 that you had typed otherwise stayed as you typed them." in said
    answers = content_of(Draft.objects.get())["answers"]
    assert answers["officer.name"] == "Dana Ruiz"
    assert answers["officer.badge_number"] == "4471"
    assert answers["emergency.nature"] == "She went with him.\nNobody knows where."
    assert answers["emergency.harm"] == "imminent_harm_to_child"
    assert answers["accounts.0.username"] == "lucky.lark"
    assert answers["data.log_data.from"] == "2026-11-22"


def test_a_file_that_is_no_form_changes_no_answer(officer: Client) -> None:
    address = begin(officer, kind="emergency")
    before = content_of(Draft.objects.get())["answers"]
    assert "is no emergency form" in _take(officer, address, pdf("letter.pdf"))
    assert content_of(Draft.objects.get())["answers"] == before


def test_only_an_emergency_is_asked_whether_a_file_is_the_form(officer: Client) -> None:
    for kind, is_asked in (("legal", False), ("emergency", True)):
        address = begin(officer, kind=kind)
        officer.post(f"{address}files/", {"documents": [pdf("letter.pdf")]})
        assert ("Take the answers from it" in page_of(officer.get(f"{address}files/"))) is is_asked
