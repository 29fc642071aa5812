"""Whether a person wrote a mail, or a machine did: answers of machines make no requests and get no answers.

RFC 3834 (automatic responses), RFC 3464 (delivery reports), RFC 2919 and 2369 (lists).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from writdesk.documents.mail.faults import Faults
from writdesk.documents.mail.headers import split_headers, unfold
from writdesk.documents.mail.message import Mail, MailLimits

# The desk puts it on all that it sends: what comes back with it has gone in a circle.
MARKER = "X-Writdesk-Desk"
# RFC 5321 section 6.3 speaks of 100; no mail to a desk goes through so many hands.
MOST_HOPS = 50
_LIST_HEADERS = ("list-id", "list-unsubscribe", "list-post", "list-help")
_BULK = frozenset({"bulk", "list", "junk"})
_ROBOTS = re.compile(
    r"(?:mailer-daemon|no-?reply|do-?not-?reply|postmaster|bounces?|listserv|majordomo)(?:[+-].*)?",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"\b(?:out of (?:the )?office|automatic reply|auto(?:matic)?[- ]?response|vacation|abwesen(?:d|heit)|"
    r"away from (?:my|the) (?:office|desk)|absence du bureau|fuera de la oficina)\b",
    re.IGNORECASE,
)
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
_MESSAGE_ID = re.compile(r"<\s*([^<>\s]+)\s*>")


class Kind(StrEnum):
    """What sort of machine."""

    BOUNCE = "bounce"
    AUTOMATIC = "automatic"
    BULK = "bulk"
    LOOP = "loop"


@dataclass(frozen=True, kw_only=True, slots=True)
class FailedRecipient:
    """One recipient in a delivery report. ``status`` is RFC 3463's; 5.x.x is for good."""

    address: str
    action: str
    status: str
    diagnostic: str

    @property
    def is_permanent(self) -> bool:
        """Whether trying again is of no use."""
        return self.status.startswith("5") or (not self.status and self.action == "failed")


@dataclass(frozen=True, kw_only=True, slots=True)
class Bounce:
    """A delivery report: for whom, and about which of our mails."""

    recipients: tuple[FailedRecipient, ...] = ()
    original_message_id: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """Whether a machine wrote it, by which signs (header and value), and its delivery report if it is one."""

    kinds: frozenset[Kind] = frozenset()
    signs: tuple[str, ...] = ()
    bounce: Bounce | None = None

    @property
    def is_from_a_person(self) -> bool:
        """Whether nothing says that a machine wrote it."""
        return not self.kinds

    @property
    def may_be_answered(self) -> bool:
        """RFC 3834 section 2: an automatic answer never goes to one."""
        return not self.kinds


def origin_of(mail: Mail, *, own_marker: str | None = None) -> Origin:
    """Who wrote a mail, as far as its headers tell. ``own_marker`` is what this desk's own mail carries."""
    bounce = read_bounce(mail)
    found = [*_signs(mail), *_loop_signs(mail, own_marker)]
    if bounce is not None:
        found.append((Kind.BOUNCE, "a delivery report"))
    return Origin(
        kinds=frozenset(kind for kind, _ in found),
        signs=tuple(dict.fromkeys(sign for _, sign in found)),
        bounce=bounce,
    )


def _signs(mail: Mail) -> Iterator[tuple[Kind, str]]:
    for value in mail.values("auto-submitted"):
        # RFC 3834 section 5: anything but "no" was not written by a person for this occasion.
        if value.partition(";")[0].strip().lower() not in {"no", ""}:
            yield Kind.AUTOMATIC, f"Auto-Submitted: {value[:80]}"
    for value in mail.values("precedence"):
        word = value.strip().lower()
        if word in _BULK or word == "auto_reply":
            yield Kind.AUTOMATIC if word == "auto_reply" else Kind.BULK, f"Precedence: {value[:80]}"
    for name in _LIST_HEADERS:
        if mail.values(name):
            yield Kind.BULK, name.title()
    yield from _vendors_signs(mail)
    yield from _addresses_signs(mail)


def _addresses_signs(mail: Mail) -> Iterator[tuple[Kind, str]]:
    """What the return path, the author and the subject tell."""
    if mail.return_path == "":
        yield Kind.AUTOMATIC, "Return-Path: <>"
    author = mail.author
    if author and _ROBOTS.fullmatch(author.address.partition("@")[0]):
        yield Kind.AUTOMATIC, f"From: {author.address[:80]}"
    if _AWAY.search(mail.subject):
        yield Kind.AUTOMATIC, f"Subject: {mail.subject[:80]}"


def _vendors_signs(mail: Mail) -> Iterator[tuple[Kind, str]]:
    """Headers that no standard names and many programs write."""
    for name in ("x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-response-from", "x-vacation"):
        if mail.values(name):
            yield Kind.AUTOMATIC, name.title()
    suppress = (mail.value("x-auto-response-suppress") or "").lower()
    # Exchange writes it on its own automatic mail; "OOF" alone stands on mail of people, too.
    if "all" in suppress or ("autoreply" in suppress and "dr" in suppress):
        yield Kind.AUTOMATIC, f"X-Auto-Response-Suppress: {suppress[:80]}"


def _loop_signs(mail: Mail, own_marker: str | None) -> Iterator[tuple[Kind, str]]:
    for value in mail.values(MARKER):
        if own_marker is None or value.strip() == own_marker:
            yield Kind.LOOP, MARKER
    if len(mail.values("received")) > MOST_HOPS:
        yield Kind.LOOP, f"more than {MOST_HOPS} Received"


def read_bounce(mail: Mail) -> Bounce | None:
    """The delivery report that a mail is, or None."""
    report = next((part for part in mail.attachments if part.media_type == "message/delivery-status"), None)
    content_type = (mail.value("content-type") or "").lower()
    is_report = "multipart/report" in content_type and "delivery-status" in content_type
    if report is None:
        return _unstructured(mail) if is_report or _is_daemon(mail) else None
    groups = [group for group in re.split(rb"\r?\n\r?\n", report.content) if group.strip()][:200]
    recipients = tuple(filter(None, map(_recipient, groups)))
    # A report of success, or of a delay, is no bounce; an answer it wants none either.
    return Bounce(recipients=recipients, original_message_id=_original(mail))


def _is_daemon(mail: Mail) -> bool:
    author = mail.author
    return bool(author and author.address.lower().startswith("mailer-daemon@"))


def _unstructured(mail: Mail) -> Bounce:
    """An old server's report: nothing but the mail that it sends back tells of what it speaks."""
    return Bounce(original_message_id=_original(mail))


def _recipient(group: bytes) -> FailedRecipient | None:
    fields = _fields(group)
    address = fields.get("original-recipient") or fields.get("final-recipient")
    if not address:
        return None
    status = _STATUS.search(fields.get("status", ""))
    return FailedRecipient(
        address=address.partition(";")[2].strip() or address.strip(),
        action=fields.get("action", "").strip().lower()[:40],
        status=status[0] if status else "",
        diagnostic=fields.get("diagnostic-code", "")[:500],
    )


def _original(mail: Mail) -> str | None:
    """The Message-ID of the mail that came back, from the copy or the headers of it that the report holds."""
    for part in mail.attachments:
        if part.media_type in {"message/rfc822", "text/rfc822-headers", "message/rfc822-headers"}:
            found = _MESSAGE_ID.search(_fields(part.content[:65_536]).get("message-id", ""))
            if found:
                return found[1]
    return mail.in_reply_to[0] if mail.in_reply_to else None


def _fields(content: bytes) -> dict[str, str]:
    faults = Faults()
    headers, _ = split_headers(content.lstrip(b"\r\n"), MailLimits(), faults)
    fields: dict[str, str] = {}
    for header in headers:
        fields.setdefault(header.name.decode("latin-1").lower(), unfold(header.value, faults))
    return fields
