"""A finding: what one provision makes of one fact, and who vouches for that fact.

``Finding`` and ``Fact`` are named tuples, not dataclasses: an assessment makes dozens of them, and a frozen
dataclass takes three times as long to make (benchmarks/assess.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from writdesk.core.conditions import Outcome
from writdesk.core.guideline import Provision


class Provenance(StrEnum):
    """Where the value of a fact comes from."""

    STATED = "stated"
    READ = "read"
    COMPUTED = "computed"
    ATTESTED = "attested"


class ToldBy(StrEnum):
    """Who filled in the request.

    FILE: whoever wrote the file vouches for every plain ``true`` in it. OFFICER: what an officer ticks about
    letterhead, signature or oath stays *cannot tell* until a person attests it.
    """

    FILE = "file"
    OFFICER = "officer"


class Fact(NamedTuple):
    """One fact of a request as a provision saw it."""

    name: str
    value: Any
    provenance: Provenance


@dataclass(frozen=True, kw_only=True, slots=True)
class Attestation:
    """A person of the desk vouches for one fact that only a person can judge.

    ``holds``: the thing is so (letterhead, signature, good faith …). ``reason`` is what the person saw.
    """

    holds: bool
    by: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Overruling:
    """A person of the desk sets the outcome of one provision, with a reason."""

    outcome: Outcome
    by: str
    at: datetime
    reason: str


class Finding(NamedTuple):
    """What one provision makes of the request. ``word`` holds whoever attested or overruled it."""

    provision: Provision
    outcome: Outcome
    value: Any
    fact_name: str
    provenance: Provenance = Provenance.STATED
    word: Attestation | Overruling | None = None

    @property
    def fact(self) -> Fact:
        """The fact that the provision looked at. What nobody has said, nobody has attested."""
        is_said = self.value is not None or self.word is not None
        return Fact(self.fact_name, self.value, self.provenance if is_said else Provenance.STATED)

    @property
    def needs_person(self) -> bool:
        """Whether a person must look: it cannot be told, or the provision leaves it to a person."""
        if self.outcome is Outcome.CANNOT_TELL:
            return True
        return self.outcome is Outcome.NOT_MET and self.provision.person_decides

    def to_document(self) -> dict[str, Any]:
        """The finding as JSON values, in the contract's order of keys."""
        provision = self.provision
        name, value, provenance = self.fact
        fact = {"name": name, "value": plain(value), "provenance": provenance.value}
        return {
            "provision": provision.id,
            "outcome": self.outcome.value,
            "fact": fact if self.word is None else {**fact, **_word_document(self.word)},
            "text": provision.text,
            "section": provision.section,
            "if_not_met": provision.if_not_met.value,
            "remedy": provision.remedy or None,
        }


def _word_document(word: Attestation | Overruling) -> dict[str, str]:
    return {"by": word.by, "at": word.at.isoformat(), "reason": word.reason}


def plain(value: Any) -> Any:
    """A fact's value as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain(entry) for entry in value]
    return value
