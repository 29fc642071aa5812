"""``writdesk mail``: take mail in, by a receiver or from a mailbox."""

from __future__ import annotations

import signal
from types import FrameType

import click

from writdesk.cli.desk import open_desk


@click.group()
def mail() -> None:
    """Take mail in: from your own mail server, or from a mailbox."""


@mail.command()
def receive() -> None:
    """Listen for your mail server (SMTP or LMTP) until SIGTERM or SIGINT.

    A mail is acknowledged only once it is on the disk and in the ledger.
    """
    open_desk()
    from django.conf import settings

    from writdesk.jobs.mail_intake import Receiving

    if not settings.MAIL_RECEIVER["port"]:
        raise click.ClickException("Set WRITDESK_MAIL_PORT, on which your mail server reaches the desk.")
    receiving = Receiving()
    _stop_on_signal(receiving.request_stop)
    host, port = settings.MAIL_RECEIVER["host"], settings.MAIL_RECEIVER["port"]
    click.echo(f"Mail is taken in at {host}:{port} ({settings.MAIL_RECEIVER['protocol']}).")
    try:
        receiving.run()
    except OSError as error:
        raise click.ClickException(f"{host}:{port} cannot be used ({error.strerror}).") from error


@mail.command()
@click.option("--once", is_flag=True, help="Look once, then end.")
def poll(once: bool) -> None:
    """Fetch mail from the mailbox (IMAP over TLS); what is kept moves to a folder, nothing is deleted."""
    open_desk()
    from django.conf import settings

    if not settings.MAILBOX["host"]:
        raise click.ClickException("Set WRITDESK_IMAP_HOST, …_USER and …_PASSWORD_FILE.")
    if once:
        _look_once()
        return
    from writdesk.jobs.mail_intake import Polling

    polling = Polling()
    _stop_on_signal(polling.request_stop)
    polling.run()


def _look_once() -> None:
    from writdesk.adapters.errors import MailboxUnusable
    from writdesk.jobs.mail_intake import look_once

    try:
        look = look_once()
    except MailboxUnusable as trouble:
        raise click.ClickException(str(trouble)) from trouble
    click.echo(f"{look.kept} kept" + (f", {look.too_large} too large" if look.too_large else ""))


def _stop_on_signal(stop: object) -> None:
    def on_signal(_number: int, _frame: FrameType | None) -> None:
        stop()  # type: ignore[operator]

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, on_signal)
