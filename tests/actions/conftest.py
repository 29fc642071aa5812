"""A desk with its people and the invented platform behind it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.actions.story import Story
from tests.clipstream import small_clipstream
from tests.factories import NOW
from writdesk.actions.people.sign_in import send_sign_in_link, use_sign_in_link
from writdesk.store.people import Person

STAFF = {
    "analyst": ["analyst"],
    "analyst2": ["analyst"],
    "counsel": ["counsel"],
    "counsel2": ["counsel"],
    "custodian": ["custodian"],
    "auditor": ["auditor"],
}


@pytest.fixture
def desk(settings: Any, tmp_path: Path) -> Any:
    """Keys, blobs and mail of its own; the platform is shared."""
    settings.BASE_DIR = tmp_path
    settings.PLATFORM_DIR = str(small_clipstream().folder)
    settings.DATA_MAP = str(small_clipstream().data_map)
    return settings


@pytest.fixture
def links(
    desk: Any, db: None, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> Callable[[str], str]:
    """Has a link mailed and reads its token out of the mail."""

    def mailed(address: str) -> str:
        with django_capture_on_commit_callbacks(execute=True):
            send_sign_in_link(address, at=NOW)
        return str(mailoutbox[-1].body.split("/officer/sign-in/")[1].split("/")[0])

    return mailed


@pytest.fixture
def story(links: Callable[[str], str], db: None, mailoutbox: list[Any]) -> Story:
    """An officer with an account, and the staff."""
    people = {name: _person(name, roles) for name, roles in STAFF.items()}
    person = use_sign_in_link(links("dana.ruiz@springfield-pd.example"), at=NOW)
    mailoutbox.clear()
    return Story(officer=person.officer, people=people | {"officer": person})


def _person(name: str, roles: list[str]) -> Person:
    return Person.objects.create(username=name, name=name.title(), roles=roles)
