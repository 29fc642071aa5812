"""The poller: fetches each mail of a mailbox, has it kept, and only then moves it to a folder. Never deletes.

It remembers nothing between two looks. What lies in the folder is not kept yet, or was kept by somebody who
did not live to move it; keeping is safe to do twice. So a changed UIDVALIDITY, a second poller and a kill at
any moment cost a fetch and nothing else.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from imaplib import IMAP4
from typing import Any

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls
from imap_tools.errors import ImapToolsError, MailboxFolderCreateError

from writdesk.adapters.errors import MailboxUnusable
from writdesk.adapters.mail_in.arriving import Arriving, Keep, MailboxSettings
from writdesk.adapters.mail_in.relay import envelope_of, trace_of

log = logging.getLogger("writdesk.mail")

TIMEOUT_SECONDS = 60
MOST_TROUBLES = 3
MOST_ATTEMPTS = 5
BATCH = 100
_SIZE, _UID = re.compile(rb"RFC822\.SIZE (\d+)"), re.compile(rb"UID (\d+)")


@dataclass
class Look:
    """What one look at the mailbox did."""

    kept: int = 0
    too_large: int = 0
    troubles: list[Exception] = field(default_factory=list)


def _ensure(mailbox: BaseMailBox, folder: str) -> None:
    """The folder is there afterwards; another poller may make it at the same moment."""
    if mailbox.folder.exists(folder):
        return
    try:
        mailbox.folder.create(folder)
    except MailboxFolderCreateError as error:
        # RFC 5530: somebody has made it since. A server that is still at it may list it a moment later.
        if "ALREADYEXISTS" not in str(error) and not _appears(mailbox, folder):
            raise


def _appears(mailbox: BaseMailBox, folder: str) -> bool:
    for _attempt in range(MOST_ATTEMPTS):
        if mailbox.folder.exists(folder):
            return True
        time.sleep(0.2)
    return False


def poll_once(settings: MailboxSettings, keep: Keep) -> Look:
    """Keep and move every mail that lies in the folder now.

    Raises ``MailboxUnusable``, and the first of what ``keep`` raised, once the others had their turn: a mail
    that could not be kept stays where it is. After a few such mails the desk itself is in trouble.
    """
    look = Look()
    with _trouble_named(), _signed_in(settings) as mailbox:
        for folder in (settings.taken_folder, settings.too_large_folder):
            _ensure(mailbox, folder)
        mailbox.folder.set(settings.folder)
        uids = mailbox.uids("ALL")
        for start in range(0, len(uids), BATCH):
            _take(mailbox, uids[start : start + BATCH], settings, keep, look)
            if len(look.troubles) >= MOST_TROUBLES:
                break
    if look.troubles:
        raise look.troubles[0]
    return look


def _take(mailbox: BaseMailBox, uids: list[str], settings: MailboxSettings, keep: Keep, look: Look) -> None:
    """Keep a few mails, then move them: what lies in a folder is written anew with each move."""
    taken: list[str] = []
    too_large: list[str] = []
    try:
        for uid, size in _sizes(mailbox, uids).items():
            is_whole = size <= settings.size_limit
            raw = _fetch(mailbox, uid, "BODY.PEEK[]" if is_whole else "BODY.PEEK[HEADER]")
            # Empty: another poller moved it meanwhile.
            if raw and _keep(_arriving(raw, settings, is_head_only=not is_whole), keep, look):
                (taken if is_whole else too_large).append(uid)
    finally:
        # These are on our disk; only now may they leave the folder.
        _move(mailbox, taken, settings.taken_folder)
        _move(mailbox, too_large, settings.too_large_folder)
    look.kept += len(taken)
    look.too_large += len(too_large)


def _keep(mail: Arriving, keep: Keep, look: Look) -> bool:
    """Whether the mail is kept. One that cannot be kept does not hold up the others."""
    if len(look.troubles) >= MOST_TROUBLES:
        return False
    try:
        keep(mail)
    except Exception as trouble:
        look.troubles.append(trouble)
        return False
    return True


def _arriving(raw: bytes, settings: MailboxSettings, *, is_head_only: bool) -> Arriving:
    traced = trace_of(raw, settings.trusted_relay)
    mail_from, recipients = envelope_of(raw) if settings.trusted_relay else ("", ())
    return Arriving(
        raw=raw,
        transport="imap",
        peer_ip=traced.peer_ip,
        helo=traced.helo,
        mail_from=mail_from,
        recipients=recipients,
        is_head_only=is_head_only,
    )


def _sizes(mailbox: BaseMailBox, uids: list[str]) -> dict[str, int]:
    """How large each mail is; those that are gone are left out."""
    sizes = {}
    for answer in _uid(mailbox, "FETCH", ",".join(uids), "(UID RFC822.SIZE)"):
        if isinstance(answer, bytes) and (size := _SIZE.search(answer)) and (uid := _UID.search(answer)):
            sizes[uid[1].decode()] = int(size[1])
    return sizes


def _fetch(mailbox: BaseMailBox, uid: str, what: str) -> bytes:
    """The bytes as they lie there; PEEK leaves the flags alone. Empty when it is gone."""
    answers = _uid(mailbox, "FETCH", uid, f"({what})")
    return next((answer[1] for answer in answers if isinstance(answer, tuple)), b"")


def _move(mailbox: BaseMailBox, uids: list[str], folder: str) -> None:
    """MOVE (RFC 6851), which cannot lose a mail half-way. What another poller moved already is no error."""
    quoted = mailbox.client._quote(folder)
    for _attempt in range(MOST_ATTEMPTS):
        if not uids or mailbox.client.uid("MOVE", ",".join(uids), quoted)[0] == "OK":
            return
        uids = _still_there(mailbox, uids)
    if uids:
        raise MailboxUnusable(f"Mail cannot be moved to {folder}: look into the mail server's log.")


def _still_there(mailbox: BaseMailBox, uids: list[str]) -> list[str]:
    """Which of them another poller has not moved."""
    mailbox.client.noop()
    there = set(mailbox.uids(f"UID {','.join(uids)}"))
    return [uid for uid in uids if uid in there]


def _uid(mailbox: BaseMailBox, command: str, *arguments: str) -> list[Any]:
    """A server may refuse to fetch what another poller moved; that is an empty answer."""
    status, answers = mailbox.client.uid(command, *arguments)
    if status != "OK" and not any(
        b"EXPUNGEISSUED" in answer for answer in answers if isinstance(answer, bytes)
    ):
        raise MailboxUnusable(f"The mail server refused {command}: look into its log.")
    return list(answers or [])


@contextmanager
def _signed_in(settings: MailboxSettings) -> Iterator[BaseMailBox]:
    """Over TLS from the first byte, or STARTTLS that is demanded; never in clear."""
    kind = {"tls": MailBox, "starttls": MailBoxStartTls}.get(settings.security)
    if kind is None:
        raise MailboxUnusable("Set WRITDESK_IMAP_SECURITY to tls or starttls; no mailbox is read in clear.")
    mailbox = kind(settings.host, port=settings.port, timeout=TIMEOUT_SECONDS, ssl_context=settings.tls())
    try:
        mailbox.login(settings.username, settings.password(), initial_folder=None)
        if "MOVE" not in mailbox.client.capabilities and not _has_move(mailbox):
            raise MailboxUnusable("The mail server cannot MOVE (RFC 6851). Use the receiver instead.")
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
