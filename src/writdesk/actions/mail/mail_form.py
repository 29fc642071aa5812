"""The request's form as far as a mail and its papers say: what was read for certain; null is not stated."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from writdesk.actions.mail.mail_seen import Seen, agency_of
from writdesk.core.request import Kind
from writdesk.documents.reading.as_request import request_of
from writdesk.documents.reading.files import read_file
from writdesk.documents.reading.limits import ReadingLimits

# A body with fewer letters only says "see attached".
FEW_LETTERS = 200


def form_of_mail(
    seen: Seen, *, kind: Kind | None, reads_attachments: bool, is_reply_answered: bool | None, at: datetime
) -> dict[str, Any]:
    """The form. Whom we answer is the address that the mail came from, never one that a paper names.

    An emergency does not wait for its scans: its body alone is read.
    """
    is_body_only = seen.is_emergency or not reads_attachments
    limits = ReadingLimits(documents=0) if is_body_only else ReadingLimits()
    read = request_of(read_file(seen.raw, name="message.eml", limits=limits), received_at=at)
    chosen = kind or (Kind.EMERGENCY if seen.is_emergency else None)
    return {
        **read,
        "kind": (chosen or _guessed(seen, read)).value,
        "channel": "email",
        "message": {**read["message"], "sent_to": _sent_to(seen), "sender_domain_is_law_enforcement": None},
        "agency": _agency(seen, read),
        "officer": _officer(seen, read),
        "contents_in_message_body": _stands_in_body(seen),
        "automatic_reply_answered": is_reply_answered,
    }


def _guessed(seen: Seen, read: dict[str, Any]) -> Kind:
    """What the papers say; where they leave it open, what the subject says."""
    told = Kind(read["kind"])
    return seen.kind if told is Kind.LEGAL and read["process"] is None else told


def _agency(seen: Seen, read: dict[str, Any]) -> dict[str, Any]:
    known = agency_of(seen.domain)
    agency = read["agency"]
    return {
        **agency,
        "name": agency["name"] or (known.agency if known else None),
        "jurisdiction": agency["jurisdiction"] or (known.country if known else None),
    }


def _officer(seen: Seen, read: dict[str, Any]) -> dict[str, Any]:
    author = seen.read.author
    named = (author.name or None) if author else None
    return {**read["officer"], "name": read["officer"]["name"] or named, "email": seen.address or None}


def _sent_to(seen: Seen) -> str | None:
    recipients = seen.envelope["recipients"] or [each.address for each in seen.read.to]
    return plain_address(recipients[0]) if recipients else None


def plain_address(address: str) -> str:
    """Without what stands after a plus: the published address is the same.

    >>> plain_address("Legal+LR-2026-000123@platform.example")
    'legal@platform.example'
    """
    local, _, domain = address.strip().lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def _stands_in_body(seen: Seen) -> bool | None:
    if not seen.read.attachments:
        return True
    return False if len(seen.read.text.strip()) < FEW_LETTERS else None
