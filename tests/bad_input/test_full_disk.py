"""A disk without room: whoever acts is told, nothing half is kept, and it works again once there is room."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.actions.story import Story
from tests.bad_input.acts import send
from tests.bad_input.place import LiveStory, Place
from tests.bad_input.test_killed import assert_whole
from writdesk.actions.all_or_nothing import FULL
from writdesk.actions.errors import NoRoom
from writdesk.actions.fault_words import NO_ROOM
from writdesk.actions.producing.certify_production import certify_production
from writdesk.actions.producing.start_collection import start_collection
from writdesk.actions.review.assign_request import assign_request
from writdesk.adapters.vault import desk_blobs
from writdesk.core.lifecycle import Status
from writdesk.jobs.worker import run_all
from writdesk.ledger.errors import LedgerUnwritable
from writdesk.store.documents import Document
from writdesk.store.jobs import Job
from writdesk.store.ledger import current_frontier
from writdesk.store.ledger_audit import verify_ledger
from writdesk.store.productions import Collection, Production
from writdesk.store.requests import Request

LETTERS = [("first.txt", b"A letter.\n"), ("second.txt", b"A long letter.\n" * 60_000)]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """The desk's blobs on a file system of their own, of one megabyte."""
    folder = tmp_path / "blobs"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m,mode=700", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("NOT TESTED HERE: a full disk needs the right to mount; run the tests as root")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def fill(folder: Path, *, leave: int) -> Path:
    """Take up the room of a file system but for some bytes."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as sink:
        try:
            while True:
                sink.write(bytes(4096))
        except OSError:
            pass
        sink.truncate(max(0, filler.stat().st_size - leave))
    return filler


def stopped(story: Story) -> Callable[[], datetime]:
    """A clock that stands still: what is put back is not due again."""
    now = story.tick()
    return lambda: now


def blob_files(folder: Path) -> list[Path]:
    return [path for path in folder.glob("??/*") if path.is_file()]


def test_a_request_that_finds_no_room_is_refused_in_words_and_leaves_nothing(
    story: Story, small_disk: Path
) -> None:
    filler, size = fill(small_disk, leave=400_000), current_frontier().size
    with pytest.raises(NoRoom, match=r"nothing was kept\. Try again later"):
        send(story.officer, "one form", LETTERS)
    assert not Request.objects.exists()
    assert not Document.objects.exists()
    assert current_frontier().size == size
    assert not blob_files(small_disk), "the first letter had room and must go with the second"
    filler.unlink()
    request = send(story.officer, "one form", LETTERS)
    assert request.documents.count() == len(blob_files(small_disk)) == 2


def test_a_collection_without_room_is_tried_again_by_the_worker_until_there_is(
    story: Story, small_disk: Path
) -> None:
    story.approved()
    filler = fill(small_disk, leave=0)
    start_collection(story.reference, by=story.by("custodian"), at=story.tick())
    run_all(stopped(story))
    job = Job.objects.get(kind="collect")
    assert (job.attempts, job.done_at, job.given_up_at) == (1, None, None)
    assert job.last_fault == "StorageFull (storage_full)"
    assert story.fresh().status == Status.COLLECTING
    assert not blob_files(small_disk)
    filler.unlink()
    run_all(story.tick)
    assert story.fresh().status == Status.READY
    assert Collection.objects.get().state == Collection.State.FINISHED
    assert len(blob_files(small_disk)) == 2


def test_when_no_room_comes_the_custodian_is_told_and_may_start_again(story: Story, small_disk: Path) -> None:
    story.approved()
    filler = fill(small_disk, leave=0)
    start_collection(story.reference, by=story.by("custodian"), at=story.tick())
    for _attempt in range(8):
        story.minutes += 120
        run_all(story.tick)
    assert story.fresh().status == Status.COLLECTION_FAILED
    assert Collection.objects.get().fault == NO_ROOM
    assert Job.objects.get(kind="collect").attempts == 6
    filler.unlink()
    start_collection(story.reference, by=story.by("custodian"), at=story.tick())
    run_all(story.tick)
    assert story.fresh().status == Status.READY


def test_a_package_without_room_is_built_once_there_is(story: Story, small_disk: Path) -> None:
    story.collected()
    before = sorted(blob_files(small_disk))
    filler = fill(small_disk, leave=0)
    certify_production(story.reference, by=story.by("custodian"), at=story.tick())
    run_all(stopped(story))
    assert Production.objects.get().state == Production.State.BUILDING
    assert sorted(blob_files(small_disk)) == before
    filler.unlink()
    run_all(story.tick)
    production = Production.objects.get()
    assert production.state == Production.State.BUILT
    assert_whole(production, small_disk.parent)


@pytest.fixture
def file_limit() -> Iterator[Callable[[int], None]]:
    """Lets no file of this process grow beyond so many bytes; needs no rights."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def limit(size: int) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))

    yield limit
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_file_that_may_not_grow_is_a_disk_without_room(
    story: Story, file_limit: Callable[[int], None]
) -> None:
    file_limit(100_000)
    try:
        with pytest.raises(NoRoom) as refusal:
            send(story.officer, "one form", LETTERS)
    finally:
        file_limit(resource.RLIM_INFINITY)
    assert str(refusal.value) == FULL
    assert not blob_files(desk_blobs().folder)
    assert send(story.officer, "one form", LETTERS).documents.count() == 2


def test_records_without_room_take_their_media_with_them(
    story: Story, file_limit: Callable[[int], None]
) -> None:
    """The media are on the disk already when the records find no room."""
    story.approved()
    start_collection(story.reference, by=story.by("custodian"), at=story.tick())
    file_limit(600)
    try:
        run_all(stopped(story))
    finally:
        file_limit(resource.RLIM_INFINITY)
    assert Job.objects.get(kind="collect").last_fault == "StorageFull (storage_full)"
    assert not blob_files(desk_blobs().folder)
    run_all(story.tick)
    assert story.fresh().status == Status.READY


def test_a_folder_that_cannot_be_written_says_so(story: Story, desk: Any) -> None:
    (desk.BASE_DIR / "blobs").write_text("a file where the folder should be")
    with pytest.raises(NoRoom, match="cannot be written right now"):
        send(story.officer, "one form", LETTERS)
    assert not Request.objects.exists()


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_a_database_without_room_takes_nothing_and_says_so(live: LiveStory, place: Place) -> None:
    live.received()
    size = current_frontier().size
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    taken, refusal = until_refused(live)
    assert refusal == FULL
    assert Request.objects.count() == 1 + taken
    assert current_frontier().size == size + taken
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1000000")
    assert send(live.officer, f"form-{taken}", [("letter.txt", b"A letter.\n")]).documents.count() == 1
    assert verify_ledger().is_whole


def test_when_the_ledger_cannot_be_written_the_act_does_not_happen(live: LiveStory, place: Place) -> None:
    live.received()
    size, revision = current_frontier().size, live.fresh().revision
    analyst = live.by("analyst")
    rename("ledger_entry", "ledger_entry_away")
    try:
        with pytest.raises(LedgerUnwritable, match="nothing was done"):
            assign_request(live.reference, to=analyst.somebody, by=analyst, at=live.tick())
        with pytest.raises(LedgerUnwritable, match="nothing was done"):
            send(live.officer, "another form", LETTERS)
    finally:
        rename("ledger_entry_away", "ledger_entry")
    assert (live.fresh().status, live.fresh().revision) == (Status.RECEIVED, revision)
    assert Request.objects.count() == 1
    assert current_frontier().size == size
    assign_request(live.reference, to=analyst.somebody, by=analyst, at=live.tick())
    assert live.fresh().status == Status.UNDER_REVIEW


def until_refused(live: LiveStory) -> tuple[int, str]:
    """How many requests were taken, and what was said then."""
    for number in range(200):
        try:
            send(live.officer, f"form-{number}", [("letter.txt", b"A letter.\n")])
        except NoRoom as refusal:
            return number, str(refusal)
    raise AssertionError("the database had room for all")


def rename(before: str, after: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {before} RENAME TO {after}")
