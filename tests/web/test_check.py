"""The check before one sends: for anybody, and nothing of it is kept."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.web.officer.walking import KIND, STEPS, page_of
from writdesk.store.drafts import Draft
from writdesk.store.requests import Request

pytestmark = pytest.mark.django_db
WHOLE = KIND | {name: value for step in STEPS.values() for name, value in step.items()} | {"whole": "1"}


def test_the_first_question_is_where_it_comes_from(client: Client) -> None:
    page = page_of(client.get("/check/"))
    assert 'name="agency.jurisdiction"' in page
    assert 'name="process.id"' not in page


def test_then_all_questions_of_the_guideline_stand_on_one_page(client: Client) -> None:
    page = page_of(client.post("/check/", KIND))
    for name in ("officer.name", "accounts.0.username", "process.id", "data.log_data.asked"):
        assert f'name="{name}"' in page


def test_what_is_missing_is_named_with_its_sentence(client: Client) -> None:
    page = page_of(client.post("/check/", WHOLE | {"officer.mailing_address": "P.O. Box 12"}))
    assert "the desk would have to ask you for what is missing" in page
    assert "P.O. boxes are not accepted" in page


def test_what_the_process_opens_is_shown(client: Client) -> None:
    page = page_of(client.post("/check/", WHOLE))
    assert "some of what you ask for can be reached, and some not" in page
    assert "This information is available only pursuant to a warrant" in page


def test_another_country_leads_to_another_guideline(client: Client) -> None:
    page = page_of(
        client.post("/check/", WHOLE | {"agency.jurisdiction": "JP", "process.id": "search_order"})
    )
    assert "/guidelines/tiktok-pte/" in page
    assert 'value="search_order"' in page


def test_nothing_is_kept(client: Client) -> None:
    client.post("/check/", WHOLE)
    assert not Draft.objects.exists()
    assert not Request.objects.exists()
    assert not client.session.keys()


def test_what_is_typed_is_shown_as_text(client: Client) -> None:
    page = page_of(client.post("/check/", WHOLE | {"officer.name": "<script>alert(1)</script>"}))
    assert "<script>alert" not in page


def test_any_answers_get_a_page(client: Client) -> None:
    for value in ("", "x" * 30_000, "\x00", "9" * 5000, "..", "\u202e"):
        answers = dict.fromkeys(WHOLE, value)
        answers["accounts.count"] = value
        answers["kind"] = value and "legal"
        answers["accounts.\u0663.username"] = value
        answers[f"accounts.{'9' * 5000}.username"] = value
        form = urlencode(answers)
        response = client.post("/check/", form, content_type="application/x-www-form-urlencoded")
        assert response.status_code == (200 if answers["kind"] else 400)


def test_without_its_kind_a_request_cannot_be_read(client: Client) -> None:
    response = client.post("/check/", WHOLE | {"kind": ""})
    assert response.status_code == 400
    assert "Choose the kind of request" in page_of(response)
