"""Reading a mail, and checking who sent it: whatever the bytes, there is an answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from writdesk.documents.mail.automatic import origin_of
from writdesk.documents.mail.message import MailLimits
from writdesk.documents.mail.outlook import parse_outlook
from writdesk.documents.mail.parsing import parse_mail
from writdesk.documents.mail.threads import thread_candidates
from writdesk.documents.mail.wire import mail_as_bytes, mail_from_bytes
from writdesk.documents.sender.answers import Answer, Outcome, Question
from writdesk.documents.sender.authentication import authenticate_with
from writdesk.documents.sender.results import Envelope
from writdesk.documents.sender.signals import signals_of

_AT = datetime(2026, 11, 2, tzinfo=UTC)
_ENVELOPE = Envelope(ip="192.0.2.1", helo="mx.pd.example", mail_from="doe@pd.example")
_KEY = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
_SIGNED = (
    b"ARC-Seal: i=1; a=rsa-sha256; cv=none; d=l.example; s=s; b=eA==\r\n"
    b"ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=l.example; s=s;"
    b" h=from; bh=eA==; b=eA==\r\n"
    b"ARC-Authentication-Results: i=1; l.example; dmarc=pass\r\n"
    b"DKIM-Signature: v=1; a=ed25519-sha256; c=simple; d=pd.example; s=s; l=5; t=1; x=2;\r\n"
    b" h=from:to; bh=eA==; b=eA==\r\n"
    b'From: =?utf-8?q?J=C3=BC?= "Doe" <doe@pd.example>\r\nReply-To: a@xn--bcher-kva.example\r\n'
)
SEEDS = (
    _SIGNED + b"Subject: [LR-2026-000123] =?iso-2022-jp?b?GyRCGyhC?=\r\n\r\nHello\r\n",
    b"From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative;\r\n"
    b" boundary=\"x\"\r\n\r\n"
    b"--x\r\nContent-Type: text/plain; charset=utf-7\r\n\r\n+AGE-\r\n"
    b"--x\r\nContent-Type: text/html\r\n"
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\n<p style=3D'display:none'>a=\r\nb&amp;<b>c\r\n--x--",
    b"From: MAILER-DAEMON@b.example\r\n"
    b"Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n"
    b"--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; b\r\n\r\n"
    b"Final-Recipient: rfc822; a@b\r\n"
    b"Status: 5.1.1\r\n--x\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <a@b>\r\n\r\nx\r\n--x--\r\n",
    b"From: a@b.example\r\nContent-Type: application/pdf; name*0*=utf-8''a%20; name*1=b\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\nQUJD\r\nbegin 644 a\n#0V%T\n`\nend\n",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
)  # fmt: skip
_LIMITS = MailLimits(parts=100, text=50_000)


def run(data: bytes) -> None:
    """Read and check once."""
    mail = parse_outlook(data, _LIMITS) if data[:4] == b"\xd0\xcf\x11\xe0" else parse_mail(data, _LIMITS)
    assert "unreadable" not in mail.fault_codes or data[:4] == b"\xd0\xcf\x11\xe0"
    assert mail_from_bytes(mail_as_bytes(mail), data) == mail

    def resolve(questions: Sequence[Question]) -> dict[Question, Answer]:
        return {one: _answer(one, data) for one in questions}

    result, answers = authenticate_with(data, _ENVELOPE, _AT, resolve)
    again, _ = authenticate_with(data, _ENVELOPE, _AT, lambda _: {}, answers=answers)
    assert again == result
    origin_of(mail)
    thread_candidates(mail)
    signals_of(mail, result, known_domains=("pd.example", "springfield-pd.example"))


def _answer(question: Question, data: bytes) -> Answer:
    """A key where one is asked for; otherwise policies made of the input itself."""
    if "_domainkey" in question.name:
        return Answer(Outcome.FOUND, (_KEY,))
    if question.type == "TXT":
        start = "v=DMARC1; p=reject; " if question.name.startswith("_dmarc") else "v=spf1 "
        return Answer(Outcome.FOUND, (start + data[-80:].decode("latin-1"),))
    return Answer(Outcome.NO_DATA)
