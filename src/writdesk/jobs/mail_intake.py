"""Taking mail in: the receiver and the poller, in threads of the desk's process or in one of their own."""

from __future__ import annotations

import asyncio
import logging
import threading
from dataclasses import replace

from django.conf import settings
from django.db import close_old_connections, connection
from django.utils import timezone

from writdesk.actions.mail.take_in_mail import Envelope, take_in_mail
from writdesk.adapters.errors import MailboxUnusable
from writdesk.adapters.mail_in.arriving import Arriving, ReceiverSettings, mailbox_settings, receiver_settings
from writdesk.adapters.mail_in.poller import Look, poll_once
from writdesk.adapters.mail_in.receiver import receive

log = logging.getLogger("writdesk.mail")


def keep(arriving: Arriving) -> None:
    """Keep one mail; returns only once it is on the disk and in the ledger."""
    envelope = Envelope(
        peer_ip=arriving.peer_ip,
        helo=arriving.helo,
        mail_from=arriving.mail_from,
        recipients=arriving.recipients,
        is_head_only=arriving.is_head_only,
    )
    close_old_connections()
    try:
        take_in_mail(arriving.raw, envelope, transport=arriving.transport, at=timezone.now())
    finally:
        close_old_connections()


class Receiving:
    """The receiver in a thread with a loop of its own."""

    def __init__(self, settings: ReceiverSettings | None = None) -> None:
        self._settings = settings or receiver_settings()
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="writdesk-receiver", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self, timeout: float = 10) -> None:
        """Listen no more; finish what is being written."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join(timeout)

    def run(self) -> None:
        """Listen in this thread until ``stop``."""
        self._run()

    def request_stop(self) -> None:
        """Ask for the end; to be called from a signal."""
        self._loop.call_soon_threadsafe(self._stop.set)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(receive(self._settings, keep, self._stop))


class Polling:
    """The poller in a thread: looks, waits, looks again. A mailbox that is away is waited for."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self.run, name="writdesk-poller", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self, timeout: float = 10) -> None:
        """Look no more; finish the mail at hand."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout)

    def request_stop(self) -> None:
        """Ask for the end; to be called from a signal."""
        self._stop.set()

    def run(self) -> None:
        """Look every so many seconds until ``stop``."""
        while not self._stop.is_set():
            try:
                look_once()
            except MailboxUnusable as trouble:
                log.warning("%s It is looked at again soon.", trouble)
            except Exception as trouble:
                log.warning("Mail could not be kept (%s); it stays in its mailbox.", type(trouble).__name__)
            self._stop.wait(settings.MAILBOX_EVERY_SECONDS)
        connection.close()


def look_once() -> Look:
    """Empty the mailbox once. Raises ``MailboxUnusable`` and what keeping a mail raises."""
    return poll_once(mailbox_settings(), keep)


def start_in_process() -> list[Receiving | Polling]:
    """Start what is set up, beside the pages; several processes share the receiver's port."""
    started: list[Receiving | Polling] = []
    if settings.MAIL_RECEIVER["port"]:
        started.append(Receiving(replace(receiver_settings(), is_shared=True)))
    if settings.MAILBOX["host"]:
        started.append(Polling())
    for each in started:
        each.start()
    return started
