"""The poller against a real Dovecot: kept, then moved; never deleted, never in clear."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.bad_input.place import LiveStory, Place, Processes
from tests.bad_input.test_two_at_once import entered
from tests.mail.conftest import as_mailbox, letter, raw_of
from tests.mail.servers import DESK_ADDRESS, RELAY, Dovecot, make_certificates
from writdesk.adapters.errors import MailboxUnusable
from writdesk.adapters.mail_in.arriving import Arriving
from writdesk.adapters.mail_in.poller import poll_once
from writdesk.store.mail import Mail

pytestmark = pytest.mark.mail
TRACE = (
    f"Return-Path: <dana.ruiz@springfield-pd.example>\r\nDelivered-To: {DESK_ADDRESS}\r\n"
    f"Received: from mail.springfield-pd.example (mail.springfield-pd.example [192.0.2.7])\r\n"
    f"\tby {RELAY} (Postfix) with ESMTPS id 4711\r\n\tfor <{DESK_ADDRESS}>\r\n"
    f"Received: from invented (invented [198.51.100.9]) by {RELAY} with ESMTP\r\n"
).encode()


@pytest.fixture
def mailbox(mailbox_server: Dovecot) -> Dovecot:
    """The server with an empty mailbox."""
    shutil.rmtree(mailbox_server.maildir, ignore_errors=True)
    return mailbox_server


def test_a_mail_is_kept_as_it_lies_there_and_then_moved(mailbox: Dovecot) -> None:
    kept: list[Arriving] = []
    mailbox.put("one", TRACE + letter("one"))
    assert poll_once(as_mailbox(mailbox), kept.append).kept == 1
    assert kept[0].raw == TRACE + letter("one")
    assert (kept[0].peer_ip, kept[0].helo) == ("192.0.2.7", "mail.springfield-pd.example")
    assert (kept[0].mail_from, kept[0].recipients) == ("dana.ruiz@springfield-pd.example", (DESK_ADDRESS,))
    assert mailbox.in_folder() == []
    assert mailbox.in_folder("Writdesk") == [TRACE + letter("one")]
    assert poll_once(as_mailbox(mailbox), kept.append).kept == 0


def test_a_mail_that_could_not_be_kept_stays_and_the_others_do_not_wait_for_it(mailbox: Dovecot) -> None:
    kept: list[Arriving] = []

    def keep(mail: Arriving) -> None:
        if b"Letter bad" in mail.raw:
            raise ValueError("not kept")
        kept.append(mail)

    for name in ("one", "bad", "two"):
        mailbox.put(name, letter(name))
    with pytest.raises(ValueError, match="not kept"):
        poll_once(as_mailbox(mailbox), keep)
    assert [mail.raw for mail in kept] == [letter("one"), letter("two")]
    assert mailbox.in_folder() == [letter("bad")]


def test_a_mail_over_the_limit_is_moved_aside_and_its_head_is_kept(mailbox: Dovecot) -> None:
    kept: list[Arriving] = []
    mailbox.put("long", letter("long", lines=1000))
    look = poll_once(as_mailbox(mailbox, size_limit=2000), kept.append)
    assert (look.kept, look.too_large) == (0, 1)
    assert kept[0].raw.startswith(b"From: Dana Ruiz")
    assert b"A line." not in kept[0].raw
    assert kept[0].is_head_only
    assert mailbox.in_folder("Writdesk-too-large") == [letter("long", lines=1000)]


def test_a_rebuilt_mailbox_changes_nothing(mailbox: Dovecot) -> None:
    """UIDVALIDITY changes when the list of UIDs is made anew."""
    kept: list[Arriving] = []
    mailbox.put("one", letter("one"))
    poll_once(as_mailbox(mailbox), kept.append)
    mailbox.put("two", letter("two"))
    for path in mailbox.maildir.glob("dovecot*"):
        path.unlink()
    poll_once(as_mailbox(mailbox), kept.append)
    assert [mail.raw for mail in kept] == [letter("one"), letter("two")]


def test_starttls_is_demanded_where_it_is_set(mailbox: Dovecot) -> None:
    kept: list[Arriving] = []
    mailbox.put("one", letter("one"))
    poll_once(as_mailbox(mailbox, security="starttls", port=mailbox.port), kept.append)
    assert len(kept) == 1


def test_a_server_that_hides_starttls_is_not_read_in_clear(mailbox: Dovecot) -> None:
    said: list[bytes] = []
    with clear_text_server(said) as port, pytest.raises(MailboxUnusable):
        poll_once(as_mailbox(mailbox, security="starttls", port=port), lambda _mail: None)
    assert b"mailbox-secret" not in b"".join(said)


@pytest.mark.parametrize("security", ["none", "", "clear"])
def test_no_setting_reads_a_mailbox_in_clear(mailbox: Dovecot, security: str) -> None:
    with pytest.raises(MailboxUnusable, match="no mailbox is read in clear"):
        poll_once(as_mailbox(mailbox, security=security, port=mailbox.port), lambda _mail: None)


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_of_somebody_else_is_refused(mailbox: Dovecot, tmp_path: Path, security: str) -> None:
    other = make_certificates(tmp_path)
    port = {"tls": mailbox.tls_port, "starttls": mailbox.port}[security]
    with pytest.raises(MailboxUnusable, match="SSL"):
        poll_once(as_mailbox(mailbox, ca_file=str(other), security=security, port=port), lambda _mail: None)
    with pytest.raises(MailboxUnusable, match="SSL"):
        poll_once(as_mailbox(mailbox, host="127.0.0.1", security=security, port=port), lambda _mail: None)


def test_a_wrong_secret_is_told_without_quoting_it(mailbox: Dovecot, tmp_path: Path) -> None:
    (tmp_path / "wrong").write_text("not the secret")
    with pytest.raises(MailboxUnusable) as refused:
        poll_once(as_mailbox(mailbox, password_file=str(tmp_path / "wrong")), lambda _mail: None)
    assert "secret" not in str(refused.value)


def test_a_connection_that_breaks_in_the_middle_of_a_mail_loses_nothing(mailbox: Dovecot) -> None:
    kept: list[Arriving] = []
    for number in range(20):
        mailbox.put(f"{number:02}", letter(f"{number:02}", lines=2000))
    for after in (2_000, 30_000, 120_000):
        with cutting(mailbox.tls_port, after) as port, pytest.raises(MailboxUnusable):
            poll_once(as_mailbox(mailbox, port=port), kept.append)
    poll_once(as_mailbox(mailbox), kept.append)
    assert {mail.raw for mail in kept} == {letter(f"{number:02}", lines=2000) for number in range(20)}
    assert len(mailbox.in_folder("Writdesk")) == 20


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_two_pollers_at_once_keep_each_mail_once(
    mailbox: Dovecot, live: LiveStory, place: Place, processes: Processes
) -> None:
    for number in range(40):
        mailbox.put(f"{number:02}", letter(f"{number:02}"))
    both = [processes.start("poll_mailbox", settings=as_mailbox(mailbox), is_once=True) for _each in "ab"]
    for each in both:
        each.answer()
    assert {raw_of(mail) for mail in Mail.objects.all()} == {letter(f"{n:02}") for n in range(40)}
    assert Mail.objects.count() == 40 == entered()["mail.arrived"]
    assert len(mailbox.in_folder("Writdesk")) == 40


def test_a_mailbox_of_ten_thousand_is_emptied(mailbox: Dovecot) -> None:
    hashes: set[int] = set()
    mailbox.put("first", letter("first"))
    for number in range(9_999):
        (mailbox.maildir / "new" / f"{number}.x.{RELAY}").write_bytes(letter(str(number)))
    for path in (mailbox.maildir / "new").iterdir():
        shutil.chown(path, "mail", "mail")
    began = time.monotonic()
    look = poll_once(as_mailbox(mailbox), lambda mail: hashes.add(hash(mail.raw)))
    print(f"10,000 mails fetched and moved in {time.monotonic() - began:.1f} s")
    assert look.kept == 10_000 == len(hashes)
    assert mailbox.in_folder() == []


@contextmanager
def serving(answer: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server on loopback that answers each connection in a thread."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def run() -> None:
            while True:
                try:
                    line, _peer = listener.accept()
                except OSError:
                    return
                threading.Thread(target=answer, args=(line,), daemon=True).start()

        threading.Thread(target=run, daemon=True).start()
        yield int(listener.getsockname()[1])
        listener.shutdown(socket.SHUT_RDWR)


def clear_text_server(said: list[bytes]) -> AbstractContextManager[int]:
    """An IMAP server, or somebody in between, that offers no STARTTLS."""

    def answer(line: socket.socket) -> None:
        line.sendall(b"* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\r\n")
        while said_now := line.recv(4096):
            said.append(said_now)
            tag = said_now.split(b" ")[0]
            line.sendall(b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n" + tag + b" OK done\r\n")

    return serving(answer)


def cutting(port: int, after: int) -> AbstractContextManager[int]:
    """Somebody in between who breaks the line after so many bytes of answers."""

    def answer(line: socket.socket) -> None:
        server = socket.create_connection(("127.0.0.1", port))
        threading.Thread(target=_pass_on, args=(line, server), daemon=True).start()
        left = after
        while left > 0 and (piece := server.recv(min(left, 4096))):
            line.sendall(piece)
            left -= len(piece)
        for each in (line, server):
            each.shutdown(socket.SHUT_RDWR)

    return serving(answer)


def _pass_on(source: socket.socket, sink: socket.socket) -> None:
    try:
        while piece := source.recv(4096):
            sink.sendall(piece)
    except OSError:
        return
