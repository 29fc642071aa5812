"""Each version of a guideline, and what changed, in sentences that the file gives."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.test import Client

from writdesk.guidelines import catalogue
from writdesk.web.public import guidelines, shelf

FIRST = "/guidelines/tiktok-inc/2020-08-13/"
SECOND = "/guidelines/tiktok-inc/2027-01-01/"


@pytest.fixture
def two_versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The guideline of 2020, and an invented successor that takes no preservation requests any more."""
    folder = tmp_path / "tiktok-inc"
    folder.mkdir()
    old = catalogue().get("tiktok-inc", "2020-08-13")
    path = catalogue().folder / "tiktok-inc" / "2020-08-13.toml"
    shutil.copy(path, folder)
    text = path.read_text(encoding="utf-8")
    text = text.replace('version = "2020-08-13"', 'version = "2027-01-01"', 1)
    text = text.replace("in_force_from = 2020-08-13", "in_force_from = 2027-01-01", 1)
    assert old.provider in text
    text = text.replace(f'provider = "{old.provider}"', 'provider = "Clipstream Inc."', 1)
    (folder / "2027-01-01.toml").write_text(text, encoding="utf-8")
    found = catalogue(tmp_path)
    monkeypatch.setattr(guidelines, "shelf", lambda: found)


def page_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode().split('id="changes"')[1]


@pytest.mark.usefixtures("two_versions")
def test_a_version_says_what_changed_since_the_one_before(client: Client) -> None:
    page = page_of(client, SECOND)
    assert f'href="{FIRST}"' in page
    assert "The provider is Clipstream Inc., no longer TikTok Inc." in page


@pytest.mark.usefixtures("two_versions")
def test_the_first_version_says_that_it_is_the_first(client: Client) -> None:
    assert "This is the first version that stands here." in page_of(client, FIRST)


def test_two_guidelines_can_be_compared(client: Client) -> None:
    page = page_of(client, "/guidelines/tiktok/2026-07-13/?since=tiktok-inc@2020-08-13")
    assert '<option value="tiktok-inc@2020-08-13" selected>' in page
    assert page.count("<li>") > 3


@pytest.mark.parametrize("since", ["nowhere@1", "tiktok-inc@1999", "../../etc/passwd"])
def test_what_is_no_guideline_cannot_be_compared_with(since: str, client: Client) -> None:
    assert client.get(f"/guidelines/tiktok/2026-07-13/?since={since}").status_code == 404


def test_every_guideline_can_be_compared_with_every_other(client: Client) -> None:
    every = shelf.shelf().all()
    for new in every:
        for old in every:
            assert client.get(shelf.page_of(new), {"since": old.name}).status_code == 200
