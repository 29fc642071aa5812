"""The steps of a request and the questions of each, as the guideline asks them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from writdesk.core.conditions import CONDITIONS
from writdesk.core.guideline import Guideline, Provision
from writdesk.core.request import Kind
from writdesk.web.request_form import grounds, particulars
from writdesk.web.request_form.asked import Asked
from writdesk.web.request_form.question import Group, Question

Answers = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One page of questions."""

    id: str
    title: str
    groups: tuple[Group, ...]
    facts: tuple[str, ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions of the step."""
        return tuple(question for group in self.groups for question in group.questions)

    def speaks_of(self, fact: str) -> bool:
        """Whether a finding on this fact belongs to this step."""
        return fact in self.facts or any(question.spoken_of == fact for question in self.questions)


GROUNDS_TITLES = {
    Kind.LEGAL: "The legal process",
    Kind.EMERGENCY: "The emergency",
    Kind.PRESERVATION: "What you are doing to obtain legal process",
}


NO_KIND = "Choose the kind of request; everything else that is asked depends on it."


def no_kind(answers: Answers) -> dict[str, str]:
    """The one thing without which a request cannot be read, as a fault of its question."""
    return {} if answers.get("kind") else {"kind": NO_KIND}


def kind_of(answers: Answers) -> Kind:
    """The kind of request; legal, as long as none is chosen."""
    value = answers.get("kind", "")
    return Kind(value) if value in set(Kind) else Kind.LEGAL


def steps_of(guideline: Guideline, answers: Answers) -> tuple[Step, ...]:
    """Every step, in the order in which people answer them."""
    kind = kind_of(answers)
    asked = Asked(guideline=guideline, kind=kind, facts=_facts_asked(guideline, kind), answers=answers)
    return (
        Step(id="kind", title="What kind of request, and from where", groups=particulars.kind(asked)),
        Step(id="officer", title="You and your agency", groups=particulars.officer(asked)),
        Step(
            id="accounts",
            title="The accounts",
            groups=particulars.accounts(asked),
            facts=("accounts.identifiers",),
        ),
        Step(id="grounds", title=GROUNDS_TITLES[kind], groups=grounds.grounds(asked)),
        Step(
            id="data",
            title="Which data, and from when",
            groups=particulars.data(asked),
            facts=("data_requested",),
        ),
        Step(id="notice", title="Telling the account holder", groups=particulars.notice(asked)),
        Step(id="letter", title="Your letter", groups=particulars.letter(asked)),
    )


def step_of(guideline: Guideline, answers: Answers, step_id: str) -> Step | None:
    """One step by its id."""
    return next((step for step in steps_of(guideline, answers) if step.id == step_id), None)


def fact_of(provision: Provision) -> str:
    """The fact that a provision looks at."""
    return CONDITIONS[provision.condition].fact


def _facts_asked(guideline: Guideline, kind: Kind) -> frozenset[str]:
    return frozenset(fact_of(each) for each in guideline.provisions if kind in each.applies_to)
