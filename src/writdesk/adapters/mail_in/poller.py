"""The poller: fetches each mail of a mailbox, has it kept, and only then moves it to a folder. Never deletes.

It remembers nothing between two looks. What lies in the folder is not kept yet, or was kept by somebody who
did not live to move it; keeping is safe to do twice. So a changed UIDVALIDITY, a second poller and a kill at
any moment cost a fetch and nothing else.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from imaplib import IMAP4
from typing import Any

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls
from imap_tools.errors import ImapToolsError

from writdesk.adapters.mail_in.arriving import Arriving, Keep, MailboxSettings
from writdesk.adapters.mail_in.relay import envelope_of, trace_of

log = logging.getLogger("writdesk.mail")

TIMEOUT_SECONDS = 60
MOST_TROUBLES = 3
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class MailboxUnusable(Exception):
    """The mailbox cannot be read now; what is in it stays. Check host, certificate, secret and folder."""

    code = "mailbox_unusable"


@dataclass
class Look:
    """What one look at the mailbox did."""

    kept: int = 0
    too_large: int = 0


def poll_once(settings: MailboxSettings, keep: Keep) -> Look:
    """Keep and move every mail that lies in the folder now.

    Raises ``MailboxUnusable``, and the first of what ``keep`` raised, once the others had their turn: a mail
    that could not be kept stays where it is. After a few such mails the desk itself is in trouble.
    """
    look, troubles = Look(), []
    with _trouble_named(), _signed_in(settings) as mailbox:
        for folder in (settings.taken_folder, settings.too_large_folder):
            if not mailbox.folder.exists(folder):
                mailbox.folder.create(folder)
        mailbox.folder.set(settings.folder)
        for uid in mailbox.uids("ALL"):
            try:
                _take(mailbox, uid, settings, keep, look)
            except (OSError, IMAP4.error, MailboxUnusable):
                raise
            except Exception as trouble:
                troubles.append(trouble)
                if len(troubles) == MOST_TROUBLES:
                    break
    if troubles:
        raise troubles[0]
    return look


def _take(mailbox: BaseMailBox, uid: str, settings: MailboxSettings, keep: Keep, look: Look) -> None:
    size = _size_of(mailbox, uid)
    if size is None:  # another poller moved it meanwhile
        return
    if size > settings.size_limit:
        keep(_arriving(_fetch(mailbox, uid, "BODY.PEEK[HEADER]"), settings))
        _move(mailbox, uid, settings.too_large_folder)
        look.too_large += 1
        return
    raw = _fetch(mailbox, uid, "BODY.PEEK[]")
    if not raw:
        return
    keep(_arriving(raw, settings))
    # From here on it is on our disk; only now may it leave the folder.
    _move(mailbox, uid, settings.taken_folder)
    look.kept += 1


def _arriving(raw: bytes, settings: MailboxSettings) -> Arriving:
    traced = trace_of(raw, settings.trusted_relay)
    mail_from, recipients = envelope_of(raw) if settings.trusted_relay else ("", ())
    return Arriving(
        raw=raw,
        transport="imap",
        peer_ip=traced.peer_ip,
        helo=traced.helo,
        mail_from=mail_from,
        recipients=recipients,
    )


def _size_of(mailbox: BaseMailBox, uid: str) -> int | None:
    answers = _uid(mailbox, "FETCH", uid, "(RFC822.SIZE)")
    for answer in answers:
        if isinstance(answer, bytes) and (found := _SIZE.search(answer)):
            return int(found[1])
    return None


def _fetch(mailbox: BaseMailBox, uid: str, what: str) -> bytes:
    """The bytes as they lie there; PEEK leaves the flags alone. Empty when it is gone."""
    answers = _uid(mailbox, "FETCH", uid, f"({what})")
    return next((answer[1] for answer in answers if isinstance(answer, tuple)), b"")


def _move(mailbox: BaseMailBox, uid: str, folder: str) -> None:
    """MOVE (RFC 6851), which cannot lose a mail half-way. One that another poller moved is no error."""
    _uid(mailbox, "MOVE", uid, mailbox.client._quote(folder))  # type: ignore[attr-defined]


def _uid(mailbox: BaseMailBox, command: str, *arguments: str) -> list[Any]:
    status, answers = mailbox.client.uid(command, *arguments)
    if status != "OK":
        raise MailboxUnusable(f"The mail server refused {command}: look into its log.")
    return list(answers or [])


@contextmanager
def _signed_in(settings: MailboxSettings) -> Iterator[BaseMailBox]:
    """Over TLS from the first byte, or STARTTLS that is demanded; never in clear."""
    kind = {"tls": MailBox, "starttls": MailBoxStartTls}.get(settings.security)
    if kind is None:
        raise MailboxUnusable(
            "Set WRITDESK_IMAP_SECURITY to tls or starttls; no mailbox is read in clear."
        )
    mailbox = kind(settings.host, port=settings.port, timeout=TIMEOUT_SECONDS, ssl_context=settings.tls())
    try:
        mailbox.login(settings.username, settings.password(), initial_folder=None)
        if "MOVE" not in mailbox.client.capabilities and not _has_move(mailbox):
            raise MailboxUnusable(
                "The mail server cannot MOVE (RFC 6851). Use the receiver instead."
            )
        yield mailbox
    finally:
        _leave(mailbox)


def _has_move(mailbox: BaseMailBox) -> bool:
    """Servers tell more of themselves after sign-in."""
    _status, answers = mailbox.client.capability()
    return any(b"MOVE" in answer.upper().split() for answer in answers if isinstance(answer, bytes))


def _leave(mailbox: BaseMailBox) -> None:
    """Without EXPUNGE or CLOSE: neither may delete what somebody else marked."""
    try:
        mailbox.client.logout()
    except (OSError, IMAP4.error):
        mailbox.client.shutdown()


@contextmanager
def _trouble_named() -> Iterator[None]:
    try:
        yield
    except (OSError, IMAP4.error, ImapToolsError) as error:
        # The class alone: a server's words may quote an address.
        raise MailboxUnusable(f"The mailbox cannot be read now ({type(error).__name__}).") from error
