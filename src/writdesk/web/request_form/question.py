"""One question of the form: its name is the place of its answer in the request's document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MOST_SIGNS = 20_000
NOT_A_DAY = "Write the day as year-month-day, such as 2026-03-25."


class Shape(StrEnum):
    """How a question is answered."""

    TEXT = "text"
    EMAIL = "email"
    TEL = "tel"
    LONG = "long"
    DAY = "date"
    FLAG = "flag"
    CHOICE = "choice"
    SELECT = "select"
    TICK = "tick"


@dataclass(frozen=True, kw_only=True)
class Option:
    """One possible answer."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question. ``fact`` is the name under which findings speak of it; it is often the name itself."""

    name: str
    label: str
    shape: Shape = Shape.TEXT
    hint: str = ""
    options: tuple[Option, ...] = ()
    autocomplete: str = ""
    fact: str = ""

    @property
    def spoken_of(self) -> str:
        """The name of the fact that findings on this question look at."""
        return self.fact or self.name


@dataclass(frozen=True, kw_only=True)
class Group:
    """Questions that belong together; ``words`` is the guideline's sentence about all of them."""

    questions: tuple[Question, ...]
    title: str = ""
    hint: str = ""
    words: str = ""
    section: str = ""


YES_OR_NO = (Option(value="yes", label="Yes"), Option(value="no", label="No"))


def text(name: str, label: str, hint: str = "", **more: str) -> Question:
    """A line of text."""
    return Question(name=name, label=label, hint=hint, **more)  # type: ignore[arg-type]


def long_text(name: str, label: str, hint: str = "") -> Question:
    """Some paragraphs."""
    return Question(name=name, label=label, hint=hint, shape=Shape.LONG)


def day(name: str, label: str, hint: str = "") -> Question:
    """A day."""
    return Question(name=name, label=label, hint=hint, shape=Shape.DAY)


def flag(name: str, label: str, hint: str = "") -> Question:
    """Yes, no, or nothing said."""
    return Question(name=name, label=label, hint=hint, shape=Shape.FLAG, options=YES_OR_NO)


def cleaned(question: Question, typed: str) -> str:
    """What was typed, without what no text holds; an answer that is none of the options is no answer."""
    value = typed.replace("\x00", "").replace("\r\n", "\n").strip()[:MOST_SIGNS]
    if question.shape is Shape.TICK:
        return "yes" if value else ""
    if question.options and value not in {option.value for option in question.options}:
        return ""
    return value


def faults_of(questions: tuple[Question, ...], answers: Mapping[str, str]) -> dict[str, str]:
    """What cannot be read at all, by name. Only days can be wrong in this way."""
    return {
        question.name: NOT_A_DAY
        for question in questions
        if question.shape is Shape.DAY and answers.get(question.name) and not is_day(answers[question.name])
    }


def is_day(value: str) -> bool:
    """Whether a text is a day, as browsers send it.

    >>> is_day("2026-03-25"), is_day("25/03/2026")
    (True, False)
    """
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
