"""The questions of a step as a page shows them: with what was typed, and what is said beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from writdesk.web.request_form.question import Group, Option, Question
from writdesk.web.request_form.remarks import Remark
from writdesk.web.request_form.steps import Answers, Step

Sentences = Mapping[str, tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Field:
    """One question on the page."""

    name: str
    id: str
    label: str
    hint: str
    shape: str
    value: str
    options: tuple[Option, ...]
    autocomplete: str
    words: str
    section: str
    fault: str = ""
    remarks: tuple[Remark, ...] = ()

    @property
    def described_by(self) -> str:
        """The ids of what a screen reader says after the label."""
        parts = (("words", self.words), ("hint", self.hint), ("remarks", self.fault or self.remarks))
        return " ".join(f"{self.id}-{part}" for part, is_there in parts if is_there)


@dataclass(frozen=True, kw_only=True)
class FieldGroup:
    """Fields under one heading."""

    title: str
    hint: str
    words: str
    section: str
    fields: tuple[Field, ...]


def field_id(name: str) -> str:
    """The id of a field on its page.

    >>> field_id("officer.mailing_address")
    'officer-mailing_address'
    """
    return name.replace(".", "-")


def fields_of(
    step: Step,
    answers: Answers,
    *,
    sentences: Sentences,
    remarks: Sequence[Remark] = (),
    faults: Mapping[str, str] | None = None,
) -> tuple[FieldGroup, ...]:
    """The groups of a step, filled in. A sentence that two neighbours share stands once."""
    said: set[str] = {group.words for group in step.groups}
    return tuple(
        _group(group, answers, sentences=sentences, remarks=remarks, faults=faults or {}, said=said)
        for group in step.groups
    )


def _group(
    group: Group,
    answers: Answers,
    *,
    sentences: Sentences,
    remarks: Sequence[Remark],
    faults: Mapping[str, str],
    said: set[str],
) -> FieldGroup:
    fields = []
    for question in group.questions:
        text, section = sentences.get(question.spoken_of, ("", ""))
        sentence = ("", "") if text in said else (text, section)
        said.add(text)
        beside = tuple(remark for remark in remarks if remark.fact == question.spoken_of)
        field = _field(question, answers.get(question.name, ""), sentence)
        fields.append(replace(field, fault=faults.get(question.name, ""), remarks=beside))
    return FieldGroup(
        title=group.title, hint=group.hint, words=group.words, section=group.section, fields=tuple(fields)
    )


def _field(question: Question, value: str, sentence: tuple[str, str]) -> Field:
    words, section = sentence
    return Field(
        name=question.name,
        id=field_id(question.name),
        label=question.label,
        hint=question.hint,
        shape=question.shape.value,
        value=value,
        options=question.options,
        autocomplete=question.autocomplete,
        words=words,
        section=section,
    )
