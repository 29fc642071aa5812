"""The confined process that takes mail apart and checks its signatures; it asks the network nothing."""

from __future__ import annotations

import codecs
import contextlib
import encodings
import json
import pkgutil
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
    _load_codecs()
    parse_outlook(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    _evaluate_once()


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


def _load_codecs() -> None:
    """Every character set of Python's: each is a module, and behind the walls none can be imported."""
    for module in pkgutil.iter_modules(encodings.__path__):
        # Some exist on one system only (mbcs), and some modules are no character set.
        with contextlib.suppress(LookupError, ImportError, AttributeError, ValueError):
            codecs.lookup(module.name)


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
