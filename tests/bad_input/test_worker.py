"""The worker: fenced, patient, and never stopped by one piece of work."""

from __future__ import annotations

import importlib
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from tests.actions.story import Story
from tests.bad_input.test_two_at_once import entered
from tests.clipstream import copied_to
from writdesk.actions.correspondence.mail_message import mail_message
from writdesk.actions.errors import NotYet
from writdesk.actions.fault_words import ENDED, UNKNOWN, words_of
from writdesk.actions.holding import WorkTaken
from writdesk.actions.producing.build_package import build_package
from writdesk.actions.producing.certify_production import certify_production
from writdesk.actions.producing.deliver_production import deliver_production
from writdesk.actions.producing.finish_collection import finish_collection, run_collection
from writdesk.actions.producing.start_collection import start_collection
from writdesk.actions.review.withdraw_request import WITHDRAWN, withdraw_request
from writdesk.adapters import platform
from writdesk.adapters.staging import Staged
from writdesk.adapters.vault import desk_blobs, desk_keys
from writdesk.core.lifecycle import Status
from writdesk.jobs import handlers
from writdesk.jobs.lease import BACKOFF_SECONDS, LEASE, MOST_ATTEMPTS, complete, put_back, renew, take
from writdesk.jobs.schedule import Schedule
from writdesk.jobs.worker import run_all, run_one
from writdesk.sources.errors import PlatformError
from writdesk.store.jobs import Job, enqueue
from writdesk.store.ledger import current_frontier
from writdesk.store.ledger_audit import verify_ledger
from writdesk.store.ledger_checkpoints import LedgerCheckpoint
from writdesk.store.productions import Collection, Production

AT = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


class Clock:
    """Stands still until it is moved."""

    def __init__(self, now: datetime = AT) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, **span: float) -> None:
        self.now += timedelta(**span)


def collecting(story: Story) -> Collection:
    """The custodian has started; the worker has not."""
    story.approved()
    return start_collection(story.reference, by=story.by("custodian"), at=story.tick())


def names() -> set[str]:
    return set(desk_blobs().names())


@pytest.mark.django_db
def test_two_workers_never_hold_the_same_job() -> None:
    enqueue("mail_message", "1", run_after=AT)
    first = take(AT)
    assert first is not None
    assert take(AT) is None
    second = take(AT + LEASE + timedelta(seconds=1))
    assert second is not None
    assert (second.fence, second.is_left_behind) == (first.fence + 1, True)
    assert not renew(first, AT)
    assert not complete(first, AT)
    assert not put_back(first, "late", AT)
    assert renew(second, AT)
    assert complete(second, AT)


def test_a_worker_that_lost_its_lease_writes_nothing(story: Story) -> None:
    collection = collecting(story)
    stale = take(story.tick())
    while stale is not None and stale.kind != "collect":
        complete(stale, story.tick())
        stale = take(story.tick())
    assert stale is not None
    story.minutes += 5
    fresh = take(story.tick())
    assert fresh is not None
    assert fresh.job == stale.job
    size = current_frontier().size
    with pytest.raises(WorkTaken):
        run_collection(collection.pk, at=story.tick(), hold=stale.hold)
    assert not names(), "what it had staged is dropped"
    assert (story.fresh().status, current_frontier().size) == (Status.COLLECTING, size)
    run_collection(collection.pk, at=story.tick(), hold=fresh.hold)
    assert story.fresh().status == Status.READY


def test_a_worker_that_comes_late_does_not_finish_the_collection_of_another(story: Story) -> None:
    """A first collection was given up and a second one runs: the first one's worker wakes up."""
    first = collecting(story)
    Collection.objects.filter(pk=first.pk).update(state=Collection.State.FAILED)
    Job.objects.all().delete()
    Collection.objects.create(
        request=story.request,
        grant=first.grant,
        state=Collection.State.RUNNING,
        started_by=first.started_by,
        started_at=story.tick(),
    )
    with pytest.raises(WorkTaken):
        finish_collection(first, Staged(), {}, at=story.tick())
    assert story.fresh().status == Status.COLLECTING


@pytest.mark.django_db
def test_a_job_that_fails_is_tried_again_later_and_later(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, tries = Clock(), []

    def fails(_job: Any, at: datetime) -> None:
        tries.append(at)
        raise ValueError("dana.ruiz@springfield-pd.example was refused")

    monkeypatch.setitem(handlers.HANDLERS, "mail_message", fails)
    enqueue("mail_message", "1", run_after=AT)
    while run_one(clock):
        assert not run_one(clock), "it must not be tried again at once"
        clock.now = Job.objects.get().run_after
    pauses = [round((later - before).total_seconds()) for before, later in pairwise(tries)]
    assert len(tries) == MOST_ATTEMPTS
    assert pauses == list(BACKOFF_SECONDS)
    assert Job.objects.get().last_fault == "ValueError", "the message would name somebody"


@pytest.mark.django_db
def test_a_job_of_an_unknown_kind_does_not_stop_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setitem(handlers.HANDLERS, "known", lambda _job, _at: done.append("known"))
    enqueue("of a later version", "1", run_after=AT)
    enqueue("known", "1", run_after=AT)
    assert run_all(Clock()) == 2
    assert done == ["known"]
    assert Job.objects.get(kind="of a later version").given_up_at == AT


def test_a_job_that_ends_every_worker_is_given_up_and_the_custodian_is_told(story: Story) -> None:
    collection = collecting(story)
    run_at = Clock(story.tick())
    Job.objects.exclude(kind="collect").delete()
    for _death in range(MOST_ATTEMPTS):
        assert take(run_at()) is not None  # and the worker dies
        run_at.move(minutes=2)
    run_all(run_at)
    assert story.fresh().status == Status.COLLECTION_FAILED
    assert Collection.objects.get(pk=collection.pk).fault == ENDED


def test_a_source_that_is_gone_fails_the_collection_in_words(story: Story, desk: Any) -> None:
    spoiled = copied_to(desk.BASE_DIR / "platform")
    desk.PLATFORM_DIR, desk.DATA_MAP = str(spoiled.folder), str(spoiled.data_map)
    collecting(story)
    for database in spoiled.folder.glob("*.sqlite3"):
        database.unlink()
    platform._platform_at.cache_clear()
    run_all(story.tick)
    failed = Collection.objects.get()
    assert (failed.state, story.fresh().status) == (Collection.State.FAILED, Status.COLLECTION_FAILED)
    assert failed.fault == words_of(PlatformError(""))
    assert "Error" not in failed.fault
    assert not names()
    assert entered()["collection.failed"] == 1
    whole = copied_to(desk.BASE_DIR / "whole")
    for database in whole.folder.glob("*.sqlite3"):
        shutil.copy(database, spoiled.folder)
    platform._platform_at.cache_clear()
    start_collection(story.reference, by=story.by("custodian"), at=story.tick())
    run_all(story.tick)
    assert story.fresh().status == Status.READY


def test_a_grant_that_ran_out_while_it_waited_fails_at_once_and_says_so(story: Story) -> None:
    collecting(story)
    story.minutes += 15 * 24 * 60
    run_all(story.tick)
    failed = Collection.objects.get()
    assert failed.fault.startswith("The grant ran out before the records were collected.")
    assert Job.objects.get(kind="collect").attempts == 1
    with pytest.raises(NotYet, match="grant has run out; the decision has to be made anew"):
        start_collection(story.reference, by=story.by("custodian"), at=story.tick())


def test_every_fault_is_told_in_words_without_its_own_text() -> None:
    assert words_of(RuntimeError("lucky.lark is not there")) == UNKNOWN
    assert words_of(PlatformError("lucky.lark is not there")).startswith("The platform's data could not")


def test_withdrawn_while_it_is_collected_drops_what_was_staged(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    collection = collecting(story)
    during(monkeypatch, "writdesk.actions.producing.finish_collection.stage", lambda: withdraw(story))
    run_all(story.tick)
    assert story.fresh().status == Status.WITHDRAWN
    assert not names()
    ended = Collection.objects.get(pk=collection.pk)
    assert (ended.state, ended.fault) == (Collection.State.FAILED, WITHDRAWN)
    assert Job.objects.get(kind="collect").done_at is not None
    assert entered()["collection.finished"] == entered()["collection.failed"] == 0


def test_withdrawn_while_its_package_is_built_drops_the_package(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.collected()
    certify_production(story.reference, by=story.by("custodian"), at=story.tick())
    before = names()
    during(monkeypatch, "writdesk.actions.producing.build_package._write", lambda: withdraw(story))
    run_all(story.tick)
    assert Production.objects.get().state == Production.State.FAILED
    assert names() == before
    assert entered()["production.built"] == 0


def withdraw(story: Story) -> None:
    withdraw_request(story.reference, by=story.by("officer"), at=story.tick())


def during(monkeypatch: pytest.MonkeyPatch, name: str, then: Callable[[], None]) -> None:
    """Let something happen while the work is under way: after its long part, before it is entered."""
    module, _, attribute = name.rpartition(".")
    real = getattr(importlib.import_module(module), attribute)

    def wrapped(*arguments: Any) -> Any:
        made = real(*arguments)
        then()
        return made

    monkeypatch.setattr(name, wrapped)


def test_after_a_failed_build_the_custodian_is_told_and_may_certify_again(story: Story, desk: Any) -> None:
    story.collected()
    letters = desk.LETTERS_DIR
    spoiled = desk.BASE_DIR / "letters"
    shutil.copytree(letters, spoiled)
    for template in (spoiled / "certificate").rglob("*.typ"):
        template.write_text("#this is no typst")
    desk.LETTERS_DIR = spoiled
    certify_production(story.reference, by=story.by("custodian"), at=story.tick())
    for _attempt in range(4):
        run_all(story.tick)
    failed = Production.objects.get()
    assert failed.state == Production.State.FAILED
    assert failed.fault.startswith("The certificate could not be set in type. Ask an administrator")
    assert entered()["production.failed"] == 1
    desk.LETTERS_DIR = letters
    certify_production(story.reference, by=story.by("custodian"), at=story.tick())
    run_all(story.tick)
    again = Production.objects.get()
    assert (again.state, again.fault) == (Production.State.BUILT, "")
    story.called_back()
    deliver_production(story.reference, by=story.by("custodian"), at=story.tick())
    assert verify_ledger().is_whole


def test_a_finished_collection_and_a_built_package_are_left_alone_by_a_second_run(story: Story) -> None:
    story.built()
    size, blobs = current_frontier().size, names()
    run_collection(Collection.objects.get().pk, at=story.tick())
    build_package(Production.objects.get().pk, at=story.tick())
    assert (current_frontier().size, names()) == (size, blobs)


def test_a_letter_mailed_again_after_a_crash_is_the_same_letter(story: Story, mailoutbox: list[Any]) -> None:
    story.received()
    message = story.request.messages.get(letter="receipt")
    mail_message(message.pk, at=story.tick())
    message.refresh_from_db()
    message.mailed_at = None  # the worker was killed before it could say so
    message.save()
    mail_message(message.pk, at=story.tick())
    first, second = (mail.message()["Message-ID"] for mail in mailoutbox)
    assert first == second
    assert first.endswith("@writdesk.example>")


@pytest.mark.django_db
def test_the_clock_sweeps_once_a_day_and_signs_once_an_hour() -> None:
    clock, workers = Clock(), [Schedule(), Schedule()]
    for _minute in range(26 * 60):
        for worker in workers:
            worker.enqueue_due(clock())
        clock.move(minutes=1)
    kinds = list(Job.objects.values_list("kind", flat=True))
    assert kinds.count("sweep_blobs") == 2, "12:00 of one day until 14:00 of the next"
    assert kinds.count("sign_checkpoint") == 26


@pytest.mark.django_db
def test_an_idle_worker_does_not_ask_the_clock_at_every_turn(django_assert_num_queries: Any) -> None:
    schedule = Schedule()
    schedule.enqueue_due(AT)
    with django_assert_num_queries(0):
        schedule.enqueue_due(AT + timedelta(seconds=59))


def test_a_delivery_is_covered_by_a_signed_checkpoint(story: Story) -> None:
    story.delivered()
    assert not LedgerCheckpoint.objects.exists()
    size = current_frontier().size
    run_all(story.tick)
    checkpoint = LedgerCheckpoint.objects.get()
    assert checkpoint.size == size
    assert checkpoint.note.startswith("127.0.0.1:8000/ledger\n")
    report = verify_ledger([desk_keys().signer.public_pem()])
    assert (report.is_whole, report.covered) == (True, size)
