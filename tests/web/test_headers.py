"""What each answer carries besides its page."""

from __future__ import annotations

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/", "/sign-in/", "/nothing/", "/guidelines/"])
def test_every_answer_forbids_foreign_content_framing_and_caching(address: str, client: Client) -> None:
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert "no-store" in headers["Cache-Control"]


@pytest.mark.parametrize("address", ["/", "/sign-in/", "/help/not-law-enforcement/"])
def test_no_page_has_a_script_or_a_style_inside(address: str, client: Client) -> None:
    html = client.get(address).content.decode()
    assert not re.search(r"<script(?![^>]* src=)", html)
    assert "<style" not in html
    assert " style=" not in html


def test_a_visitor_who_only_reads_gets_no_cookie(client: Client) -> None:
    assert not client.get("/guidelines/").cookies


def test_a_form_without_its_token_is_told_what_to_do() -> None:
    response = Client(enforce_csrf_checks=True).post("/sign-in/", {"login": "x", "password": "y"})
    assert response.status_code == 403
    assert "load the page again" in response.content.decode()
