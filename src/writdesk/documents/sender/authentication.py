"""All four checks of one mail: a pure function of its bytes, its envelope, the DNS's answers and the time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from writdesk.documents.mail.faults import Faults
from writdesk.documents.mail.headers import split_headers
from writdesk.documents.mail.message import MailLimits
from writdesk.documents.mail.parsing import parse_mail
from writdesk.documents.sender.answers import Answer, AnswerMissing, Answers, Outcome, Question
from writdesk.documents.sender.arc_check import evaluate_arc
from writdesk.documents.sender.canonical import NoHeaders, split_message
from writdesk.documents.sender.dkim_check import Message, evaluate_dkim
from writdesk.documents.sender.dmarc import evaluate_dmarc
from writdesk.documents.sender.results import (
    ArcResult,
    DkimResult,
    DmarcResult,
    Envelope,
    Result,
    SenderAuthentication,
    SpfResult,
)
from writdesk.documents.sender.spf import evaluate_spf

MOST_QUESTIONS = 120
MOST_ROUNDS = 60

Resolver = Callable[[Sequence[Question]], Mapping[Question, Answer]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Evaluation:
    """What can be said with these answers, and which questions are open. Final once none is."""

    authentication: SenderAuthentication | None
    missing: tuple[Question, ...]
    used: Answers


def evaluate(raw: bytes, envelope: Envelope, answers: Answers, at: datetime) -> Evaluation:
    """One round. Never raises, whatever the bytes."""
    asked = Answers(answers.known)
    authentication = _evaluated(raw, envelope, asked, at)
    return Evaluation(
        authentication=authentication if not asked.missing else None, missing=asked.missing, used=asked.used
    )


def authenticate(raw: bytes, envelope: Envelope, answers: Answers, at: datetime) -> SenderAuthentication:
    """The result, with every question that has no answer taken as one that the DNS could not answer."""
    result, _ = authenticate_with(raw, envelope, at, lambda _: {}, answers=answers)
    return result


def authenticate_with(
    raw: bytes,
    envelope: Envelope,
    at: datetime,
    resolve: Resolver,
    *,
    answers: Answers | None = None,
    evaluate: Callable[[bytes, Envelope, Answers, datetime], Evaluation] = evaluate,
) -> tuple[SenderAuthentication, Answers]:
    """The result, and the answers on which it rests; with those alone it can be computed anew.

    Evaluates, has the missing questions answered, and evaluates again, until none is missing. What the
    resolver does not answer, and what exceeds ``MOST_QUESTIONS``, counts as a failure of the DNS.
    """
    known, asked = answers or Answers(), 0
    for _ in range(MOST_ROUNDS):
        round_ = evaluate(raw, envelope, known, at)
        if round_.authentication is not None:
            return round_.authentication, round_.used
        questions = round_.missing[: max(0, MOST_QUESTIONS - asked)]
        asked += len(questions)
        found = resolve(questions) if questions else {}
        refused = {question: found.get(question, Answer(Outcome.NOT_ASKED)) for question in round_.missing}
        known = known.with_more(refused)
    return nothing_told(at), known


def _evaluated(raw: bytes, envelope: Envelope, answers: Answers, at: datetime) -> SenderAuthentication | None:
    message, authors = _message(raw)
    spf = _tried(lambda: evaluate_spf(envelope, answers, at), SpfResult(result=Result.PERMERROR))
    dkim: tuple[DkimResult, ...] | None = ()
    arc: ArcResult | None = ArcResult(result=Result.NONE)
    if message is not None:
        broken = DkimResult(result=Result.PERMERROR, reasons=("bad_syntax",))
        dkim = _tried(lambda: evaluate_dkim(message, answers, at), (broken,))
        arc = _tried(
            lambda: evaluate_arc(message, answers), ArcResult(result=Result.FAIL, reasons=("bad_syntax",))
        )
    seen_spf, seen_dkim = spf or SpfResult(result=Result.NONE), dkim or ()
    dmarc = _tried(
        lambda: evaluate_dmarc(authors, seen_spf, seen_dkim, answers),
        DmarcResult(result=Result.PERMERROR, reasons=("bad_from_domain",)),
    )
    if spf is None or dkim is None or arc is None or dmarc is None:
        return None
    return SenderAuthentication(evaluated_at=at, spf=spf, dkim=dkim, dmarc=dmarc, arc=arc)


def _tried(check: Callable[[], Any], otherwise: Any) -> Any:
    """A check's result; None where an answer is missing; ``otherwise`` where it breaks over the mail."""
    try:
        return check()
    except AnswerMissing:
        return None
    except Exception:
        # The checks are written not to raise; what all the same makes one do so is no proof of anything.
        return otherwise


def _message(raw: bytes) -> tuple[Message | None, tuple[str, ...]]:
    """The mail as the checks see it, and the domain of every address in every From."""
    mail = parse_mail(_head(raw), MailLimits(parts=1))
    authors = tuple(mailbox.domain for mailbox in mail.senders)
    if "several_from" in mail.fault_codes and len(authors) == 1:
        # Two From headers of which one holds no address: what a reader shows nobody knows.
        authors = (*authors, "")
    author = authors[0] if len(authors) == 1 else ""
    try:
        headers, body = split_message(raw)
    except NoHeaders:
        return None, authors
    return Message(headers=headers, body=body, author_domain=author), authors


def _head(raw: bytes) -> bytes:
    _, start = split_headers(raw, MailLimits(), Faults())
    return raw[:start]


def nothing_told(at: datetime) -> SenderAuthentication:
    """The result where the checks did not come to an end."""
    return SenderAuthentication(
        evaluated_at=at,
        spf=SpfResult(result=Result.TEMPERROR, reason="the check did not come to an end"),
        dkim=(),
        dmarc=DmarcResult(result=Result.TEMPERROR, reasons=("dns_failed",)),
        arc=ArcResult(result=Result.TEMPERROR, reasons=("dns_failed",)),
    )
