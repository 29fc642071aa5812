"""What our own mail server wrote into a mail: read from its newest trace line, and from that alone.

Anybody can write a ``Received`` line. Only the topmost one that names our own server as the one that received
the mail is believed; everything below it may be the sender's invention.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address

# Postfix: from HELO (RDNS [IP]) by HOST …; Exim: from [IP] (helo=HELO) by HOST …
_FOLD = re.compile(rb"\n[ \t]+")
_BY = re.compile(r"\bby\s+([A-Za-z0-9._-]+)")
_ADDRESS = re.compile(r"\[(?:IPv6:)?([0-9A-Fa-f:.]+)\]")
_HELO = re.compile(r"helo=([A-Za-z0-9._\[\]:-]+)", re.IGNORECASE)
_FROM = re.compile(r"\s*from\s+([^\s()]+)")
# A mail passes a few servers of one's own (a filter, say) before it is handed in.
MOST_LINES = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Traced:
    """Who handed the mail to our own server."""

    peer_ip: str = ""
    helo: str = ""


def trace_of(raw: bytes, relay: str) -> Traced:
    """The client that our server ``relay`` took the mail from; empty where it does not say.

    Lines by which our server handed the mail to itself (a loopback filter) are passed over; the first line
    that another server wrote ends the search.
    """
    if not relay:
        return Traced()
    for line in _headers(raw, "Received")[:MOST_LINES]:
        by = _BY.search(line)
        if by is None or by[1].lower().rstrip(".") != relay.lower().rstrip("."):
            return Traced()
        traced = _client(line[: by.start()])
        if traced.peer_ip and not ip_address(traced.peer_ip).is_loopback:
            return traced
    return Traced()


def envelope_of(raw: bytes) -> tuple[str, tuple[str, ...]]:
    """Return-Path and Delivered-To (or X-Original-To) as the delivering server wrote them on top."""
    sender = "".join(_headers(raw, "Return-Path")[:1]).strip().strip("<>")
    recipients = _headers(raw, "X-Original-To")[:1] or _headers(raw, "Delivered-To")[:1]
    return sender, tuple(each.strip().strip("<>") for each in recipients)


def _client(line: str) -> Traced:
    addresses = [found for found in _ADDRESS.findall(line) if _is_address(found)]
    name, told = _FROM.match(line), _HELO.search(line)
    helo = told[1] if told else (name[1] if name else "")
    return Traced(peer_ip=addresses[-1] if addresses else "", helo=helo)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _headers(raw: bytes, name: str) -> list[str]:
    """The values of a header, from the top, unfolded. Only the head is looked at."""
    head = raw[: 256 * 1024].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    lines = _FOLD.sub(b" ", head).split(b"\n")
    # Cut and compared, not parsed: a parser of mail works behind walls, and this is the desk's own process.
    start = f"{name}:".lower().encode()
    values = (line[len(start) :] for line in lines if line[: len(start)].lower() == start)
    return [" ".join(value.decode("ascii", errors="replace").split()) for value in values]
