"""Desks on real databases, SQLite and PostgreSQL, for the test and for the processes that it starts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from tests.actions.conftest import desk, links, story
from tests.bad_input.place import LiveStory, Place, Processes, copy_of, live_story
from tests.clipstream import small_clipstream
from tests.ledger_database import BOTH, connected, database_url

__all__ = ["desk", "links", "story"]

Migrated = Callable[[str], str]


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[Migrated]:
    """The address of an empty, migrated database of a kind; made once, to be copied."""
    made: dict[str, str] = {}
    with ExitStack() as opened, django_db_blocker.unblock():

        def make(kind: str) -> str:
            if kind not in made:
                url = opened.enter_context(database_url(kind, tmp_path_factory.mktemp(f"migrated-{kind}")))
                with connected(url):
                    call_command("migrate", verbosity=0, run_syncdb=True)
                made[kind] = url
            return made[kind]

        yield make


@pytest.fixture(params=BOTH)
def place(
    request: pytest.FixtureRequest, migrated: Migrated, tmp_path: Path, settings: Any, django_db_blocker: Any
) -> Iterator[Place]:
    """A desk that other processes can work at, too; this process is connected to its database."""
    platform = small_clipstream()
    settings.BASE_DIR = tmp_path
    settings.PLATFORM_DIR, settings.DATA_MAP = str(platform.folder), str(platform.data_map)
    unblocked, copy = django_db_blocker.unblock(), copy_of(migrated(request.param), tmp_path)
    with unblocked, copy as url, connected(url):
        yield Place(home=tmp_path, url=url, platform=platform.folder, data_map=platform.data_map)
        connection.close()


@pytest.fixture
def live(place: Place, mailoutbox: list[Any]) -> LiveStory:
    """The people of that desk."""
    del place
    return live_story(mailoutbox)


@pytest.fixture
def processes(place: Place) -> Iterator[Processes]:
    """Starts processes at that desk, and ends them."""
    started = Processes(place)
    yield started
    started.end()
