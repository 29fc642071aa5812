"""The receiver: speaks SMTP or LMTP with the operator's own mail server; 250 means that the mail is kept.

It takes mail from allowed addresses alone and is no mail server for the world: Postfix (or another) stands
before it, and says with XFORWARD who the true client was.
"""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session
from aiosmtpd.smtp import syntax as describe

from writdesk.adapters.mail_in.arriving import Arriving, Keep, ReceiverSettings
from writdesk.adapters.mail_in.relay import trace_of

log = logging.getLogger("writdesk.mail")

KEPT = "250 2.0.0 Kept"
LATER = "451 4.3.0 This cannot be kept right now; send it again later"
NOT_FOR_YOU = "554 5.7.1 This receiver takes mail from its own mail server only"
TOO_MANY = "452 4.5.3 Too many recipients"
MOST_RECIPIENTS = 100
MOST_COMMAND = 2048
# A mail server may send lines of any length; a line that is cut would break the sender's signature.
LONGEST_LINE = 1 << 20
IDLE_SECONDS = 120
# So many mails are written at once; each waits for the disk.
WRITERS = 4
_XFORWARD = frozenset({"NAME", "ADDR", "PORT", "PROTO", "HELO", "IDENT", "SOURCE"})
# What the library says over a mail that it did not take whole.
_AFTER_DATA = frozenset({"552 Error: Too much mail data", "500 Line too long (see RFC5321 4.5.3.1.6)"})
_UNKNOWN = frozenset({"[UNAVAILABLE]", "[TEMPUNAVAIL]"})


class Door(SMTP):
    """One connection. ``is_lmtp`` changes the greeting, and one answer a recipient."""

    line_length_limit = LONGEST_LINE

    def __init__(self, handler: Handler, **options: Any) -> None:
        self._handler = handler
        super().__init__(handler, **options)
        self.command_size_limits.update({"XFORWARD": MOST_COMMAND, "MAIL": MOST_COMMAND})
        self.forwarded: dict[str, str] = {}
        self._is_lmtp = handler.settings.protocol == "lmtp"
        # LMTP greets with LHLO only (RFC 2033, 4.1), SMTP never does.
        for name in ("HELO", "EHLO") if self._is_lmtp else ("LHLO",):
            self._smtp_methods.pop(name, None)

    async def push(self, status: Any) -> None:
        """An answer. Over a mail that is too large, LMTP wants one for each recipient (RFC 2033, 4.2)."""
        if self._is_lmtp and self.envelope is not None and status in _AFTER_DATA:
            status = "\r\n".join([status] * len(self.envelope.rcpt_tos))
        await super().push(status)

    @describe("LHLO hostname")
    async def smtp_LHLO(self, arg: str) -> None:  # noqa: N802
        """The greeting of LMTP."""
        await self.smtp_EHLO(arg)

    @describe("XFORWARD attribute=value ...")
    async def smtp_XFORWARD(self, arg: str | None) -> None:  # noqa: N802
        """Who handed the mail to the server before us (http://www.postfix.org/XFORWARD_README.html)."""
        for pair in (arg or "").split():
            name, equals, value = pair.partition("=")
            if not equals or name.upper() not in _XFORWARD:
                await self.push("501 5.5.4 Bad XFORWARD attribute")
                return
            self.forwarded[name.upper()] = "" if value in _UNKNOWN else _xtext(value)
        await self.push("250 2.0.0 Ok")


def _xtext(value: str) -> str:
    """RFC 3461 xtext, as XFORWARD writes what is no plain sign.

    >>> _xtext("a+2Bb")
    'a+b'
    """
    parts = value.split("+")
    try:
        return parts[0] + "".join(chr(int(part[:2], 16)) + part[2:] for part in parts[1:])
    except ValueError:
        return value


class Handler:
    """What is done at each step of a connection."""

    def __init__(self, settings: ReceiverSettings, keep: Keep, writers: ThreadPoolExecutor) -> None:
        self.settings = settings
        self._keep = keep
        self._writers = writers

    async def handle_EHLO(  # noqa: N802
        self, server: Door, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Offer XFORWARD; never AUTH, and no HELP as the last word."""
        session.host_name = hostname
        offered = [line for line in responses if not line.startswith(("250-AUTH", "250 HELP"))]
        ours = ["250-ENHANCEDSTATUSCODES", "250-XFORWARD " + " ".join(sorted(_XFORWARD)), "250 PIPELINING"]
        del server
        return offered + ours

    async def handle_MAIL(  # noqa: N802
        self, _server: Door, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Only our own mail server hands mail in."""
        if not self.settings.allows(_peer(session)):
            return NOT_FOR_YOU
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 Ok"

    async def handle_RCPT(  # noqa: N802
        self, _server: Door, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Every recipient that our own server lets through is ours."""
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return TOO_MANY
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server: Door, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep the mail, then answer; LMTP wants an answer for each recipient (RFC 2033, 4.2)."""
        arriving = self._arriving(server, session, envelope)
        server.forwarded = {}
        try:
            await asyncio.get_running_loop().run_in_executor(self._writers, self._keep, arriving)
        except Exception as error:
            # Nothing of the mail or its sender goes into the log.
            log.warning("A mail could not be kept (%s); its server was told to send it again.", _name(error))
            answer = LATER
        else:
            answer = KEPT
        count = len(envelope.rcpt_tos) if self.settings.protocol == "lmtp" else 1
        return "\r\n".join([answer] * count)

    async def handle_exception(self, error: Exception) -> str:
        """Whatever else goes wrong is our trouble, not the mail's."""
        log.warning("The receiver stumbled (%s).", _name(error))
        return LATER

    def _arriving(self, server: Door, session: Session, envelope: Envelope) -> Arriving:
        raw = envelope.original_content or b""
        told = server.forwarded
        traced = trace_of(raw, self.settings.trusted_relay)
        return Arriving(
            raw=raw,
            transport=self.settings.protocol,
            peer_ip=told.get("ADDR", "").removeprefix("IPV6:") or traced.peer_ip,
            helo=told.get("HELO", "") or traced.helo,
            mail_from=envelope.mail_from or "",
            recipients=tuple(envelope.rcpt_tos),
        )


def _name(error: Exception) -> str:
    return str(getattr(error, "code", "") or type(error).__name__)


def _peer(session: Session) -> str:
    peer: Any = session.peer
    return str(peer[0]) if isinstance(peer, tuple) and peer else ""


async def receive(settings: ReceiverSettings, keep: Keep, stop: asyncio.Event) -> None:
    """Take mail in until ``stop`` is set; then finish what is being written."""
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(WRITERS, thread_name_prefix="writdesk-mail") as writers:
        handler, context = Handler(settings, keep, writers), settings.tls()

        def door() -> Door:
            return Door(
                handler,
                data_size_limit=settings.size_limit,
                enable_SMTPUTF8=True,
                hostname=settings.hostname,
                ident="Writdesk",
                tls_context=context,
                timeout=IDLE_SECONDS,
                loop=loop,
            )

        server = await loop.create_server(
            door, settings.host, settings.port, reuse_port=settings.is_shared or None
        )
        async with server:
            await stop.wait()
