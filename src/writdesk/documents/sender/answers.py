"""What the DNS was asked about a mail, and what it answered: kept, so that it need not be asked again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

RECORD_TYPES = ("A", "AAAA", "MX", "PTR", "TXT")
LONGEST_NAME = 253


class AnswerMissing(Exception):
    """A question has not been asked yet. The evaluation begins anew once it has been."""


class Outcome(StrEnum):
    """How a question ended."""

    FOUND = "found"
    NO_DATA = "no_data"
    NO_DOMAIN = "no_domain"
    SERVER_FAILURE = "server_failure"
    TIMED_OUT = "timed_out"
    # The desk itself asked no further: too many questions for one mail.
    NOT_ASKED = "not_asked"


FAILED = frozenset({Outcome.SERVER_FAILURE, Outcome.TIMED_OUT, Outcome.NOT_ASKED})


@dataclass(frozen=True, order=True, slots=True)
class Question:
    """A name (lower case, without a final dot) and a type of record."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The records as text: TXT with its strings joined (bytes as Latin-1), MX as ``10 mx.example``."""

    outcome: Outcome
    records: tuple[str, ...] = ()

    @property
    def has_failed(self) -> bool:
        """Whether nobody knows what the answer would have been."""
        return self.outcome in FAILED


class Answers:
    """Recorded answers. Asking for another raises ``AnswerMissing`` and notes what was missing."""

    def __init__(self, known: Mapping[Question, Answer] | None = None) -> None:
        self._known = dict(known or {})
        self._missing: dict[Question, None] = {}
        self._used: dict[Question, None] = {}

    def ask(self, name: str, record_type: str) -> Answer:
        """The answer to a question. A name that cannot exist is not asked for."""
        question = Question(name.rstrip(".").lower(), record_type)
        if not may_exist(question.name):
            return Answer(Outcome.NO_DOMAIN)
        answer = self._known.get(question)
        if answer is None:
            self._missing[question] = None
            raise AnswerMissing(f"{question.name} {question.type}")
        self._used[question] = None
        return answer

    @property
    def missing(self) -> tuple[Question, ...]:
        """What was asked for and is not known, in its order."""
        return tuple(self._missing)

    @property
    def known(self) -> Mapping[Question, Answer]:
        """Everything that is recorded."""
        return self._known

    @property
    def used(self) -> Answers:
        """Only those that were asked for: what has to be kept."""
        return Answers({question: self._known[question] for question in self._used})

    def with_more(self, more: Mapping[Question, Answer]) -> Answers:
        """These and those."""
        return Answers({**self._known, **more})

    def as_json(self) -> list[dict[str, Any]]:
        """As it is kept, sorted by question."""
        return [
            {
                "name": question.name,
                "type": question.type,
                "outcome": answer.outcome.value,
                "records": list(answer.records),
            }
            for question, answer in sorted(self._known.items())
        ]

    @classmethod
    def from_json(cls, document: Iterable[Mapping[str, Any]]) -> Answers:
        """What ``as_json`` wrote. Raises ``ValueError`` or ``KeyError`` where it did not."""
        return cls(
            {
                Question(str(item["name"]), str(item["type"])): Answer(
                    Outcome(item["outcome"]), tuple(map(str, item["records"]))
                )
                for item in document
            }
        )

    def __str__(self) -> str:
        return json.dumps(self.as_json())


def may_exist(name: str) -> bool:
    """Whether the DNS can hold this name: labels of 1 to 63 bytes, 253 in all, nothing outside of ASCII."""
    labels = name.split(".")
    return (
        len(name) <= LONGEST_NAME
        and name.isascii()
        and name.isprintable()
        and all(0 < len(label) <= 63 for label in labels)
    )
