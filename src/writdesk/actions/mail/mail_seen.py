"""A mail opened: its bytes, what it says, who sent it. Reads only; parsed in a confined process."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from writdesk.actions.intake.uploads import open_blob
from writdesk.actions.mail.mail_check import is_clean, stays_closed
from writdesk.actions.mail.mail_signs import signs_to_freeze
from writdesk.adapters.sender_dns import desk_resolver
from writdesk.adapters.vault import desk_keys, open_json
from writdesk.core.conditions.sender import PRIVATE_MAIL
from writdesk.core.directory import KnownDomain, Standing
from writdesk.core.mail_fate import SenderStanding, Shown
from writdesk.core.request import Kind
from writdesk.documents.mail.automatic import Origin, origin_of
from writdesk.documents.mail.message import Mail as Read
from writdesk.documents.mail.threads import references_in, thread_candidates
from writdesk.documents.mail_reading import authenticate_mail, read_mail
from writdesk.documents.sender.document import frozen_document
from writdesk.documents.sender.domains import organizational_domain
from writdesk.documents.sender.results import Envelope, Result, SenderAuthentication
from writdesk.store.agencies import known_domain
from writdesk.store.mail import Mail

EMERGENCY_SUBJECT = "emergency disclosure request"
MOST_SHOWN = 400
# What a mail speaks of that asks for data; anything else from an agency is a question.
_ASKS = re.compile(
    r"\b(?:subpoena|warrant|court order|search order|2703|preserv(?:e|ation|ing)|legal process|mlat"
    r"|letters? rogatory|production order|subscriber|log data|ip address(?:es)?|emergency|account of"
    r"|user ?id|user ?name|profile|user data|records? (?:of|for)|disclos(?:e|ure)|https?://\S+/@)\b|(?<!\S)@\w",
    re.IGNORECASE,
)
_PRESERVATION = re.compile(r"\bpreserv(?:e|ation)\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One mail, opened. ``address`` is the one address in From, in lower case; empty where there is none.

    ``is_clean``: attachments may be taken and shown; not so where malware was found.
    """

    raw: bytes
    read: Read
    origin: Origin
    envelope: dict[str, Any]
    is_clean: bool = True

    @property
    def address(self) -> str:
        """Who says that he wrote it."""
        author = self.read.author
        return author.address.strip().lower() if author and author.domain else ""

    @property
    def domain(self) -> str:
        """The domain of that address."""
        return self.read.author.domain if self.read.author else ""

    @property
    def is_emergency(self) -> bool:
        """Whether the subject raises the alarm."""
        return EMERGENCY_SUBJECT in " ".join(self.read.subject.split()).casefold()

    @property
    def reads_like_request(self) -> bool:
        """Whether it may ask for data; when in doubt, it does."""
        text = f"{self.read.subject}\n{self.read.text[:200_000]}"
        return bool(self.read.attachments) or not text.strip() or _ASKS.search(text) is not None

    @property
    def kind(self) -> Kind:
        """Which kind of request it would be, by its subject; a person may see it otherwise."""
        if self.is_emergency:
            return Kind.EMERGENCY
        return Kind.PRESERVATION if _PRESERVATION.search(self.read.subject) else Kind.LEGAL

    @property
    def references(self) -> tuple[str, ...]:
        """The threads of ours that it names, by the ids that it answers first."""
        candidates = thread_candidates(self.read)
        by_id = [each for message_id in candidates.message_ids for each in references_in(message_id)]
        return tuple(dict.fromkeys((*by_id, *candidates.references)))

    def summary(self) -> dict[str, Any]:
        """What the list shows of it, to be sealed."""
        author = self.read.author
        return {
            "from": self.address,
            "name": (author.name if author else "")[:MOST_SHOWN],
            "subject": self.read.subject[:MOST_SHOWN],
            "message_id": self.read.message_id,
            "attachments": len(self.read.attachments),
            "references": list(self.references),
            "signs": list(self.origin.signs)[:10],
            "faults": [[fault.code, fault.detail[:MOST_SHOWN]] for fault in self.read.faults][:20],
        }


def raw_of(mail: Mail) -> bytes:
    """The bytes as they came."""
    with open_blob(mail.blob, mail.data_key) as reader:
        return reader.read()


def envelope_of(mail: Mail) -> dict[str, Any]:
    """What the mail server knew."""
    return dict(open_json(mail.data_key, mail.envelope_sealed, "mail.envelope"))


def seen_of(mail: Mail) -> Seen:
    """The mail, read anew; unopened where it has to be checked for malware first.

    Raises ``ReaderUnavailable`` or ``ReaderBusy`` when the desk cannot read now.
    """
    if stays_closed(mail):
        return _closed(mail)
    raw = raw_of(mail)
    read = read_mail(raw)
    origin = origin_of(read, own_marker=own_marker())
    return Seen(raw=raw, read=read, origin=origin, envelope=envelope_of(mail), is_clean=is_clean(mail))


def _closed(mail: Mail) -> Seen:
    """What is known of a mail without opening it."""
    read = Read(sha256=mail.sha256, size=mail.size)
    origin = origin_of(read, own_marker=own_marker())
    return Seen(raw=b"", read=read, origin=origin, envelope=envelope_of(mail), is_clean=False)


def own_marker() -> str:
    """What this desk's mail carries, so that mail that went in a circle is known."""
    return desk_keys().reference("mail-marker")[:32]


def address_ref(address: str) -> str:
    """The keyed hash by which an address is found again."""
    return desk_keys().reference("mail-address", address.strip().lower()) if address else ""


def authenticated(mail: Mail, seen: Seen) -> dict[str, Any]:
    """The sender's authentication as it is frozen at receipt, with the DNS's answers."""
    known = seen.envelope
    envelope = Envelope(
        ip=known["peer_ip"] or None,
        helo=known["helo"] or None,
        mail_from=known["mail_from"] if known["peer_ip"] else None,
    )
    results, answers = authenticate_mail(seen.raw, envelope, mail.received_at, desk_resolver())
    signs = signs_to_freeze(seen.read, results)
    return {**frozen_document(results, envelope, answers), "signs": signs}


def results_of(frozen: dict[str, Any]) -> SenderAuthentication:
    """The results, as they were frozen."""
    return SenderAuthentication.from_json(frozen["results"])


def shown_by(results: SenderAuthentication, domain: str) -> Shown:
    """Whether server or signature speak for the sender's domain."""
    spf, organisation = results.spf, organizational_domain(domain) if domain else None
    is_signed = any(one.result is Result.PASS and one.is_aligned for one in results.dkim)
    is_sent = spf.result is Result.PASS and organizational_domain(spf.domain or "") == organisation
    if results.dmarc.result is Result.PASS or (organisation and (is_signed or is_sent)):
        return Shown.YES
    if results.dmarc.result is Result.FAIL or (spf.result is Result.FAIL and not is_signed):
        return Shown.NO
    return Shown.CANNOT_TELL


def sender_standing(domain: str, at: datetime) -> SenderStanding:
    """What the directory says of a domain; what a registry has only since lately proves nothing."""
    known = known_domain(domain)
    if known is None or known.gone_on is not None or known.is_new(at.date()):
        return SenderStanding.OUTSIDE if domain in PRIVATE_MAIL else SenderStanding.UNKNOWN
    return _STANDINGS[known.standing]


_STANDINGS = {
    Standing.LAW_ENFORCEMENT: SenderStanding.LAW_ENFORCEMENT,
    Standing.GOVERNMENT: SenderStanding.GOVERNMENT,
    Standing.NOT_GOVERNMENT: SenderStanding.OUTSIDE,
}


def agency_of(domain: str) -> KnownDomain | None:
    """The directory's entry for the domain."""
    return known_domain(domain)
