"""The developers' page: every component and letter, on a developer's own desk and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as desk
from django.test import Client

from tests.conftest import MakePerson, sign_in
from tests.web.test_pages import look_at
from writdesk.store.people import Role
from writdesk.web.developers import CERTIFICATES, PARTICULARS


def test_it_is_absent_for_everybody_on_any_other_desk(
    client: Client, make_person: MakePerson, settings: Any
) -> None:
    settings.DEMO = True
    assert client.get("/developers/").status_code == 404
    sign_in(client, make_person(*Role))
    assert client.get("/developers/").status_code == 404


@pytest.mark.django_db
def test_it_shows_every_letter_filled(client: Client, settings: Any) -> None:
    settings.DEBUG = True
    page = client.get("/developers/").content.decode()
    letters = sorted(Path(desk.LETTERS_DIR).glob("*/*.txt"))
    assert len(letters) >= 9
    for letter in letters:
        assert f'<h3 id="letter-{letter.parent.name}{letter.stem}">' in page
    assert PARTICULARS["reference"] in page
    assert "$" not in page.split('id="letters"')[1]


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["Met", "Not met", "Cannot tell", "yes", "in part", "no", "not said"])
def test_it_shows_each_finding_and_reach(state: str, client: Client, settings: Any) -> None:
    settings.DEBUG = True
    page = client.get("/developers/").content.decode()
    assert f"</svg>{state}</span>" in page


@pytest.mark.django_db
def test_it_shows_each_certificate_page_by_page(client: Client, settings: Any) -> None:
    settings.DEBUG = True
    page = client.get("/developers/").content.decode()
    pictures = re.findall(r'src="(/developers/certificates/[^"]+)"', page)
    assert {picture.split("/")[-1].split("-")[0] for picture in pictures} == set(CERTIFICATES)
    for picture in pictures:
        assert client.get(picture).content.startswith(b"\x89PNG")
    assert client.get("/developers/certificates/US-99.png").status_code == 404
    settings.DEBUG = False
    assert client.get(pictures[0]).status_code == 404


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_every_component_can_be_read_by_everybody(
    width: int, dark: bool, open_page: Callable[..., Any], settings: Any
) -> None:
    settings.DEBUG = True
    page = open_page(width=width, dark=dark)
    page.goto("/developers/")
    look_at(page, "developers", width, dark)
