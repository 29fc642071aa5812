"""What the questions of a form depend on: the guideline, the kind of request, and the answers so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from writdesk.core.guideline import Guideline
from writdesk.core.request import Kind
from writdesk.web.request_form.question import Question


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the questions depend on."""

    guideline: Guideline
    kind: Kind
    facts: frozenset[str]
    answers: Mapping[str, str]

    def only_asked(self, *questions: Question) -> tuple[Question, ...]:
        """Those of the questions that this guideline asks for this kind of request."""
        return tuple(question for question in questions if question.spoken_of in self.facts)

    @property
    def is_from_abroad(self) -> bool:
        """Whether the agency's country is one whose authorities do not come directly."""
        country, home = self.answers.get("agency.jurisdiction"), self.guideline.routing.home
        return bool(country and home and country not in home)


def words(code: str) -> str:
    """An id as words."""
    return code.replace("_", " ").capitalize()
