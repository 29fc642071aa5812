"""The demo's requests: in every state that actions reach, whole in the ledger, the same each time."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.clipstream import small_clipstream
from writdesk.core.lifecycle import Status
from writdesk.core.request_document import parse_request, unknown_keys
from writdesk.demo.mail.posts import POSTS
from writdesk.demo.requests.forms import form_of
from writdesk.demo.requests.letters import letter_of, template_of
from writdesk.demo.requests.stories import STORIES
from writdesk.demo.requests.story import Story
from writdesk.demo.requests.timetable import timetable
from writdesk.demo.requests.verbs import VERBS
from writdesk.demo.staff import STAFF

WRITDESK = str(Path(sys.executable).with_name("writdesk"))
PREPARE = "from writdesk.cli.serve import prepare; prepare()"
NOW = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)

# What the posts come to.
BECAME = {
    "bounce": 1,
    "inquiry": 3,
    "machine": 1,
    "not_law_enforcement": 2,
    "other_address": 1,
    "reply": 1,
    "request": 3,
    "sender_not_shown": 1,
    "unknown_sender": 2,
    "unreadable": 1,
}
REQUESTS_BY_MAIL = BECAME["request"]
# No action leads to these, or (collecting) only for as long as the worker is at it.
NOT_REACHED = {
    Status.AWAITING_OBJECTION,
    Status.CLOSED_UNANSWERED,
    Status.COLLECTING,
    Status.EXPIRED,
    Status.EXTENDED,
    Status.PRESERVED,
    Status.PROVISIONALLY_PRESERVED,
    Status.RELEASED,
    Status.SUPERSEDED,
}


class Desk:
    """A desk of its own, seeded as ``make run`` does."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("WRITDESK_", "DJANGO_", "DATABASE_URL"))
        } | {
            "WRITDESK_DEMO": "1",
            "WRITDESK_HOME": str(home),
            "WRITDESK_PLATFORM": str(small_clipstream().folder),
        }
        self.said = ""

    def prepare(self) -> None:
        """Tables and keys."""
        subprocess.run([sys.executable, "-c", PREPARE], env=self._environment, check=True, timeout=120)

    def start(self, *words: str) -> subprocess.Popen[str]:
        """A command of the desk, under way."""
        pipe = subprocess.PIPE
        command = [WRITDESK, *words]
        return subprocess.Popen(
            command, env=self._environment, stdout=pipe, stderr=subprocess.STDOUT, text=True
        )

    def run(self, *words: str) -> str:
        """What a command says. It has to succeed."""
        process = self.start(*words)
        said, _ = process.communicate(timeout=180)
        assert process.returncode == 0, said
        return said

    def asked(self, question: str) -> list[tuple[Any, ...]]:
        """Rows of the desk's database."""
        with sqlite3.connect(self._home / "desk.sqlite3") as connection:
            return connection.execute(question).fetchall()


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, Desk]:
    """Two desks seeded at the same time from the same start."""
    both = (Desk(tmp_path_factory.mktemp("one")), Desk(tmp_path_factory.mktemp("two")))
    for desk in both:
        desk.prepare()
    under_way = [desk.start("demo", "seed") for desk in both]
    for desk, process in zip(both, under_way, strict=True):
        desk.said, _ = process.communicate(timeout=240)
        assert process.returncode == 0, desk.said
    return both


@pytest.fixture(scope="module")
def desk(desks: tuple[Desk, Desk]) -> Desk:
    """One of them."""
    return desks[0]


class TestASeededDesk:
    def test_every_status_that_actions_reach_is_there(self, desk: Desk) -> None:
        seen = {Status(status) for (status,) in desk.asked("SELECT DISTINCT status FROM request")}
        assert seen == set(Status) - NOT_REACHED

    def test_each_decision_stands_where_decisions_can_stand(self, desk: Desk) -> None:
        states = desk.asked("SELECT DISTINCT state FROM decision")
        assert {"in_force", "proposed", "declined", "taken_back"} == {state for (state,) in states}

    def test_agencies_were_called_back_with_every_outcome(self, desk: Desk) -> None:
        outcomes = {outcome for (outcome,) in desk.asked("SELECT DISTINCT outcome FROM call_back")}
        assert outcomes == {"confirmed", "denied", "not_reached"}

    def test_the_first_officer_has_a_package_to_download(self, desk: Desk) -> None:
        rows = desk.asked(
            "SELECT r.agency, p.downloads FROM request r JOIN production p ON p.request_id = r.id"
            " WHERE r.status = 'delivered' AND p.available_until > datetime('now') AND p.blob <> ''"
        )
        assert ("Harbor County Sheriff's Office", 0) in rows

    def test_an_emergency_is_due_now_and_an_approval_waits_for_counsel(self, desk: Desk) -> None:
        due = desk.asked("SELECT count(*) FROM request WHERE is_emergency AND status = 'received'")
        waiting = desk.asked("SELECT count(*) FROM decision WHERE state = 'proposed'")
        assert due == [(1,)]
        assert waiting[0][0] >= 2

    def test_due_dates_lie_in_the_past_and_in_the_future(self, desk: Desk) -> None:
        open_ones = "SELECT count(*) FROM request WHERE is_open AND due_at {} datetime('now')"
        assert desk.asked(open_ones.format("<"))[0][0] >= 3
        assert desk.asked(open_ones.format(">"))[0][0] >= 15

    def test_nothing_is_left_running(self, desk: Desk) -> None:
        assert desk.asked("SELECT kind FROM job WHERE done_at IS NULL AND given_up_at IS NULL") == []
        assert desk.asked("SELECT id FROM collection WHERE state = 'running'") == []
        assert desk.asked("SELECT id FROM production WHERE state = 'building'") == []

    def test_the_ledger_verifies_and_its_times_are_in_order(self, desk: Desk) -> None:
        assert desk.run("ledger", "verify").startswith("Whole: ")
        entries = desk.run("ledger", "show", "--limit", "1000").splitlines()
        times = [line.split()[1] for line in entries]
        assert len(times) > 200
        assert times == sorted(times)

    def test_it_says_how_far_it_is(self, desk: Desk) -> None:
        assert f"20 of {len(STORIES)} have arrived" in desk.said
        assert f"Requests: {len(STORIES)} invented, and {len(POSTS)} mails" in desk.said

    def test_no_trace_of_the_collection_that_is_meant_to_fail_alarms_anybody(self, desk: Desk) -> None:
        assert "Traceback" not in desk.said

    def test_two_desks_get_the_same_references_in_the_same_states(self, desks: tuple[Desk, Desk]) -> None:
        question = "SELECT reference, status, agency, process, revision FROM request ORDER BY reference"
        one, two = (desk.asked(question) for desk in desks)
        assert len(one) == len(STORIES) + REQUESTS_BY_MAIL
        assert one == two
        mails = "SELECT reference, state, outcome, reason FROM mail ORDER BY reference"
        assert desks[0].asked(mails) == desks[1].asked(mails)

    def test_seeding_again_changes_nothing(self, desks: tuple[Desk, Desk]) -> None:
        before = desks[1].asked("SELECT count(*) FROM ledger_entry")
        assert "there are some already" in desks[1].run("demo", "seed")
        assert desks[1].asked("SELECT count(*) FROM ledger_entry") == before

    def test_each_mail_came_to_what_it_was_written_for(self, desk: Desk) -> None:
        became = Counter(
            outcome or reason for outcome, reason in desk.asked("SELECT outcome, reason FROM mail")
        )
        assert became == BECAME

    def test_the_bounce_marks_its_request_and_the_reply_waits_to_be_read(self, desk: Desk) -> None:
        bounced = (
            "SELECT r.signals FROM mail m JOIN request r ON r.id = m.request_id WHERE m.reason = 'bounce'"
        )
        assert "bounced" in desk.asked(bounced)[0][0]
        joined = "SELECT r.unread_since FROM mail m JOIN request r ON r.id = m.request_id"
        assert desk.asked(f"{joined} WHERE m.outcome = 'reply'")[0][0]

    def test_inquiries_are_answered_closed_and_waiting(self, desk: Desk) -> None:
        rows = desk.asked(
            "SELECT i.is_open, sum(m.is_outgoing) FROM inquiry i"
            " JOIN inquiry_message m ON m.inquiry_id = i.id GROUP BY i.id"
        )
        assert sorted(rows) == [(0, 0), (0, 1), (1, 0)]


class TestTheTimetable:
    def test_it_is_the_same_each_time_and_in_order(self) -> None:
        moments = timetable(STORIES, NOW)
        assert moments == timetable(STORIES, NOW)
        times = [moment.at for moment in moments]
        assert all(one < two for one, two in pairwise(times))

    @pytest.mark.parametrize("hour", range(0, 24, 3))
    def test_nothing_happens_after_now_whatever_the_hour(self, hour: int) -> None:
        now = NOW.replace(hour=hour, minute=1)
        assert timetable(STORIES, now)[-1].at <= now

    def test_a_step_that_would_come_after_now_is_refused(self) -> None:
        late = Story(
            id="late", sender="dana", ago="1m", accounts=(), data=(), why="", steps="1m take analyst"
        )
        with pytest.raises(ValueError, match="late"):
            timetable([late], NOW)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.id)
class TestEachStory:
    def test_its_form_is_one_that_the_desk_reads_whole(self, story: Story) -> None:
        form = form_of(story, received_on=NOW.date(), today=NOW.date()) | {"received_at": NOW.isoformat()}
        assert unknown_keys(form) == []
        assert parse_request(form).kind is story.kind

    def test_its_accounts_are_on_clipstream(self, story: Story) -> None:
        with sqlite3.connect(small_clipstream().folder / "clipstream.sqlite3") as connection:
            known = {name for (name,) in connection.execute("SELECT username FROM username_history")}
        assert set(story.accounts) <= known

    def test_its_steps_are_done_by_people_of_the_demo(self, story: Story) -> None:
        people = {person.username for person in STAFF} | {"officer"}
        for step in story.lines():
            assert step.verb in VERBS
            assert step.who in people

    def test_its_sender_writes_from_a_reserved_domain(self, story: Story) -> None:
        assert story.by.email.endswith(".example")


def test_ids_are_given_once() -> None:
    assert len({story.id for story in STORIES}) == len(STORIES)


@pytest.mark.parametrize("template", sorted({template_of(story) for story in STORIES}))
def test_each_paper_is_one_page_and_says_that_it_is_invented(template: str) -> None:
    import pypdfium2

    story = next(story for story in STORIES if template_of(story) == template)
    form = form_of(story, received_on=NOW.date(), today=NOW.date())
    paper = pypdfium2.PdfDocument(letter_of(story, form, NOW.date()))
    assert len(paper) == 1
    said = paper[0].get_textpage().get_text_bounded()
    assert "Invented for a demonstration" in said
    assert story.accounts[0] in said
