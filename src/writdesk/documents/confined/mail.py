"""The confined process that takes mail apart and checks its signatures; it asks the network nothing."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from writdesk.documents.confined.serving import serve
from writdesk.documents.inspection import MIB, Limits
from writdesk.documents.mail.message import MailLimits
from writdesk.documents.mail.outlook import is_outlook_file, parse_outlook
from writdesk.documents.mail.parsing import parse_mail
from writdesk.documents.mail.wire import mail_as_bytes
from writdesk.documents.sender.answers import Answer, Answers, Outcome, Question
from writdesk.documents.sender.authentication import evaluate
from writdesk.documents.sender.results import Envelope

# A mail of the largest size stands in memory a few times while its attachments are decoded.
MEMORY = 1024 * MIB


def main() -> None:
    """Serve until the desk closes the pipe."""
    serve(_warm_up, answer, memory=MEMORY)


def answer(job: dict[str, Any], content: bytes, limits: Limits) -> bytes:
    """A mail, or one round of its evaluation."""
    if job["do"] == "evaluate":
        return _evaluated(job, content)
    own = MailLimits(**job["mail_limits"])
    mail = parse_outlook(content, own) if is_outlook_file(content) else parse_mail(content, own)
    return mail_as_bytes(mail)


def _evaluated(job: dict[str, Any], content: bytes) -> bytes:
    answers, at = Answers.from_json(job["answers"]), datetime.fromisoformat(job["at"])
    done = evaluate(content, Envelope(**job["envelope"]), answers, at)
    return json.dumps(
        {
            "results": done.authentication.as_json() if done.authentication else None,
            "missing": [[question.name, question.type] for question in done.missing],
            "used": [[question.name, question.type] for question in done.used.known],
        }
    ).encode()


def _warm_up() -> None:
    """Everything that is loaded when first needed, loaded: codecs, the Public Suffix List, the ciphers."""
    for charset in ("utf-8", "iso-8859-1", "shift_jis", "iso-2022-jp", "gb2312", "big5", "euc-kr", "koi8-r"):
        parse_mail(f"Subject: =?{charset}?q?x?=\r\nContent-Type: text/html; charset=x\r\n\r\n<p>".encode())
    for codec in _CODECS:
        b"x".decode(codec, errors="replace")
    parse_outlook(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    _evaluate_once()


# Behind the walls no module can be imported, and each codec of Python's is one.
_CODECS = (
    *("ascii", "utf-7", "utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "iso2022_jp"),
    *("iso2022_jp_1", "iso2022_jp_2", "iso2022_jp_3", "iso2022_kr", "shift_jis", "cp932", "euc_jp", "cp949"),
    *("johab", "gb18030", "gb2312", "gbk", "hz", "big5", "big5hkscs", "cp950", "koi8_r", "koi8_u", "cp437"),
    *("cp850", "cp852", "cp866", "cp874", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255"),
    *("cp1256", "cp1257", "cp1258", "mac_roman", "mac_cyrillic", "tis_620", "iso8859_2", "iso8859_3"),
    *("iso8859_4", "iso8859_5", "iso8859_6", "iso8859_7", "iso8859_8", "iso8859_9", "iso8859_10"),
    *("iso8859_11", "iso8859_13", "iso8859_14", "iso8859_15", "iso8859_16"),
)
# A key whose private half is gone, and a signature that does not fit: only what checking loads matters.
_KEY = (
    "v=DKIM1; k=rsa; p="
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDjEI1VFXH/ITEXaMlkSt2IDU2tcsM6ZvDsg1FaaVre9ntTQS8OCW"
    "THiqg8G1mljiZwwisF6PCFAwzBgMpJJOWRIiW7lmw8JtCvq1frPMPqlgpcqGbcHWVzKM25tLD2ydAeW4+7vwTupJh3"
    "dEmqHNStR9mCps1u90NoTl67pdpGoQIDAQAB"
)
_MAIL = (
    b"DKIM-Signature: v=1; a=rsa-sha256; d=b\xc3\xbccher.example; s=s; h=from; bh=eA==; b=eA==\r\n"
    b"From: a@xn--bcher-kva.example\r\nDate: Mon, 2 Nov 2026 10:00:00 +0000\r\n\r\nx\r\n"
)


def _evaluate_once() -> None:
    at = datetime(2026, 11, 2, tzinfo=UTC)
    envelope = Envelope(ip="2001:db8::1", helo="b.example", mail_from="a@b.example")
    answers = Answers()
    for _ in range(8):
        done = evaluate(_MAIL, envelope, answers, at)
        answers = answers.with_more({question: _warm_answer(question) for question in done.missing})


def _warm_answer(question: Question) -> Answer:
    if "_domainkey" in question.name:
        return Answer(Outcome.FOUND, (_KEY,))
    if question.name == "b.example" and question.type == "TXT":
        return Answer(Outcome.FOUND, ("v=spf1 a mx ptr exists:%{i}.b.example -all",))
    return Answer(Outcome.NO_DATA)
