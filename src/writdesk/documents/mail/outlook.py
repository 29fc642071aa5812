"""Outlook's .msg files (MS-OXMSG) as mails: what they hold is written anew as a mail, and that is read.

Where the file holds the headers with which the mail was carried, they are used as they are. The bytes that a
server signed are gone in either case: a signature in such a mail cannot be checked any more.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import olefile  # type: ignore[import-untyped]

from writdesk.documents.mail.body import Body
from writdesk.documents.mail.faults import Faults
from writdesk.documents.mail.html_text import read_html
from writdesk.documents.mail.message import Mail, MailFault, MailLimits
from writdesk.documents.mail.parsing import DEFAULT_LIMITS, parse_mail

OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Numbers of MS-OXPROPS.
_SUBJECT, _BODY, _HTML, _HEADERS = "0037", "1000", "1013", "007D"
_SENDER_NAME, _SENDER_ADDRESS, _SENDER_SMTP, _TO, _CC = "0C1A", "0C1F", "5D01", "0E04", "0E03"
_MESSAGE_ID, _IN_REPLY_TO = "1035", "1042"
_SENT_AT = (0x0039, 0x0E06)
_FILE_NAME, _SHORT_NAME, _CONTENT, _MIME, _CONTENT_ID = "3707", "3704", "3701", "370E", "3712"
_TEXT_TYPES = ("001F", "001E")
_PROPERTIES = "__properties_version1.0"
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def is_outlook_file(raw: bytes) -> bool:
    """Whether these bytes begin as an OLE file does."""
    return raw.startswith(OLE_START)


def parse_outlook(raw: bytes, limits: MailLimits = DEFAULT_LIMITS) -> Mail:
    """The mail in a .msg file. Never raises, whatever the bytes."""
    try:
        return _parse(raw, limits)
    except Exception:
        # olefile lets out what its own format's damage makes it do.
        return Mail(
            sha256=hashlib.sha256(raw).hexdigest(),
            size=len(raw),
            faults=(MailFault(code="bad_outlook_file"), MailFault(code="unreadable")),
        )


def _parse(raw: bytes, limits: MailLimits) -> Mail:
    faults = Faults()
    if len(raw) > limits.size:
        faults.add("too_large", str(limits.size))
        raise ValueError("too large")
    with olefile.OleFileIO(io.BytesIO(raw)) as file:
        message = _Storage(file, ())
        headers = message.text(_HEADERS)
        if not headers:
            faults.add("no_transport_headers")
        mail = parse_mail(_head(headers) if headers else _made_head(message), limits)
        body = Body(limits, faults)
        shown, hidden = _text(message, body, limits)
        for storage in message.below("__attach_version1.0_", limits.parts):
            _attach(storage, body, faults)
    kept = [fault for fault in mail.faults if fault.code not in _OF_THE_BODY]
    return replace(
        mail,
        sha256=hashlib.sha256(raw).hexdigest(),
        size=len(raw),
        subject=mail.subject or message.text(_SUBJECT),
        text=shown,
        hidden_text=hidden,
        attachments=tuple(body.attachments),
        faults=(*kept, *faults),
    )


_OF_THE_BODY = frozenset(
    {
        "no_boundary",
        "missing_boundary",
        "unclosed_boundary",
        "bad_transfer_encoding",
        "html_only",
        "bad_header_line",
    }
)


class _Storage:
    """A folder in the file: the message, an attachment, a recipient. Reads once, so that it can be closed."""

    def __init__(self, file: olefile.OleFileIO, path: tuple[str, ...]) -> None:
        self._file = file
        self._path = path
        self._texts: dict[str, str] = {}
        for number in (_SUBJECT, _HEADERS):
            self._texts[number] = self._read_text(number)

    def text(self, number: str) -> str:
        """A property as text; empty where it is not there."""
        return self._texts[number] if number in self._texts else self._read_text(number)

    def content(self, number: str) -> bytes | None:
        """A property as bytes."""
        return self._stream(f"__substg1.0_{number}0102")

    def time(self) -> datetime | None:
        """When it was sent, from the properties of fixed length."""
        content = self._stream(_PROPERTIES) or b""
        for place in range(32 if not self._path else 8, len(content) - 15, 16):
            kind = int.from_bytes(content[place : place + 2], "little")
            number = int.from_bytes(content[place + 2 : place + 4], "little")
            if kind == 0x0040 and number in _SENT_AT:
                ticks = int.from_bytes(content[place + 8 : place + 16], "little")
                return _EPOCH + timedelta(microseconds=ticks // 10) if ticks < 1 << 60 else None
        return None

    def below(self, prefix: str, most: int) -> list[_Storage]:
        """The folders of this kind in it."""
        depth = len(self._path)
        names = {
            entry[depth]
            for entry in self._file.listdir(streams=True, storages=True)
            if len(entry) > depth and tuple(entry[:depth]) == self._path and entry[depth].startswith(prefix)
        }
        return [_Storage(self._file, (*self._path, name)) for name in sorted(names)[:most]]

    def _read_text(self, number: str) -> str:
        wide = self._stream(f"__substg1.0_{number}{_TEXT_TYPES[0]}")
        if wide is not None:
            return wide.decode("utf-16-le", errors="replace").rstrip("\0")
        narrow = self._stream(f"__substg1.0_{number}{_TEXT_TYPES[1]}")
        return (narrow or b"").decode("cp1252", errors="replace").rstrip("\0")

    def _stream(self, name: str) -> bytes | None:
        path = [*self._path, name]
        if not self._file.exists(path):
            return None
        return bytes(self._file.openstream(path).read())


def _head(headers: str) -> bytes:
    """The headers that the mail was carried with, without a body."""
    lines = headers.replace("\r\n", "\n").strip("\n").split("\n")
    # Exchange puts a line of its own before them.
    if lines and lines[0].startswith("Microsoft Mail Internet Headers"):
        lines = lines[1:]
    return "\r\n".join(lines).encode("utf-8", errors="replace") + b"\r\n\r\n"


def _made_head(message: _Storage) -> bytes:
    """Headers made from the file's properties, where no server has written any."""
    address = message.text(_SENDER_SMTP) or message.text(_SENDER_ADDRESS)
    name = message.text(_SENDER_NAME).replace('"', "'")
    sent_at = message.time()
    fields = {
        "From": f'"{name}" <{address}>' if "@" in address else "",
        "To": message.text(_TO).replace(";", ","),
        "Cc": message.text(_CC).replace(";", ","),
        "Subject": message.text(_SUBJECT),
        "Message-ID": message.text(_MESSAGE_ID),
        "In-Reply-To": message.text(_IN_REPLY_TO),
        "Date": format_datetime(sent_at) if sent_at else "",
    }
    lines = [f"{key}: {' '.join(value.split())}" for key, value in fields.items() if value.strip()]
    return "\r\n".join(lines).encode("utf-8", errors="replace") + b"\r\n\r\n"


def _text(message: _Storage, body: Body, limits: MailLimits) -> tuple[str, str]:
    plain = message.text(_BODY).replace("\r\n", "\n")
    html = message.content(_HTML)
    if plain.strip():
        body.plain.append(plain)
    if html:
        body.instead.append(read_html(html.decode("utf-8", errors="replace"), most=limits.text))
    return body.text()


def _attach(storage: _Storage, body: Body, faults: Faults) -> None:
    content = storage.content(_CONTENT)
    if content is None:
        # A mail within the mail is a folder of its own; its parts stay in the original.
        faults.add("bad_outlook_file", "an attached Outlook item is not unpacked")
        return
    name = storage.text(_FILE_NAME) or storage.text(_SHORT_NAME)
    media_type = storage.text(_MIME).lower() or "application/octet-stream"
    body.attach(name, media_type, content, is_inline=bool(storage.text(_CONTENT_ID)))
