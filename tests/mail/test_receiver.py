"""The receiver: 250 means that the mail is on the disk and in the ledger; otherwise it is asked for again."""

from __future__ import annotations

import smtplib
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.bad_input.place import LiveStory, Place, Processes
from tests.bad_input.test_two_at_once import entered
from tests.mail.conftest import as_receiver, blob_files, letter, raw_of
from tests.mail.servers import DESK_ADDRESS, free_port, make_certificates, wait_for_port
from writdesk.actions.intake.sweep_blobs import sweep_blobs
from writdesk.adapters.mail_in.arriving import Arriving, Keep
from writdesk.adapters.vault import open_json
from writdesk.jobs import mail_intake
from writdesk.store.mail import Mail

SENDER = "dana.ruiz@springfield-pd.example"


@contextmanager
def receiving(**changes: Any) -> Iterator[int]:
    """A receiver in a thread of this process; its port."""
    port = free_port()
    receiver = mail_intake.Receiving(as_receiver(port, **changes))
    receiver.start()
    wait_for_port(port)
    try:
        yield port
    finally:
        receiver.stop()


@pytest.fixture
def door(live: LiveStory, processes: Processes) -> int:
    """A receiver in a process of its own, at the desk; its port."""
    del live
    port = free_port()
    processes.start("receive_mail", settings=as_receiver(port))
    wait_for_port(port)
    return port


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> list[Arriving]:
    """What the receiver would keep; no database."""
    mails: list[Arriving] = []
    monkeypatch.setattr(mail_intake, "keep", mails.append)
    return mails


def set_keep(monkeypatch: pytest.MonkeyPatch, keep: Keep) -> None:
    monkeypatch.setattr(mail_intake, "keep", keep)


def envelope(mail: Mail) -> dict[str, Any]:
    return dict(open_json(mail.data_key, mail.envelope_sealed, "mail.envelope"))


def test_a_mail_that_is_acknowledged_is_kept_as_it_came(door: int) -> None:
    with smtplib.LMTP("127.0.0.1", door) as client:
        assert client.sendmail(SENDER, [DESK_ADDRESS], letter("one")) == {}
    mail = Mail.objects.get()
    assert raw_of(mail) == letter("one")
    assert mail.reference.startswith("ML-")
    assert envelope(mail)["recipients"] == [DESK_ADDRESS]
    assert envelope(mail)["mail_from"] == SENDER
    assert entered()["mail.arrived"] == 1


def test_the_same_bytes_are_one_mail_and_the_ledger_says_so(door: int) -> None:
    for _time in range(3):
        with smtplib.LMTP("127.0.0.1", door) as client:
            client.sendmail(SENDER, [DESK_ADDRESS], letter("one"))
    assert Mail.objects.count() == 1
    assert (entered()["mail.arrived"], entered()["mail.arrived_again"]) == (1, 2)


def test_when_the_ledger_cannot_be_written_the_mail_is_asked_for_again(door: int, place: Place) -> None:
    rename("ledger_entry", "ledger_entry_away")
    try:
        assert refusal(door)[0] == 451
    finally:
        rename("ledger_entry_away", "ledger_entry")
    assert not Mail.objects.exists()
    with smtplib.LMTP("127.0.0.1", door) as client:
        client.sendmail(SENDER, [DESK_ADDRESS], letter("one"))
    assert Mail.objects.count() == 1
    sweep_blobs(older_than=timedelta(0))
    assert len(blob_files(place.home)) == 1


def test_when_the_database_is_away_the_mail_is_asked_for_again(door: int) -> None:
    rename("mail", "mail_away")
    try:
        assert refusal(door)[0] == 451
    finally:
        rename("mail_away", "mail")
    assert not Mail.objects.exists()


def test_when_the_disk_takes_nothing_the_mail_is_asked_for_again(door: int, place: Place) -> None:
    (place.home / "blobs").write_text("a file where the folder should be")
    assert refusal(door)[0] == 451
    assert not Mail.objects.exists()


def test_a_mail_over_the_limit_is_refused_for_good(kept: list[Arriving]) -> None:
    with receiving(size_limit=1000, protocol="smtp") as port, smtplib.SMTP("127.0.0.1", port) as client:
        with pytest.raises(smtplib.SMTPSenderRefused) as announced:
            client.sendmail(SENDER, [DESK_ADDRESS], letter("long", lines=500))
        client.ehlo()
        client.docmd("MAIL", f"FROM:<{SENDER}>")
        client.docmd("RCPT", f"TO:<{DESK_ADDRESS}>")
        assert client.data(letter("long", lines=500))[0] == 552
    assert announced.value.smtp_code == 552
    assert not kept


def test_lmtp_answers_for_each_recipient(kept: list[Arriving], monkeypatch: pytest.MonkeyPatch) -> None:
    recipients = [DESK_ADDRESS, f"ler+LR-2026-000001@{DESK_ADDRESS.partition('@')[2]}"]
    with receiving() as port:
        assert lmtp_answers(port, recipients, letter("two")) == [b"250", b"250"]
        set_keep(monkeypatch, full)
    with receiving() as port:
        assert lmtp_answers(port, recipients, letter("two")) == [b"451", b"451"]
    with receiving(size_limit=1000) as port:
        assert lmtp_answers(port, recipients, letter("two", lines=500)) == [b"552", b"552"]
    assert kept[0].recipients == tuple(recipients)


def full(_mail: Arriving) -> None:
    raise OSError("no room")


def test_nobody_but_the_mail_server_hands_mail_in(kept: list[Arriving]) -> None:
    with (
        receiving(allowed=(ip_network("192.0.2.0/24"),)) as port,
        smtplib.LMTP("127.0.0.1", port) as client,
        pytest.raises(smtplib.SMTPSenderRefused) as refused,
    ):
        client.sendmail(SENDER, [DESK_ADDRESS], letter("one"))
    assert refused.value.smtp_code == 554
    assert not kept


def test_a_line_of_any_length_is_kept_whole(kept: list[Arriving]) -> None:
    """A line that is cut would break the sender's signature."""
    raw = b"Subject: long\r\n\r\n" + b"x" * 200_000 + b"\r\n.\r\n..two dots\r\n"
    with receiving() as port, smtplib.LMTP("127.0.0.1", port) as client:
        client.sendmail(SENDER, [DESK_ADDRESS], raw)
    assert kept[0].raw == raw


def test_a_bare_line_feed_does_not_end_a_mail(kept: list[Arriving]) -> None:
    """What follows would be a mail that the server before us never saw."""
    smuggled = b"Subject: one\r\n\r\nhello\n.\nMAIL FROM:<x@y.example>\r\nRCPT TO:<z@z.example>\r\nDATA\r\n"
    with receiving() as port:
        lmtp_answers(port, [DESK_ADDRESS], smuggled)
    assert len(kept) == 1
    assert b"MAIL FROM" in kept[0].raw


def test_the_true_client_is_known_by_xforward(kept: list[Arriving]) -> None:
    with receiving() as port, smtplib.LMTP("127.0.0.1", port) as client:
        client.ehlo()
        assert client.has_extn("xforward")
        assert client.docmd("XFORWARD", "ADDR=192.0.2.7 HELO=mail.springfield-pd.example")[0] == 250
        client.sendmail(SENDER, [DESK_ADDRESS], letter("one"))
        client.docmd("XFORWARD", "ADDR=IPV6:2001:db8::7 HELO=[UNAVAILABLE]")
        client.sendmail(SENDER, [DESK_ADDRESS], letter("two"))
        client.sendmail(SENDER, [DESK_ADDRESS], letter("three"))
    assert [(mail.peer_ip, mail.helo) for mail in kept] == [
        ("192.0.2.7", "mail.springfield-pd.example"),
        ("2001:db8::7", ""),
        ("", ""),
    ]


def test_starttls_is_offered_with_a_certificate(kept: list[Arriving], tmp_path: Path) -> None:
    import ssl

    ca = make_certificates(tmp_path)
    files = {"certificate": str(tmp_path / "server.pem"), "key": str(tmp_path / "server.key")}
    with receiving(protocol="smtp", **files) as port, smtplib.SMTP("localhost", port) as client:
        client.starttls(context=ssl.create_default_context(cafile=ca))
        client.sendmail(SENDER, [DESK_ADDRESS], letter("one"))
    assert kept[0].raw == letter("one")


@pytest.mark.parametrize("protocol", ["smtp", "lmtp"])
def test_each_protocol_has_its_own_greeting(kept: list[Arriving], protocol: str) -> None:
    wrong: Callable[..., smtplib.SMTP] = {"smtp": smtplib.LMTP, "lmtp": smtplib.SMTP}[protocol]
    with receiving(protocol=protocol) as port:
        client = wrong("127.0.0.1", port)
        assert client.ehlo()[0] == 500
        client.close()


def refusal(port: int) -> tuple[int, bytes]:
    """The answer to a mail."""
    with smtplib.LMTP("127.0.0.1", port) as client:
        client.ehlo()
        client.docmd("MAIL", f"FROM:<{SENDER}>")
        client.docmd("RCPT", f"TO:<{DESK_ADDRESS}>")
        return client.data(letter("one"))


def lmtp_answers(port: int, recipients: list[str], raw: bytes) -> list[bytes]:
    """The code for each recipient."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        answers = line.makefile("rb")
        commands = ["LHLO x", f"MAIL FROM:<{SENDER}>", *(f"RCPT TO:<{to}>" for to in recipients), "DATA"]
        answers.readline()
        for command in commands:
            line.sendall(command.encode() + b"\r\n")
            while answers.readline()[3:4] == b"-":
                pass
        line.sendall(raw + b"\r\n.\r\n")
        return [answers.readline()[:3] for _recipient in recipients]


def rename(before: str, after: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {before} RENAME TO {after}")
