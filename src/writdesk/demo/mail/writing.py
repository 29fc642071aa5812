"""A post as bytes, signed by its domain as told."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from textwrap import fill

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from writdesk.demo.mail.post import DESK, Post, Shape
from writdesk.demo.mail.zone import SELECTOR
from writdesk.demo.requests.forms import form_of
from writdesk.demo.requests.letters import file_name_of, letter_of
from writdesk.documents.sender.canonical import canonical_body, canonical_header, split_message

RELAXED = b"relaxed"
COLUMNS = 56
SIGNED = ("from", "to", "subject", "date", "message-id", "reply-to", "content-type")


def bytes_of(post: Post, *, reference: str, at: datetime, key: rsa.RSAPrivateKey) -> bytes:
    """The mail as the post's server hands it over."""
    if post.shape is Shape.BROKEN:
        return _broken(post, at)
    if post.shape is Shape.BOUNCE:
        return _bounce(post, reference, at)
    raw = _message(post, reference, at).as_bytes()
    if not post.is_signed:
        return raw
    is_whole = not post.footer
    return _signature(raw, post.domain, key, at, is_whole=is_whole) + raw + _lines(post.footer)


def _message(post: Post, reference: str, at: datetime) -> EmailMessage:
    message = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    for name, value in _headers(post, reference, at).items():
        message[name] = value
    message.set_content(_wrapped(post.text) + "\n")
    if post.paper is not None:
        form = form_of(post.paper, received_on=at.date(), today=at.date())
        letter, name = letter_of(post.paper, form, at.date()), file_name_of(post.paper)
        message.add_attachment(letter, maintype="application", subtype="pdf", filename=name)
    return message


def _wrapped(text: str) -> str:
    """The text in lines as a mail program breaks them; short lines stay as they are."""
    return "\n\n".join(_paragraph(each) for each in text.strip().split("\n\n"))


def _paragraph(text: str) -> str:
    is_short = all(len(line) <= COLUMNS for line in text.splitlines())
    return text if is_short else fill(text.replace("\n", " "), COLUMNS)


def _headers(post: Post, reference: str, at: datetime) -> dict[str, str]:
    named = f"Re: {reference} {post.subject}" if reference else post.subject
    return {
        "From": post.sender,
        "To": DESK,
        "Subject": named,
        "Date": format_datetime(at),
        "Message-ID": f"<{post.id}@{post.domain}>",
        **post.headers,
    }


def _signature(raw: bytes, domain: str, key: rsa.RSAPrivateKey, at: datetime, *, is_whole: bool) -> bytes:
    """A DKIM signature (RFC 6376), relaxed; where it is not whole, of the text so far (``l=``)."""
    headers, body = split_message(raw)
    text = canonical_body(body, RELAXED)
    by_name = {name.lower().decode(): (name, value) for name, value in headers}
    signed = [name for name in SIGNED if name in by_name]
    length = "" if is_whole else f" l={len(text)};"
    body_hash = base64.b64encode(hashlib.sha256(text).digest()).decode()
    value = (
        f" v=1; a=rsa-sha256; c=relaxed/relaxed; d={domain}; s={SELECTOR}; t={int(at.timestamp())};{length}"
        f" h={':'.join(signed)}; bh={body_hash}; b="
    )
    own = canonical_header((b"DKIM-Signature", value.encode()), RELAXED).rstrip(b"\r\n")
    data = b"".join(canonical_header(by_name[name], RELAXED) for name in signed) + own
    made = base64.b64encode(key.sign(data, padding.PKCS1v15(), hashes.SHA256()))
    return b"DKIM-Signature:" + value.encode() + made + b"\r\n"


def _lines(text: str) -> bytes:
    return text.strip().replace("\n", "\r\n").encode() + b"\r\n" if text else b""


def _bounce(post: Post, reference: str, at: datetime) -> bytes:
    """A delivery report (RFC 3464) about a letter of the desk."""
    return (
        BOUNCE.format(
            sender=post.sender,
            desk=DESK,
            date=format_datetime(at),
            id=f"{post.id}@{post.domain}",
            text=post.text.strip(),
            server=post.domain,
            to=post.headers["Final-Recipient"],
            about=f"{reference}.{hashlib.sha256(reference.encode()).hexdigest()[:32]}@{DESK.partition('@')[2]}",
        )
        .replace("\n", "\r\n")
        .encode()
    )


def _broken(post: Post, at: datetime) -> bytes:
    head = f"From: {post.sender}\r\nTo: {DESK}\r\nSubject: {post.subject}\r\nDate: {format_datetime(at)}\r\n"
    parts = 'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\n'
    return (head + parts + post.text.strip()).encode() + b"\r\n\xff\xfe\x00 --x"


BOUNCE = """\
From: {sender}
To: {desk}
Subject: Undelivered Mail Returned to Sender
Date: {date}
Message-ID: <{id}>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="report"

--report
Content-Type: text/plain; charset=us-ascii

{text}
--report
Content-Type: message/delivery-status

Reporting-MTA: dns; {server}

Final-Recipient: rfc822; {to}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such mailbox

--report
Content-Type: message/rfc822

From: {desk}
To: {to}
Message-ID: <{about}>
Subject: A question about your request

Dear officer,

--report--
"""
