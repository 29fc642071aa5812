"""Mail, read and authenticated in a confined process: what the desk and the command line call.

A mail over which that process dies is still a mail: it is kept, named unreadable, and its text can be shown.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import datetime
from functools import cache

from writdesk.documents.errors import ReaderGaveUp
from writdesk.documents.inspection import MIB, Limits
from writdesk.documents.mail.message import Mail, MailFault, MailLimits
from writdesk.documents.mail.parsing import DEFAULT_LIMITS
from writdesk.documents.mail.wire import NoMail, mail_from_bytes
from writdesk.documents.reader_pool import ReaderPool
from writdesk.documents.reader_process import Work
from writdesk.documents.sender.answers import RECORD_TYPES, Answers, Question
from writdesk.documents.sender.authentication import (
    Evaluation,
    Resolver,
    authenticate_with,
    nothing_told,
)
from writdesk.documents.sender.results import Envelope, SenderAuthentication

MAIL_WORK = Work(module="writdesk.documents.confined.mail", longest_answer=400 * MIB)
READING = Limits(size=50 * MIB, seconds=15.0)


@cache
def mail_pool() -> ReaderPool:
    """The processes that read mail, shared by all threads of this process; they start with the first mail."""
    return ReaderPool(work=MAIL_WORK)


def read_mail(raw: bytes, *, limits: MailLimits = DEFAULT_LIMITS, pool: ReaderPool | None = None) -> Mail:
    """The mail in these bytes (RFC 5322, or Outlook's .msg), whatever they are.

    Raises ``ReaderUnavailable`` or ``ReaderBusy`` when the desk itself cannot read now.
    """
    job = {"do": "read", "mail_limits": asdict(limits), "limits": READING.as_numbers()}
    try:
        answer = (pool or mail_pool()).ask(json.dumps(job).encode(), raw, seconds=READING.seconds)
        return mail_from_bytes(answer, raw)
    except (ReaderGaveUp, NoMail):
        return Mail(
            sha256=hashlib.sha256(raw).hexdigest(), size=len(raw), faults=(MailFault(code="unreadable"),)
        )


def authenticate_mail(
    raw: bytes, envelope: Envelope, at: datetime, resolve: Resolver, *, pool: ReaderPool | None = None
) -> tuple[SenderAuthentication, Answers]:
    """The sender's authentication, and the DNS's answers on which it rests: to be kept beside the mail.

    ``resolve`` answers questions: ``adapters.dns.Resolver(...).answer``, or that of a zone file. Raises
    ``ReaderUnavailable`` or ``ReaderBusy`` when the desk itself cannot check now.
    """

    def round_(content: bytes, known_envelope: Envelope, answers: Answers, then: datetime) -> Evaluation:
        return _evaluate(content, known_envelope, answers, then, pool or mail_pool())

    try:
        return authenticate_with(raw, envelope, at, resolve, evaluate=round_)
    except (ReaderGaveUp, ValueError, KeyError, TypeError):
        # The process died over this mail, or answered with something else: nothing vouches for its sender.
        return nothing_told(at), Answers()


def _evaluate(raw: bytes, envelope: Envelope, answers: Answers, at: datetime, pool: ReaderPool) -> Evaluation:
    """One round in the confined process. Of its answer, only words and names that fit are taken over."""
    job = {
        "do": "evaluate",
        "limits": READING.as_numbers(),
        "envelope": asdict(envelope),
        "answers": answers.as_json(),
        "at": at.isoformat(),
    }
    told = json.loads(pool.ask(json.dumps(job).encode(), raw, seconds=READING.seconds))
    missing = tuple(Question(str(name), str(kind)) for name, kind in told["missing"])
    if any(question.type not in RECORD_TYPES for question in missing):
        raise ValueError("The confined process asks for what no check needs")
    used = {question for name, kind in told["used"] if (question := Question(name, kind)) in answers.known}
    return Evaluation(
        authentication=SenderAuthentication.from_json(told["results"]) if told["results"] else None,
        missing=missing,
        used=Answers({question: answers.known[question] for question in used}),
    )
