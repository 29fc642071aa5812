"""SIGKILL at random moments while mail flows: every mail acknowledged is there, exactly once, as it came."""

from __future__ import annotations

import hashlib
import random
import shutil
import smtplib
import threading
import time

import pytest

from tests.bad_input.place import LiveStory, Place, Processes
from tests.bad_input.test_killed import ledger_is_whole
from tests.bad_input.test_two_at_once import entered
from tests.mail.conftest import as_mailbox, as_receiver, letter, raw_of
from tests.mail.servers import DESK_ADDRESS, Dovecot, free_port, postfix
from writdesk.adapters.vault import desk_blobs
from writdesk.store.mail import Mail

ROUNDS = 15
COUNT = 210
SEED = 20260302
PATIENCE_SECONDS = 120
SENDER = "dana.ruiz@springfield-pd.example"
pytestmark = pytest.mark.kill


def test_every_mail_acknowledged_by_the_receiver_is_there_once(
    live: LiveStory, place: Place, processes: Processes
) -> None:
    """The client sends each mail until it is acknowledged, as a mail server does."""
    chance, port = random.Random(SEED), free_port()
    acknowledged: list[bytes] = []
    sender = threading.Thread(target=send_all, args=(port, acknowledged), daemon=True)
    sender.start()
    for _round in range(ROUNDS):
        processes.start("receive_mail", settings=as_receiver(port)).kill_after(chance.uniform(0.1, 0.6))
    processes.start("receive_mail", settings=as_receiver(port))
    sender.join(PATIENCE_SECONDS)
    assert acknowledged == [letter(str(number)) for number in range(COUNT)]
    assert_there_once(acknowledged)


def send_all(port: int, acknowledged: list[bytes]) -> None:
    for number in range(COUNT):
        while not sent(port, letter(str(number))):
            time.sleep(0.01)
        acknowledged.append(letter(str(number)))


def sent(port: int, raw: bytes) -> bool:
    try:
        with smtplib.LMTP("127.0.0.1", port, timeout=20) as client:
            client.sendmail(SENDER, [DESK_ADDRESS], raw)
    except (OSError, smtplib.SMTPException):
        return False
    return True


@pytest.mark.mail
@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_what_postfix_was_told_is_kept_is_there_once(
    live: LiveStory, place: Place, processes: Processes
) -> None:
    chance, port = random.Random(SEED + 1), free_port()
    mails = [letter(str(number)) for number in range(COUNT)]
    with postfix(transport=f"lmtp:inet:127.0.0.1:{port}") as server:
        with smtplib.SMTP("127.0.0.1", server.port) as client:
            for raw in mails:
                client.sendmail(SENDER, [DESK_ADDRESS], raw)
        for _round in range(ROUNDS):
            server.flush()
            processes.start("receive_mail", settings=as_receiver(port)).kill_after(chance.uniform(0.1, 0.5))
        processes.start("receive_mail", settings=as_receiver(port))
        deadline = time.monotonic() + PATIENCE_SECONDS
        while server.waiting() and time.monotonic() < deadline:
            server.flush()
            time.sleep(0.5)
        assert server.waiting() == 0
    bodies = [raw[raw.index(b"From: Dana") :] for raw in map(raw_of, all_mails())]
    assert sorted(bodies) == sorted(mails)
    assert entered()["mail.arrived"] == COUNT
    assert ledger_is_whole()


@pytest.mark.mail
def test_every_mail_that_the_poller_moved_is_there_once(
    live: LiveStory, place: Place, processes: Processes, mailbox_server: Dovecot
) -> None:
    shutil.rmtree(mailbox_server.maildir, ignore_errors=True)
    chance = random.Random(SEED + 2)
    mails = [letter(str(number)) for number in range(COUNT)]
    for number, raw in enumerate(mails):
        mailbox_server.put(str(number), raw)
    for _round in range(ROUNDS):
        poller = processes.start("poll_mailbox", settings=as_mailbox(mailbox_server))
        poller.kill_after(chance.uniform(0.05, 0.5))
        kept = {raw_of(mail) for mail in all_mails()}
        assert set(mailbox_server.in_folder("Writdesk")) <= kept, "moved before it was kept"
    processes.start("poll_mailbox", settings=as_mailbox(mailbox_server), is_once=True).answer()
    assert mailbox_server.in_folder() == []
    assert sorted(mailbox_server.in_folder("Writdesk")) == sorted(mails)
    assert_there_once(mails)


def all_mails() -> list[Mail]:
    return list(Mail.objects.select_related("data_key"))


def assert_there_once(mails: list[bytes]) -> None:
    """Each mail has one row, one blob with its bytes, and one entry."""
    rows = all_mails()
    assert sorted(map(raw_of, rows)) == sorted(mails)
    assert {row.sha256 for row in rows} == {hashlib.sha256(raw).hexdigest() for raw in mails}
    assert entered()["mail.arrived"] == len(mails)
    assert {row.blob for row in rows} <= set(desk_blobs().names())
    assert ledger_is_whole()
