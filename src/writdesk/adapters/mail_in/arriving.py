"""A mail on its way in, and the settings of both ways."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address
from pathlib import Path
from typing import Any

from django.conf import settings

Network = IPv4Network | IPv6Network


@dataclass(frozen=True, kw_only=True, slots=True)
class Arriving:
    """One mail as a transport brings it. ``peer_ip`` and ``helo``: empty where nobody trusted wrote them."""

    raw: bytes
    transport: str
    peer_ip: str = ""
    helo: str = ""
    mail_from: str = ""
    recipients: tuple[str, ...] = ()
    # It is over the limit: what lies here is its head, the rest stays in the mailbox.
    is_head_only: bool = False


# Keeps a mail, and returns only once it is on the disk; raises when it is not.
Keep = Callable[[Arriving], None]


@dataclass(frozen=True, kw_only=True)
class ReceiverSettings:
    """Where the receiver listens, whom it takes mail from, and how much of it."""

    host: str
    port: int
    protocol: str
    allowed: tuple[Network, ...]
    size_limit: int
    hostname: str
    trusted_relay: str
    certificate: str = ""
    key: str = ""
    is_shared: bool = False

    def allows(self, peer: str) -> bool:
        """Whether a mail server at this address may hand mail in."""
        try:
            address = ip_address(peer.partition("%")[0])
        except ValueError:
            return False
        mapped = getattr(address, "ipv4_mapped", None) or address
        return any(mapped in network for network in self.allowed if network.version == mapped.version)

    def tls(self) -> ssl.SSLContext | None:
        """The context for STARTTLS, where a certificate is set."""
        if not self.certificate:
            return None
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.certificate, self.key or None)
        return context


@dataclass(frozen=True, kw_only=True)
class MailboxSettings:
    """The mailbox that the poller empties: moved to ``taken_folder`` after the commit, never deleted."""

    host: str
    port: int
    username: str
    password_file: str
    security: str
    ca_file: str
    folder: str
    taken_folder: str
    too_large_folder: str
    size_limit: int
    trusted_relay: str

    def password(self) -> str:
        """The secret, read anew at every sign-in, so that it can be changed while the desk runs."""
        return Path(self.password_file).read_text(encoding="utf-8").rstrip("\r\n")

    def tls(self) -> ssl.SSLContext:
        """Certificates are checked always: by the system's list, or by the operator's file."""
        return ssl.create_default_context(cafile=self.ca_file or None)


def receiver_settings() -> ReceiverSettings:
    """As the operator set them."""
    given: dict[str, Any] = settings.MAIL_RECEIVER
    return ReceiverSettings(**given)


def mailbox_settings() -> MailboxSettings:
    """As the operator set them."""
    given: dict[str, Any] = settings.MAILBOX
    return MailboxSettings(**given)
