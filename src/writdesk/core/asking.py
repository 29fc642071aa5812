"""Asks a guideline's provisions of a request. What can be worked out once for a guideline is.

Provisions are bucketed beforehand by kind of request, channel and process, so that each request meets only
those that concern it; what remains to look at is the circumstance, for the few provisions that have one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from itertools import product
from typing import NamedTuple

from writdesk.core.conditions import CANNOT_TELL, CONDITIONS, MET, Judgement, Outcome
from writdesk.core.conditions.circumstances import CIRCUMSTANCES
from writdesk.core.findings import Attestation, Finding, Overruling, Provenance, ToldBy
from writdesk.core.guideline import Guideline, Provision
from writdesk.core.request import Request

Judge = Callable[[Request], Judgement]
Bucket = tuple[str, str | None, str | None]


class Question(NamedTuple):
    """A provision with its condition bound to its parameters, ready to be asked."""

    provision: Provision
    judge: Judge
    fact_name: str
    provenance: Provenance
    holds: Callable[[Request], bool] | None


class Asker:
    """Asks the provisions of one guideline."""

    def __init__(self, guideline: Guideline) -> None:
        """Bind every provision to its condition and sort them into buckets."""
        home = frozenset(guideline.routing.home)
        questions = [_question(provision, home) for provision in guideline.provisions]
        self._channels = {channel.id for channel in guideline.channels}
        self._processes = {process.id for process in guideline.processes}
        self._buckets: dict[Bucket, tuple[Question, ...]] = {
            (kind.value, channel, process): tuple(
                q for q in questions if _concerns(q.provision, kind, channel, process)
            )
            for kind, channel, process in product(
                guideline.request_types, [None, *self._channels], [None, *self._processes]
            )
        }

    def ask(self, request: Request) -> tuple[list[Finding], list[Finding]]:
        """Every provision that concerns this request, answered, in the order of the file; then those open."""
        found: list[Finding] = []
        still_open: list[Finding] = []
        enter, make = found.append, tuple.__new__
        for provision, judge, fact_name, provenance, holds in self._concerning(request):
            if holds is None or holds(request):
                outcome, value = judge(request)
                # ``Finding(…)`` without the named tuple's own Python-level constructor: half the time.
                finding = make(Finding, (provision, outcome, value, fact_name, provenance, None))
                enter(finding)
                if outcome is not MET:
                    still_open.append(finding)
        return found, still_open

    def _concerning(self, request: Request) -> tuple[Question, ...]:
        channel = request.channel if request.channel in self._channels else None
        named = request.process.id if request.process is not None else None
        process = named if named in self._processes else None
        return self._buckets.get((request.kind._value_, channel, process), ())


def _question(provision: Provision, home: frozenset[str]) -> Question:
    condition = CONDITIONS[provision.condition]
    judge = partial(condition.check, **provision.parameters) if provision.parameters else condition.check
    holds = None
    if provision.when is not None:
        holds = partial(CIRCUMSTANCES[provision.when].holds, home=home)
    by_person = condition.fact.startswith("attested.")
    provenance = Provenance.ATTESTED if by_person else Provenance.STATED
    return Question(provision, judge, condition.fact, provenance, holds)


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
