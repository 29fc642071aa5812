"""What the processes of these tests do; each act tells what is done only after it is done."""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

import duckdb  # noqa: E402, F401  imported before the fork, so that a process starts at once
import pyhanko.sign  # noqa: E402, F401
import sqlalchemy  # noqa: E402, F401
import typst  # noqa: E402, F401
from django.conf import settings  # noqa: E402
from django.db import connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from tests.factories import LEGAL  # noqa: E402
from writdesk.actions.actor import Actor  # noqa: E402
from writdesk.actions.correspondence.write_message import write_to_desk, write_to_officer  # noqa: E402
from writdesk.actions.errors import ActionRefused  # noqa: E402
from writdesk.actions.intake.receive_request import receive_request  # noqa: E402
from writdesk.actions.intake.uploads import Upload, open_blob  # noqa: E402
from writdesk.actions.producing.certify_production import certify_production  # noqa: E402
from writdesk.actions.producing.deliver_production import deliver_production  # noqa: E402
from writdesk.actions.producing.download_production import download_production  # noqa: E402
from writdesk.actions.producing.leave_out import leave_out  # noqa: E402
from writdesk.actions.producing.reviewing import Chosen  # noqa: E402
from writdesk.actions.producing.start_collection import start_collection  # noqa: E402
from writdesk.actions.review.confirm_decision import confirm_decision  # noqa: E402
from writdesk.actions.review.propose_decision import Proposal, propose_decision  # noqa: E402
from writdesk.actions.review.withdraw_request import withdraw_request  # noqa: E402
from writdesk.core.leaving_out import LeftOutReason  # noqa: E402
from writdesk.core.letters import Letter  # noqa: E402
from writdesk.core.lifecycle import TransitionRefused  # noqa: E402
from writdesk.jobs.worker import Worker, run_all  # noqa: E402
from writdesk.store.decisions import Decision  # noqa: E402
from writdesk.store.officers import Officer  # noqa: E402
from writdesk.store.people import Person  # noqa: E402
from writdesk.web.database import database_from_url  # noqa: E402

if TYPE_CHECKING:
    from tests.bad_input.place import Place

Tell = Callable[[Any], None]
LETTER = Letter(id="approval", subject="About your request", text="We have decided.\n")


def begin(place: Place) -> None:
    """Work at this place, in every thread of this process."""
    settings.BASE_DIR = place.home
    settings.PLATFORM_DIR, settings.DATA_MAP = str(place.platform), str(place.data_map)
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    connections.close_all()
    before = {**connections.settings["default"], "OPTIONS": {}}
    connections.settings["default"] = {**before, **database_from_url(place.url), "CONN_MAX_AGE": 0}
    if hasattr(connections._connections, "default"):
        del connections["default"]


def teller(log: Path) -> Tell:
    """Appends a line in one write, so that a kill leaves whole lines."""
    sink = os.open(log, os.O_WRONLY | os.O_APPEND)
    return lambda said: (os.write(sink, json.dumps(said).encode() + b"\n"), None)[1]


def by(username: str) -> Actor:
    """Somebody acts."""
    return Actor(person=Person.objects.get(username=username))


def letter_of(seed: int, number: int) -> bytes:
    """A letter of its own for each request: some have a page, some two megabytes."""
    chance = random.Random(f"{seed}-{number}")
    line = f"Letter {seed}-{number}: {chance.random()}\n".encode()
    return line * chance.choice([3, 300, 60_000])


def send(officer: Officer, submission: str, letters: list[tuple[str, bytes]], **changes: Any) -> Any:
    """One request of the officer."""
    return receive_request(
        document={**LEGAL, **changes},
        uploads=[Upload(name=name, source=io.BytesIO(content)) for name, content in letters],
        by=Actor(person=officer.person),
        at=timezone.now(),
        submission=submission,
        officer=officer,
    )


def intake(tell: Tell, *, seed: int) -> None:
    """Send requests without end; each is told of when it is accepted."""
    officer = Officer.objects.select_related("person").get()
    for number in range(100_000):
        content = letter_of(seed, number)
        request = send(officer, f"{seed}-{number}", [("letter.txt", content)])
        tell([request.reference, number, hashlib.sha256(content).hexdigest()])


def work(tell: Tell, *, lease_seconds: float) -> None:
    """A worker, until it is killed."""
    tell("at work")
    Worker(lease=timedelta(seconds=lease_seconds)).run()


def work_off(tell: Tell) -> None:
    """Run all that is due; the most memory that it took, in MiB."""
    before = peak_memory()
    run_all()
    tell({"before": before, "peak": peak_memory()})


def peak_memory() -> float:
    """The most resident memory of this process so far, in MiB."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line)
    return int(line.split()[1]) / 1024


def send_once(tell: Tell, *, go_at: float, submission: str, text: str) -> None:
    """Send one form at an appointed instant."""
    officer = Officer.objects.select_related("person").get()
    _wait(go_at)
    tell(send(officer, submission, [("letter.txt", text.encode())]).reference)


def ask_back(tell: Tell, *, go_at: float, reference: str, token: str) -> None:
    """The officer writes a message at an appointed instant."""
    officer = Officer.objects.select_related("person").get()
    _wait(go_at)
    words = "Has the second account been found?"
    message = write_to_desk(
        reference, text=words, token=token, by=Actor(person=officer.person), at=timezone.now()
    )
    tell(message.pk)


def reply(tell: Tell, *, go_at: float, reference: str, username: str, seen: int) -> None:
    """Somebody of the desk answers a message at an appointed instant."""
    letter = Letter(id="", subject="", text=f"{username} answers.")
    person = by(username)
    _attempt(
        tell,
        go_at,
        lambda: write_to_officer(
            reference, letter=letter, token=username, by=person, at=timezone.now(), seen=seen
        ),
    )


def confirm(tell: Tell, *, go_at: float, reference: str, username: str) -> None:
    """Confirm a decision at an appointed instant."""
    _attempt(tell, go_at, lambda: confirm_decision(reference, by=by(username), at=timezone.now()))


def collect(tell: Tell, *, go_at: float, reference: str, username: str) -> None:
    """Start a collection at an appointed instant."""
    _attempt(tell, go_at, lambda: start_collection(reference, by=by(username), at=timezone.now()))


def leave_first_out(tell: Tell, *, go_at: float, reference: str, seen: int | None = None) -> None:
    """Leave the account itself out at an appointed instant."""

    def leave() -> object:
        return leave_out(
            reference,
            chosen=Chosen(category="subscriber_information", kind="account", numbers=(0,)),
            reason=LeftOutReason.PRIVILEGED,
            words="",
            by=by("custodian"),
            at=timezone.now(),
            seen=seen,
        )

    _attempt(tell, go_at, leave)


def certify(tell: Tell, *, go_at: float, reference: str, seen: int | None = None) -> None:
    """Certify at an appointed instant."""
    _attempt(
        tell, go_at, lambda: certify_production(reference, by=by("custodian"), at=timezone.now(), seen=seen)
    )


def withdraw(tell: Tell, *, go_at: float, reference: str, username: str) -> None:
    """Withdraw a request at an appointed instant."""
    _attempt(tell, go_at, lambda: withdraw_request(reference, by=by(username), at=timezone.now()))


def propose(tell: Tell, *, go_at: float, reference: str, username: str, seen: int | None = None) -> None:
    """Approve subscriber information at an appointed instant."""
    proposal = Proposal(
        outcome=Decision.Outcome.APPROVE,
        reason="As the guideline says.",
        letter=LETTER,
        categories=("subscriber_information",),
    )

    def decide() -> object:
        return propose_decision(reference, proposal=proposal, by=by(username), at=timezone.now(), seen=seen)

    _attempt(tell, go_at, decide)


def deliver(tell: Tell, *, references: list[str], folder: str) -> None:
    """Deliver packages and fetch each as its officer does, again and again."""
    tell("at work")
    custodian, officer = by("custodian"), Actor(person=Officer.objects.get().person)
    while True:
        for reference in references:
            try:
                deliver_production(reference, by=custodian, at=timezone.now())
                tell(["delivered", reference])
            except TransitionRefused:
                pass  # delivered before
            production = download_production(reference, by=officer, at=timezone.now())
            tell(["downloaded", reference])
            target = Path(folder) / f"{reference}.zip"
            with open_blob(production.blob, production.request.data_key) as source:
                target.write_bytes(source.read())


def _attempt(tell: Tell, go_at: float, act: Callable[[], object]) -> None:
    _wait(go_at)
    try:
        act()
    except (ActionRefused, TransitionRefused) as refusal:
        tell([type(refusal).__name__, str(refusal)])
    else:
        tell(["done", ""])


def _wait(go_at: float) -> None:
    connections["default"].ensure_connection()
    while time.time() < go_at:
        time.sleep(0.0005)


def receive_mail(tell: Tell, *, settings: Any) -> None:
    """The receiver, as ``writdesk mail receive`` runs it."""
    from writdesk.jobs import mail_intake

    tell("at work")
    mail_intake.Receiving(settings=settings).run()


def poll_mailbox(tell: Tell, *, settings: Any, is_once: bool = False) -> None:
    """Look at a mailbox again and again."""
    from writdesk.adapters.mail_in.poller import poll_once
    from writdesk.jobs import mail_intake

    tell("at work")
    while True:
        tell({"kept": poll_once(settings, mail_intake.keep).kept})
        if is_once:
            return
