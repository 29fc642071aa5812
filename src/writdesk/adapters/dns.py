"""Asks the DNS about mail: the questions of one evaluation, within limits of time and number."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import dns.exception
import dns.resolver

from writdesk.documents.sender.answers import Answer, Outcome, Question
from writdesk.documents.sender.zone import record_text

_AT_ONCE = 8
_MOST_RECORDS = 100


class Resolver:
    """A resolver for one mail after another. One object may serve several threads.

    ``seconds`` is how long one question may take; ``all_seconds`` all those of one call. What takes longer is
    recorded as timed out, and counts as a temporary error.
    """

    def __init__(
        self,
        *,
        nameservers: Sequence[str] = (),
        port: int = 53,
        seconds: float = 5.0,
        all_seconds: float = 20.0,
    ) -> None:
        self._resolver = _configured() if not nameservers else dns.resolver.Resolver(configure=False)
        if nameservers:
            self._resolver.nameservers = list(nameservers)
            self._resolver.port = port
        self._seconds = seconds
        self._all_seconds = all_seconds

    def answer(self, questions: Sequence[Question]) -> dict[Question, Answer]:
        """The answer to each question. Never raises: a failure is an answer, too."""
        if not questions:
            return {}
        deadline = time.monotonic() + self._all_seconds
        with ThreadPoolExecutor(max_workers=min(_AT_ONCE, len(questions))) as pool:
            answers = pool.map(lambda question: self._ask(question, deadline), questions)
            return dict(zip(questions, answers, strict=True))

    def _ask(self, question: Question, deadline: float) -> Answer:
        left = min(self._seconds, deadline - time.monotonic())
        if left <= 0:
            return Answer(Outcome.TIMED_OUT)
        try:
            # Absolute: the desk's own search list must not complete a stranger's name.
            found = self._resolver.resolve(question.name + ".", question.type, lifetime=left, search=False)
        except dns.resolver.NXDOMAIN:
            return Answer(Outcome.NO_DOMAIN)
        except dns.resolver.NoAnswer:
            return Answer(Outcome.NO_DATA)
        except dns.exception.Timeout:
            return Answer(Outcome.TIMED_OUT)
        except (dns.exception.DNSException, OSError, ValueError):
            return Answer(Outcome.SERVER_FAILURE)
        records = tuple(record_text(question.type, record) for record in found)
        return Answer(Outcome.FOUND, records[:_MOST_RECORDS])


def _configured() -> dns.resolver.Resolver:
    """The system's resolver. A system without one has nobody to ask: each answer is a failure then."""
    try:
        return dns.resolver.Resolver()
    except dns.resolver.NoResolverConfiguration:
        return dns.resolver.Resolver(configure=False)
