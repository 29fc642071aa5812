"""The one way from bytes to a mail. It never raises, whatever the bytes; runs in the confined process."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from writdesk.documents.mail.addresses import read_mailboxes
from writdesk.documents.mail.body import Body
from writdesk.documents.mail.faults import Faults
from writdesk.documents.mail.headers import RawHeader, decode_headers, split_headers, unfold
from writdesk.documents.mail.message import Header, Mail, Mailbox, MailFault, MailLimits
from writdesk.documents.mail.mime import walk_parts

DEFAULT_LIMITS = MailLimits()
# RFC 5322 section 3.6: these stand at most once. What a reader shows of two is the reader's own choice.
SINGLE = (
    *("date", "from", "sender", "reply-to", "to", "cc", "bcc"),
    *("message-id", "in-reply-to", "references", "subject"),
)
_MESSAGE_ID = re.compile(r"<\s*([^<>\s]+)\s*>")


def parse_mail(raw: bytes, limits: MailLimits = DEFAULT_LIMITS) -> Mail:
    """A mail, as far as it can be read; what is wrong with it is in its faults."""
    try:
        return _parse(raw, limits)
    except Exception:
        # Every step is written not to raise. Where one does all the same, the mail is kept and shown as text.
        return _unreadable(raw, limits)


def _unreadable(raw: bytes, limits: MailLimits) -> Mail:
    return Mail(
        sha256=hashlib.sha256(raw).hexdigest(),
        size=len(raw),
        text=raw[: limits.text].decode("utf-8", errors="replace"),
        faults=(MailFault(code="unreadable"),),
    )


def _parse(raw: bytes, limits: MailLimits) -> Mail:
    faults = Faults()
    if len(raw) > limits.size:
        faults.add("too_large", str(limits.size))
    looked_at = raw[: limits.size]
    raw_headers, start = split_headers(looked_at, limits, faults)
    if not raw_headers:
        faults.add("no_headers")
    headers = decode_headers(raw_headers, faults)
    fields = _Fields(raw_headers, headers, faults, limits)
    body = Body(limits, faults)
    for part in walk_parts(raw_headers, looked_at[start:], limits, faults):
        body.add(part)
    text, hidden = body.text()
    fields.name_duplicates()
    senders = fields.senders()
    return Mail(
        sha256=hashlib.sha256(raw).hexdigest(),
        size=len(raw),
        message_id=fields.message_id(),
        date=fields.date(),
        subject=fields.text("subject"),
        senders=senders,
        sender=next(iter(fields.mailboxes("sender")), None),
        reply_to=fields.mailboxes("reply-to"),
        return_path=fields.return_path(),
        to=fields.mailboxes("to"),
        cc=fields.mailboxes("cc"),
        in_reply_to=fields.ids("in-reply-to"),
        references=fields.ids("references"),
        headers=headers,
        text=text,
        hidden_text=hidden,
        attachments=tuple(body.attachments),
        faults=tuple(faults),
    )


class _Fields:
    """The headers that a mail is known by."""

    def __init__(
        self, raw: tuple[RawHeader, ...], headers: tuple[Header, ...], faults: Faults, limits: MailLimits
    ) -> None:
        self._raw: dict[str, list[bytes]] = {}
        for header in raw:
            self._raw.setdefault(header.name.decode("latin-1").lower(), []).append(header.value)
        self._decoded: dict[str, str] = {}
        for decoded in headers:
            self._decoded.setdefault(decoded.name.lower(), decoded.value)
        self._faults = faults
        self._limits = limits

    def name_duplicates(self) -> None:
        for name in SINGLE:
            if len(self._raw.get(name, ())) > 1:
                self._faults.add("several_from" if name == "from" else "duplicated_header", name)

    def text(self, name: str) -> str:
        return self._decoded.get(name, "")

    def mailboxes(self, name: str) -> tuple[Mailbox, ...]:
        most = self._limits.addresses
        return tuple(
            mailbox
            for value in self._raw.get(name, ())
            for mailbox in read_mailboxes(value, self._faults, most=most)
        )[:most]

    def senders(self) -> tuple[Mailbox, ...]:
        """Everyone named in every From."""
        found = self.mailboxes("from")
        if "from" not in self._raw:
            self._faults.add("no_from")
        elif not found:
            self._faults.add("bad_from", self.text("from"))
        elif len(found) > 1 and len(self._raw["from"]) == 1:
            self._faults.add("several_authors")
        return found

    def return_path(self) -> str | None:
        """The address in Return-Path; empty where it is ``<>``, as that of a bounce."""
        values = self._raw.get("return-path")
        if not values:
            return None
        text = unfold(values[0], self._faults, "return-path")
        if text in {"", "<>", "< >"}:
            return ""
        mailboxes = read_mailboxes(values[0], self._faults)
        return mailboxes[0].address if mailboxes else text.strip("<> ")

    def message_id(self) -> str | None:
        ids = self.ids("message-id")
        if ids:
            return ids[0]
        self._faults.add("no_message_id")
        return self.text("message-id").strip("<> ")[:998] or None

    def ids(self, name: str) -> tuple[str, ...]:
        """The message ids in every header of this name, each once."""
        text = " ".join(unfold(value, self._faults, name) for value in self._raw.get(name, ()))
        return tuple(dict.fromkeys(_MESSAGE_ID.findall(text)))[:1_000]

    def date(self) -> datetime | None:
        text = self.text("date")
        if not text:
            self._faults.add("no_date")
            return None
        try:
            date = parsedate_to_datetime(text[:200])
            # "-0000": the time is UTC, the sender's zone unknown (RFC 5322 section 3.3).
            date = date if date.tzinfo else date.replace(tzinfo=UTC)
            date.astimezone(UTC)
        except (TypeError, ValueError, OverflowError, IndexError):
            self._faults.add("bad_date", text)
            return None
        return date
