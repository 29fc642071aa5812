"""A desk on a real database of its own, shared by a test and the processes that it starts and kills."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from django.utils import timezone

from tests.actions.story import Story
from tests.ledger_database import POSTGRES_URL
from writdesk.actions.people.sign_in import send_sign_in_link, use_sign_in_link
from writdesk.store.officers import Officer
from writdesk.store.people import Person

STAFF = ("analyst", "counsel", "counsel2", "custodian", "custodian2")
PATIENCE_SECONDS = 60


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a desk lies: what a process needs to work at it."""

    home: Path
    url: str
    platform: Path
    data_map: Path


@dataclass
class Processes:
    """Starts processes at one place; each writes what it has done into a log of its own, line by line."""

    place: Place
    started: list[BaseProcess] = field(default_factory=list)

    def start(self, act: str, **arguments: Any) -> Running:
        """Begin ``act`` (a function of ``acts``) in a process of its own."""
        log = self.place.home / f"{act}-{uuid.uuid4().hex}.log"
        log.touch()
        process = _forking().Process(target=_run, args=(act, self.place, log, arguments), daemon=True)
        process.start()
        self.started.append(process)
        return Running(process=process, log=log)

    def at_once(self, *acts: tuple[str, dict[str, Any]]) -> list[Any]:
        """Let several processes act at the same instant; what each of them answered."""
        go_at = time.time() + 1.0
        running = [self.start(act, go_at=go_at, **arguments) for act, arguments in acts]
        return [each.answer() for each in running]

    def end(self) -> None:
        """No process outlives its test."""
        for process in self.started:
            process.kill()
            process.join(10)


@dataclass(frozen=True)
class Running:
    """A process at work."""

    process: BaseProcess
    log: Path

    def lines(self) -> list[Any]:
        """What it said it had done; a line that the kill cut off was not said."""
        whole, _, _cut = self.log.read_text().rpartition("\n")
        return [json.loads(line) for line in whole.splitlines()]

    def answer(self) -> Any:
        """Its last word, once it has ended by itself."""
        self.process.join(PATIENCE_SECONDS)
        assert self.process.exitcode == 0, f"ended with {self.process.exitcode}: {self.lines()}"
        return self.lines()[-1]

    def wait_until(self, said: Callable[[list[Any]], object]) -> None:
        """Wait for what it says."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not said(self.lines()) and self.process.is_alive() and time.monotonic() < deadline:
            time.sleep(0.005)

    def kill_after(self, seconds: float) -> list[Any]:
        """SIGKILL, so many seconds after its first word; what it said until then."""
        self.wait_until(bool)
        time.sleep(seconds)
        self.process.kill()
        self.process.join(10)
        assert self.process.exitcode == -9, f"ended by itself with {self.process.exitcode}: {self.lines()}"
        return self.lines()


class LiveStory(Story):
    """A story that goes by the real clock, as the processes do."""

    def tick(self) -> Any:
        """Now."""
        return timezone.now()


def live_story(outbox: list[Any]) -> LiveStory:
    """The people of the desk, committed to its database."""
    people = {name: _person(name) for name in STAFF}
    send_sign_in_link("dana.ruiz@springfield-pd.example", at=timezone.now())
    token = outbox[-1].body.split("/officer/sign-in/")[1].split("/")[0]
    person = use_sign_in_link(token, at=timezone.now())
    return LiveStory(officer=Officer.objects.get(person=person), people=people | {"officer": person})


def _person(name: str) -> Person:
    return Person.objects.create(username=name, name=name.title(), roles=[name.rstrip("2")])


@contextmanager
def copy_of(template: str, folder: Path) -> Iterator[str]:
    """A copy of a migrated database, which is dropped afterwards."""
    if template.startswith("sqlite"):
        shutil.copyfile(template.removeprefix("sqlite://"), folder / "desk.sqlite3")
        yield f"sqlite://{folder}/desk.sqlite3"
        return
    server, _, source = template.rpartition("/")
    name = f"writdesk_bad_{uuid.uuid4().hex[:12]}"
    _on_server(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    try:
        yield f"{server}/{name}"
    finally:
        _on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


def _on_server(statement: str) -> None:
    import psycopg

    with psycopg.connect(POSTGRES_URL, autocommit=True, connect_timeout=5) as server:
        server.execute(statement)  # type: ignore[call-overload]


def _run(act: str, place: Place, log: Path, arguments: dict[str, Any]) -> None:
    from tests.bad_input import acts

    acts.begin(place)
    getattr(acts, act)(acts.teller(log), **arguments)


def _forking() -> Any:
    """A server that has imported everything and forks: a process is at work after some milliseconds."""
    context = multiprocessing.get_context("forkserver")
    # The server reads these when the first process is started; children do not share our threads.
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    context.set_forkserver_preload(["tests.bad_input.acts"])
    return context
