"""A mail as it crosses the pipe from the confined process: a JSON document, then the attachments' bytes."""

from __future__ import annotations

import hashlib
import json
import struct
from dataclasses import asdict
from datetime import datetime
from typing import Any

from writdesk.documents.mail.faults import FAULTS
from writdesk.documents.mail.message import Attachment, Header, Mail, Mailbox, MailFault

_LENGTH = struct.Struct(">I")


class NoMail(ValueError):
    """What came through the pipe is no mail."""


def mail_as_bytes(mail: Mail) -> bytes:
    """The mail in one piece."""
    document = as_plain(mail)
    head = json.dumps(document, ensure_ascii=True).encode()
    return b"".join((_LENGTH.pack(len(head)), head, *(part.content for part in mail.attachments)))


def as_plain(mail: Mail) -> dict[str, Any]:
    """The mail as JSON has it; of an attachment its size instead of its content."""
    document = {name: getattr(mail, name) for name in Mail.__dataclass_fields__ if name != "attachments"}
    for name in ("senders", "reply_to", "to", "cc", "headers", "faults"):
        document[name] = [asdict(item) for item in document[name]]
    document["sender"] = asdict(mail.sender) if mail.sender else None
    document["date"] = mail.date.isoformat() if mail.date else None
    document["attachments"] = [
        {
            "name": part.name,
            "media_type": part.media_type,
            "size": len(part.content),
            "sha256": part.sha256,
            "is_inline": part.is_inline,
        }
        for part in mail.attachments
    ]
    return document


def mail_from_bytes(answer: bytes, raw: bytes) -> Mail:
    """The mail that a confined process read from these bytes. Raises ``NoMail``.

    Whoever took over that process can make up a text, and nothing else: the hashes are made here.
    """
    try:
        (length,) = _LENGTH.unpack(answer[: _LENGTH.size])
        document = json.loads(answer[_LENGTH.size : _LENGTH.size + length])
        return _mail(document, answer[_LENGTH.size + length :], raw)
    except (struct.error, ValueError, KeyError, TypeError, AttributeError) as reason:
        raise NoMail("The confined process answered with no mail") from reason


def _mail(document: dict[str, Any], contents: bytes, raw: bytes) -> Mail:
    return Mail(
        sha256=hashlib.sha256(raw).hexdigest(),
        size=len(raw),
        message_id=_text_or_none(document["message_id"]),
        date=datetime.fromisoformat(document["date"]) if document["date"] else None,
        subject=str(document["subject"]),
        senders=_mailboxes(document["senders"]),
        sender=_mailboxes([document["sender"]])[0] if document["sender"] else None,
        reply_to=_mailboxes(document["reply_to"]),
        return_path=_text_or_none(document["return_path"]),
        to=_mailboxes(document["to"]),
        cc=_mailboxes(document["cc"]),
        in_reply_to=tuple(map(str, document["in_reply_to"])),
        references=tuple(map(str, document["references"])),
        headers=tuple(
            Header(name=str(item["name"]), value=str(item["value"]), raw=str(item["raw"]))
            for item in document["headers"]
        ),
        text=str(document["text"]),
        hidden_text=str(document["hidden_text"]),
        attachments=_attachments(document["attachments"], contents),
        faults=tuple(
            MailFault(code=str(item["code"]), detail=str(item["detail"]))
            for item in document["faults"]
            if item["code"] in FAULTS
        ),
    )


def _text_or_none(value: object) -> str | None:
    return None if value is None else str(value)


def _mailboxes(items: list[dict[str, Any]]) -> tuple[Mailbox, ...]:
    return tuple(Mailbox(name=str(item["name"]), address=str(item["address"])) for item in items)


def _attachments(items: list[dict[str, Any]], contents: bytes) -> tuple[Attachment, ...]:
    found, place = [], 0
    for item in items:
        size = int(item["size"])
        content = contents[place : place + size]
        if size < 0 or len(content) != size:
            raise NoMail("An attachment was cut off on its way")
        place += size
        found.append(
            Attachment(
                name=str(item["name"]),
                media_type=str(item["media_type"]),
                content=content,
                sha256=hashlib.sha256(content).hexdigest(),
                is_inline=bool(item["is_inline"]),
            )
        )
    return tuple(found)
