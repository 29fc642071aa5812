"""Desks on real databases, and the mail servers that bring them mail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest

from tests.actions.conftest import desk, links, story
from tests.bad_input.conftest import live, migrated, place, processes
from tests.mail.servers import DOMAIN, RELAY, Dovecot, dovecot
from writdesk.adapters.mail_in.arriving import MailboxSettings, ReceiverSettings

__all__ = ["desk", "links", "live", "migrated", "place", "processes", "story"]

AsReceiver = Callable[..., ReceiverSettings]
AsMailbox = Callable[..., MailboxSettings]


@pytest.fixture(scope="module")
def mailbox_server() -> Iterator[Dovecot]:
    """One Dovecot for a module; its mailbox is emptied before each test."""
    with dovecot() as server:
        yield server


def as_receiver(port: int, **changes: Any) -> ReceiverSettings:
    """The settings of a receiver on this port."""
    given: dict[str, Any] = {
        "host": "127.0.0.1",
        "port": port,
        "protocol": "lmtp",
        "allowed": (ip_network("127.0.0.0/8"),),
        "size_limit": 5_000_000,
        "hostname": f"desk.{DOMAIN}",
        "trusted_relay": "",
    }
    return ReceiverSettings(**given | changes)


def as_mailbox(server: Dovecot, **changes: Any) -> MailboxSettings:
    """The settings of the mailbox on this server."""
    given: dict[str, Any] = {
        "host": "localhost",
        "port": server.tls_port,
        "username": server.username,
        "password_file": str(server.password_file),
        "security": "tls",
        "ca_file": str(server.ca_file),
        "folder": "INBOX",
        "taken_folder": "Writdesk",
        "too_large_folder": "Writdesk-too-large",
        "size_limit": 1_000_000,
        "trusted_relay": RELAY,
    }
    return MailboxSettings(**given | changes)


def letter(name: str, *, sender: str = "dana.ruiz@springfield-pd.example", lines: int = 3) -> bytes:
    """A mail of its own."""
    head = f"From: Dana Ruiz <{sender}>\r\nTo: legal@{DOMAIN}\r\nSubject: Letter {name}\r\n"
    head += "Date: Mon, 2 Mar 2026 09:30:00 +0000\r\n"
    return f"{head}Message-ID: <{name}@springfield-pd.example>\r\n\r\n".encode() + b"A line.\r\n" * lines


def raw_of(mail: Any) -> bytes:
    """The bytes as they were kept."""
    from writdesk.actions.intake.uploads import open_blob

    with open_blob(mail.blob, mail.data_key) as reader:
        return reader.read()


def blob_files(home: Path) -> list[Path]:
    """Everything in blob storage."""
    return [path for path in (home / "blobs").glob("??/*") if path.is_file()]
