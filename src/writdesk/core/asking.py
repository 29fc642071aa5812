"""Asks a guideline's provisions of a request. What can be worked out once for a guideline is.

Provisions are sorted into buckets by kind of request, channel, process and circumstances, so that each
request meets only those that concern it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from writdesk.core.conditions import CANNOT_TELL, CONDITIONS, MET, Judgement, Outcome
from writdesk.core.conditions.circumstances import CIRCUMSTANCES
from writdesk.core.findings import Attestation, Finding, Overruling, Provenance, ToldBy
from writdesk.core.guideline import Guideline, Provision
from writdesk.core.request import Request

Judge = Callable[[Request], Judgement]
Bucket = tuple[str, str | None, str | None, tuple[bool, ...]]


class Question(NamedTuple):
    """A provision with its condition bound to its parameters, ready to be asked."""

    provision: Provision
    judge: Judge
    fact_name: str
    provenance: Provenance


class Asker:
    """Asks the provisions of one guideline."""

    def __init__(self, guideline: Guideline) -> None:
        """Bind every provision to its condition, and note what decides which provisions a request meets."""
        self._home = frozenset(guideline.routing.home)
        self._questions = [_question(provision) for provision in guideline.provisions]
        self._channels = {channel.id for channel in guideline.channels}
        self._processes = {process.id for process in guideline.processes}
        used = {provision.when for provision in guideline.provisions if provision.when is not None}
        self._circumstances = [CIRCUMSTANCES[name] for name in sorted(used)]
        self._tests = [circumstance.holds for circumstance in self._circumstances]
        self._buckets: dict[Bucket, tuple[Question, ...]] = {}

    def ask(self, request: Request) -> list[Finding]:
        """Every provision that concerns this request, answered, in the order of the file."""
        make = tuple.__new__
        # ``Finding(…)`` without the named tuple's own Python-level constructor: half the time.
        return [
            make(Finding, (provision, outcome, value, fact_name, provenance, None))
            for provision, judge, fact_name, provenance in self._concerning(request)
            for outcome, value in (judge(request),)
        ]

    def _concerning(self, request: Request) -> tuple[Question, ...]:
        """The provisions for this kind, channel, process and circumstances: sorted once, then looked up."""
        home, named = self._home, request.process.id if request.process is not None else None
        bucket = (
            request.kind._value_,
            request.channel if request.channel in self._channels else None,
            named if named in self._processes else None,
            tuple([holds(request, home) for holds in self._tests]),
        )
        found = self._buckets.get(bucket)
        if found is None:
            found = self._buckets[bucket] = self._sorted_out(bucket)
        return found

    def _sorted_out(self, bucket: Bucket) -> tuple[Question, ...]:
        kind, channel, process, holding = bucket
        names = {each.name for each, holds in zip(self._circumstances, holding, strict=True) if holds}
        return tuple(
            question
            for question in self._questions
            if _concerns(question.provision, kind, channel, process)
            and (question.provision.when is None or question.provision.when in names)
        )


def _question(provision: Provision) -> Question:
    condition = CONDITIONS[provision.condition]
    judge = partial(condition.check, **provision.parameters) if provision.parameters else condition.check
    by_person = condition.fact.startswith("attested.")
    provenance = Provenance.ATTESTED if by_person else Provenance.STATED
    return Question(provision, judge, condition.fact, provenance)


def _concerns(provision: Provision, kind: str, channel: str | None, process: str | None) -> bool:
    if kind not in provision.applies_to:
        return False
    if provision.channels and channel not in provision.channels:
        return False
    return not provision.processes or process in provision.processes


class Witness(NamedTuple):
    """What the desk knows beyond the request: who filled it in, where facts come from, what people said."""

    told_by: ToldBy
    provenance: Mapping[str, Provenance]
    attested: Mapping[str, Attestation]
    overruled: Mapping[str, Overruling]

    def weigh(self, finding: Finding) -> Finding:
        """The finding as these witnesses leave it: overruled, attested, doubted, or as it was."""
        overruling = self.overruled.get(finding.provision.id)
        if overruling is not None:
            return finding._replace(
                outcome=overruling.outcome, provenance=Provenance.ATTESTED, word=overruling
            )
        condition = CONDITIONS[finding.provision.condition]
        attestation = self.attested.get(condition.fact) if condition.judged_by_person else None
        if attestation is not None:
            return _attested(finding, attestation)
        provenance = self.provenance.get(condition.fact, finding.provenance)
        # An officer's tick about what only eyes can tell is no attestation, wherever the desk read it.
        if self.told_by is ToldBy.OFFICER and condition.judged_by_person and finding.outcome is MET:
            return finding._replace(outcome=CANNOT_TELL, provenance=_unattested(provenance))
        return finding._replace(provenance=provenance)


def _unattested(provenance: Provenance) -> Provenance:
    return Provenance.STATED if provenance is Provenance.ATTESTED else provenance


def _attested(finding: Finding, attestation: Attestation) -> Finding:
    outcome = Outcome.MET if attestation.holds else Outcome.NOT_MET
    return finding._replace(
        outcome=outcome, value=attestation.holds, provenance=Provenance.ATTESTED, word=attestation
    )
