"""The emergency form is offered to everybody, beside the guideline and to the officer who needs it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.web.test_pages import look_at
from writdesk.core.guideline import Guideline
from writdesk.core.request import Kind
from writdesk.documents.emergency_form.read_back import read_emergency_form
from writdesk.documents.media_types import DOCX, PDF
from writdesk.guidelines import catalogue
from writdesk.web.public.emergency_form import form_links

GUIDELINES = tuple(guideline for guideline in catalogue().all())
PAGE = "/guidelines/tiktok-inc/2020-08-13/"


@pytest.mark.django_db
@pytest.mark.parametrize("guideline", GUIDELINES, ids=lambda guideline: guideline.name)
@pytest.mark.parametrize(("ending", "media_type"), [("pdf", PDF), ("docx", DOCX)])
def test_the_form_of_each_guideline_is_fetched_by_anybody(
    client: Client, guideline: Guideline, ending: str, media_type: str
) -> None:
    answer = client.get(f"/guidelines/{guideline.id}/{guideline.version}/emergency-form.{ending}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == media_type
    assert re.fullmatch(
        rf'attachment; filename="emergency-form-[\w.-]+\.{ending}"', answer["Content-Disposition"]
    )
    assert answer["Cache-Control"] == "public, max-age=3600"
    assert "Cookie" not in answer.get("Vary", "")
    assert "Set-Cookie" not in answer
    filled = read_emergency_form(answer.content, media_type)
    assert filled is not None
    assert filled.guideline == guideline.name


@pytest.mark.django_db
def test_a_form_that_did_not_change_is_not_sent_again(client: Client) -> None:
    tag = client.get(f"{PAGE}emergency-form.docx")["ETag"]
    again = client.get(f"{PAGE}emergency-form.docx", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["nowhere/1", "tiktok-inc/1999-01-01"])
def test_a_guideline_that_there_is_not_has_no_form(client: Client, address: str) -> None:
    assert client.get(f"/guidelines/{address}/emergency-form.pdf").status_code == 404


@pytest.mark.django_db
def test_the_guidelines_page_offers_the_form_and_points_to_it_where_it_says_how_to_send(
    client: Client,
) -> None:
    page = client.get(PAGE).content.decode()
    assert f'href="{PAGE}emergency-form.pdf"' in page
    assert f'href="{PAGE}emergency-form.docx"' in page
    assert 'href="#emergency-form"' in page


def test_a_guideline_that_takes_no_emergencies_offers_none() -> None:
    assert form_links(replace(GUIDELINES[0], request_types=(Kind.LEGAL,))) is None


def test_the_command_writes_the_form_and_says_where_there_is_none(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from writdesk.cli.guideline import guideline

    for ending, media_type in (("pdf", PDF), ("docx", DOCX)):
        target = tmp_path / f"form.{ending}"
        done = CliRunner().invoke(guideline, ["emergency-form", "twitter-inc", "--out", str(target)])
        assert done.exit_code == 0, done.output
        assert read_emergency_form(target.read_bytes(), media_type) is not None
    wrong = CliRunner().invoke(guideline, ["emergency-form", "twitter-inc", "--out", "form.txt"])
    assert wrong.exit_code == 2
    assert ".pdf or .docx" in wrong.output
    unknown = CliRunner().invoke(guideline, ["emergency-form", "nowhere", "--out", str(tmp_path / "a.pdf")])
    assert unknown.exit_code == 3


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True), (1280, True), (390, False)])
def test_the_links_look_right_at_each_width_and_in_each_scheme(
    open_page: Callable[..., Any], width: int, dark: bool
) -> None:
    page = open_page(width=width, dark=dark)
    page.goto(f"{PAGE}")
    assert page.get_by_role("link", name="Emergency form, PDF").bounding_box()["height"] >= 24
    look_at(page, "guideline-emergency-form", width, dark)
