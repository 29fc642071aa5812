"""The sender of a mail as ``writdesk read`` prints it and the desk keeps it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from writdesk.documents.mail.message import Mail
from writdesk.documents.sender.answers import Answers
from writdesk.documents.sender.domains import ascii_domain, organizational_domain
from writdesk.documents.sender.lookalikes import KnownDomains
from writdesk.documents.sender.results import Envelope, SenderAuthentication
from writdesk.documents.sender.signals import Signal, signals_of


def sender_document(mail: Mail, authentication: SenderAuthentication | None) -> dict[str, Any]:
    """``{from, return_path, reply_to, domain, organizational_domain, spf, dkim, dmarc, arc}``.

    Domains are in punycode. Without an authentication (an Outlook file) all four are *cannot tell*.
    """
    author = mail.author
    domain = ascii_domain(author.domain) if author else None
    results = authentication.as_json() if authentication else _cannot_tell()
    return {
        "from": [asdict(mailbox) for mailbox in mail.senders],
        "return_path": mail.return_path,
        "reply_to": [asdict(mailbox) for mailbox in mail.reply_to],
        "domain": domain,
        "organizational_domain": organizational_domain(domain) if domain else None,
        **{name: results[name] for name in ("spf", "dkim", "dmarc", "arc")},
    }


def _cannot_tell() -> dict[str, Any]:
    return {**{name: {"result": "cannot_tell"} for name in ("spf", "dmarc", "arc")}, "dkim": []}


def signals_document(
    mail: Mail,
    authentication: SenderAuthentication | None,
    *,
    known_domains: KnownDomains | Iterable[str] = (),
) -> list[dict[str, Any]]:
    """The signals as plain data."""
    return [_plain(signal) for signal in signals_of(mail, authentication, known_domains=known_domains)]


def _plain(signal: Signal) -> dict[str, Any]:
    return {
        "code": signal.code,
        "weight": signal.weight.value,
        "explanation": signal.explanation,
        "evidence": list(signal.evidence),
    }


def frozen_document(
    authentication: SenderAuthentication, envelope: Envelope, answers: Answers
) -> dict[str, Any]:
    """What is kept at receipt: with it and the mail's bytes the result can be computed anew, offline."""
    return {
        "format": 1,
        "envelope": asdict(envelope),
        "answers": answers.as_json(),
        "results": authentication.as_json(),
    }
