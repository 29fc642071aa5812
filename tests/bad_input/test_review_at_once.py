"""Two custodians at one collection at the same instant: from two processes, on SQLite and PostgreSQL."""

from __future__ import annotations

import pytest

from tests.bad_input.place import LiveStory, Processes
from writdesk.jobs.worker import run_all
from writdesk.store.ledger_audit import verify_ledger
from writdesk.store.productions import LeftOut, Production

pytestmark = pytest.mark.kill


def test_of_two_who_leave_out_at_once_one_is_told(live: LiveStory, processes: Processes) -> None:
    live.collected()
    act = ("leave_first_out", {"reference": live.reference, "seen": live.fresh().revision})
    answers = processes.at_once(act, act)
    assert sorted(word for word, _said in answers) == ["ChangedMeanwhile", "done"]
    assert [row.records for row in LeftOut.objects.all()] == [1]


def test_what_is_certified_while_another_leaves_out_is_built_as_certified(
    live: LiveStory, processes: Processes
) -> None:
    live.collected()
    seen = {"reference": live.reference}
    answers = dict(
        zip(
            ("certified", "left_out"),
            (
                word
                for word, _said in processes.at_once(("certify", dict(seen)), ("leave_first_out", dict(seen)))
            ),
            strict=True,
        )
    )
    if answers["certified"] == "done":
        run_all(live.tick)
        production = Production.objects.get()
        assert production.state == Production.State.BUILT, production.fault
        is_left_out = LeftOut.objects.exists()
        assert ("subscriber_information/account" in production.certified_tables) is not is_left_out
    else:
        assert answers == {"certified": "ChangedMeanwhile", "left_out": "done"}
    assert verify_ledger().is_whole
