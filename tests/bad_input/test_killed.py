"""SIGKILL at random moments: what was accepted is there, once and whole; what was not leaves nothing."""

from __future__ import annotations

import hashlib
import random
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db.models import QuerySet

from tests.bad_input.acts import letter_of, send
from tests.bad_input.place import LiveStory, Place, Processes
from tests.bad_input.test_two_at_once import entered
from writdesk.actions.intake.sweep_blobs import sweep_blobs
from writdesk.actions.intake.uploads import open_blob
from writdesk.actions.producing.certify_production import certify_production
from writdesk.actions.producing.deliver_production import deliver_production
from writdesk.actions.producing.start_collection import start_collection
from writdesk.adapters.staging import StagedRecords
from writdesk.adapters.vault import desk_blobs, desk_keys, secret_of
from writdesk.core.lifecycle import Status
from writdesk.production.checking.package_check import check_package
from writdesk.store.documents import Document
from writdesk.store.jobs import Job
from writdesk.store.ledger_audit import verify_ledger
from writdesk.store.productions import Collection, Production
from writdesk.store.requests import Request

pytestmark = pytest.mark.kill
ROUNDS = 15
SEED = 20260302
LEASE_SECONDS = 0.6
MOST_SECONDS = 60
# How long a worker lives at most: about as long as the work takes.
LONGEST = {"collect": 0.4, "build_package": 1.2}


def ledger_is_whole() -> bool:
    return verify_ledger([desk_keys().signer.public_pem()]).is_whole


def bytes_of(document: Document) -> bytes:
    with open_blob(document.blob, document.request.data_key) as reader:
        return reader.read()


def kill_workers(processes: Processes, chance: random.Random, kind: str, more: Callable[[], None]) -> None:
    """Kill a worker so many times while there is work of this kind, then let it be finished."""
    unfinished = Job.objects.filter(kind=kind, done_at=None, given_up_at=None)
    for _round in range(ROUNDS):
        if not unfinished.exists():
            more()
        # A job that ended six workers is given up, and rightly; another test sees to that.
        let_finish(processes, unfinished.filter(attempts__gte=4))
        processes.start("work", lease_seconds=LEASE_SECONDS).kill_after(chance.uniform(0, LONGEST[kind]))
    let_finish(processes, unfinished)


def let_finish(processes: Processes, unfinished: QuerySet[Job]) -> None:
    """A worker that nobody kills takes the work up again."""
    if not unfinished.exists():
        return
    worker = processes.start("work", lease_seconds=LEASE_SECONDS)
    deadline = time.monotonic() + MOST_SECONDS
    while unfinished.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not unfinished.exists(), "the work was not taken up again"
    worker.process.kill()
    worker.process.join(10)


def test_what_was_acknowledged_is_there_once_and_whole(live: LiveStory, processes: Processes) -> None:
    chance = random.Random(SEED)
    acknowledged: dict[str, str] = {}
    for seed in range(ROUNDS):
        said = processes.start("intake", seed=seed).kill_after(chance.uniform(0, 0.25))
        acknowledged |= {reference: sha256 for reference, _number, sha256 in said}
        # The officer whose answer never came sends the same form again.
        number = len(said)
        content = letter_of(seed, number)
        again = send(live.officer, f"{seed}-{number}", [("letter.txt", content)])
        acknowledged[again.reference] = hashlib.sha256(content).hexdigest()
    assert len(acknowledged) >= 2 * ROUNDS
    stored = Counter(Request.objects.values_list("reference", flat=True))
    assert stored == Counter(acknowledged.keys()), "every form was sent until its answer came: none else"
    documents = Document.objects.select_related("request__data_key")
    assert {d.request.reference: hashlib.sha256(bytes_of(d)).hexdigest() for d in documents} == acknowledged
    assert entered()["request.received"] == len(acknowledged) == documents.count()
    assert ledger_is_whole()


def test_what_was_not_accepted_leaves_nothing_that_is_not_swept(
    live: LiveStory, processes: Processes
) -> None:
    chance = random.Random(SEED + 1)
    for seed in range(5):
        processes.start("intake", seed=seed).kill_after(chance.uniform(0, 0.2))
    sweep_blobs(older_than=timedelta(0))
    assert set(desk_blobs().names()) == set(Document.objects.values_list("blob", flat=True))
    assert not list(desk_blobs().partials())
    assert all(
        hashlib.sha256(bytes_of(document)).hexdigest() == document.sha256
        for document in Document.objects.select_related("request__data_key")
    )


def test_collections_are_finished_once_however_often_the_worker_is_killed(
    live: LiveStory, processes: Processes
) -> None:
    def more() -> None:
        start_collection(live.approved().reference, by=live.by("custodian"), at=live.tick())

    more()
    kill_workers(processes, random.Random(SEED + 2), "collect", more)
    count = Collection.objects.count()
    assert entered()["collection.finished"] == count == Request.objects.filter(status=Status.READY).count()
    assert set(Collection.objects.values_list("state", flat=True)) == {Collection.State.FINISHED}
    sweep_blobs(older_than=timedelta(0))
    assert len(set(desk_blobs().names())) == 2 * count, "records and media of each, and nothing else"
    for collection in Collection.objects.select_related("request__data_key"):
        assert_staged(collection)
    assert ledger_is_whole()


def test_packages_are_built_once_however_often_the_worker_is_killed(
    live: LiveStory, processes: Processes, tmp_path: Path
) -> None:
    def more() -> None:
        certify_production(live.collected().reference, by=live.by("custodian"), at=live.tick())

    more()
    kill_workers(processes, random.Random(SEED + 4), "build_package", more)
    count = Production.objects.count()
    assert entered()["production.built"] == entered()["production.certified"] == count
    for production in Production.objects.select_related("request__data_key"):
        live.request = production.request
        live.called_back()
        deliver_production(production.request.reference, by=live.by("custodian"), at=live.tick())
        assert_whole(production, tmp_path)
    sweep_blobs(older_than=timedelta(0))
    assert len(set(desk_blobs().names())) == 3 * count, "records, media and package of each, and nothing else"
    assert ledger_is_whole()


def test_a_package_is_delivered_once_however_often_its_delivery_is_killed(
    live: LiveStory, processes: Processes, place: Place
) -> None:
    chance = random.Random(SEED + 3)
    references = [live.built().called_back().reference for _ in range(3)]
    said: Counter[str] = Counter()
    for _round in range(ROUNDS):
        running = processes.start("deliver", references=references, folder=str(place.home))
        said.update(word for word, _reference in running.kill_after(chance.uniform(0, 0.15))[1:])
    last = processes.start("deliver", references=references, folder=str(place.home))
    last.wait_until(lambda said: {["downloaded", each] in said for each in references} == {True})
    said.update(word for word, _reference in last.kill_after(0)[1:])
    counts = entered()
    assert counts["production.delivered"] == len(references)
    assert Request.objects.filter(status=Status.DELIVERED).count() == len(references)
    downloads = sum(Production.objects.values_list("downloads", flat=True))
    assert counts["production.downloaded"] == downloads >= said["downloaded"] > 0
    # One letter each, mailed by one job.
    assert Job.objects.filter(kind="sign_checkpoint").count() == len(references)
    assert live.request.messages.filter(letter="delivery").count() == 1
    for production in Production.objects.select_related("request__data_key"):
        assert_whole(production, place.home)
    assert ledger_is_whole()


def assert_staged(collection: Collection) -> None:
    """What was collected opens, and is as many records as the custodian is shown."""
    secret = secret_of(collection.request.data_key)
    with StagedRecords(collection.records_blob, collection.media_blob, desk_blobs(), secret) as records:
        kinds = Counter((record.category, record.kind) for record in records)
    assert kinds == Counter(
        {(category, kind): n for category, counts in collection.counts.items() for kind, n in counts.items()}
    )
    assert kinds


def assert_whole(production: Production, folder: Path) -> None:
    """The package as the officer gets it opens and verifies."""
    package = folder / f"{production.request.reference}.zip"
    with open_blob(production.blob, production.request.data_key) as source:
        content = source.read()
    package.write_bytes(content)
    assert hashlib.sha256(content).hexdigest() == production.sha256
    report = check_package(package, desk_keys().signer.public_pem())
    assert report.is_whole, report.faults
