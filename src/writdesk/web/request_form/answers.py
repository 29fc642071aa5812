"""The answers read back to the officer, step by step."""

from __future__ import annotations

from dataclasses import dataclass

from writdesk.web.request_form.question import Question
from writdesk.web.request_form.steps import Answers, Step

NOT_STATED = "Not stated"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer in words."""

    label: str
    value: str
    is_stated: bool


@dataclass(frozen=True, kw_only=True)
class AnswerGroup:
    """The answers of one step."""

    step: str
    title: str
    answers: tuple[Answer, ...]

    @property
    def stated(self) -> tuple[Answer, ...]:
        """What was answered."""
        return tuple(answer for answer in self.answers if answer.is_stated)

    @property
    def unstated(self) -> tuple[Answer, ...]:
        """What was left open."""
        return tuple(answer for answer in self.answers if not answer.is_stated)


def answer_groups(steps: tuple[Step, ...], answers: Answers) -> tuple[AnswerGroup, ...]:
    """Every step with its answers; of accounts and data only what was named."""
    return tuple(
        AnswerGroup(step=step.id, title=step.title, answers=tuple(_answers(step, answers))) for step in steps
    )


def _answers(step: Step, answers: Answers) -> list[Answer]:
    listed = []
    for group in step.groups:
        lines = [_answer(question, answers.get(question.name, "")) for question in group.questions]
        if step.id in ("accounts", "data"):
            lines = [_titled(line, group.title) for line in lines if line.is_stated]
        listed += lines
    return listed or [Answer(label=step.title, value=NOT_STATED, is_stated=False)]


def _titled(line: Answer, title: str) -> Answer:
    return Answer(label=f"{title}: {line.label}", value=line.value, is_stated=True)


def _answer(question: Question, typed: str) -> Answer:
    labels = {option.value: option.label for option in question.options}
    value = "Yes" if typed == "yes" else labels.get(typed, typed)
    return Answer(label=question.label, value=value or NOT_STATED, is_stated=bool(value))
