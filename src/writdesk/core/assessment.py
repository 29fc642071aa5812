"""The assessment: what a guideline makes of a request. It decides nothing; people do.

``assess`` is pure: the same guideline and request always give the same answer, and no clock is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from writdesk.core.asking import Asker, Witness
from writdesk.core.clocks import Clock, clocks
from writdesk.core.conditions import CONDITIONS, MET, Outcome
from writdesk.core.findings import Attestation, Finding, Overruling, Provenance, ToldBy
from writdesk.core.guideline import Guideline, IfNotMet
from writdesk.core.notice import NoticePlan, Plan, plan_notice
from writdesk.core.reach import Reach, Reachable, Reacher
from writdesk.core.request import Kind, Request
from writdesk.core.routing import Routed, Router


class Disposition(StrEnum):
    """What the assessment suggests, strongest first."""

    DISREGARD = "disregard"
    REFER = "refer"
    REJECT = "reject"
    CLARIFY = "clarify"
    PROCEED_IN_PART = "proceed_in_part"
    PROCEED = "proceed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Assessment:
    """What one version of a guideline makes of one request, with the sentence behind each finding."""

    guideline: Guideline
    routing: Routed
    disposition: Disposition
    needs_person: bool
    findings: tuple[Finding, ...]
    reach: tuple[Reach, ...]
    clocks: tuple[Clock, ...]
    notice: NoticePlan

    def to_document(self) -> dict[str, Any]:
        """The assessment as JSON values, in the order in which the contract shows the keys."""
        guideline, routing = self.guideline, self.routing
        return {
            "guideline": {"id": guideline.id, "version": guideline.version, "digest": guideline.digest},
            "routing": {
                "served": routing.served,
                "refer_to": routing.refer_to,
                "because": routing.because,
            },
            "disposition": self.disposition.value,
            "needs_person": self.needs_person,
            "findings": [finding.to_document() for finding in self.findings],
            "reach": [reach.to_document() for reach in self.reach],
            "clocks": [clock.to_document() for clock in self.clocks],
            "notice": self.notice.to_document(),
            "reimbursement": reimbursement_document(guideline),
        }

    def with_outcome(self, outcome: Outcome) -> tuple[Finding, ...]:
        """The findings of this outcome."""
        return tuple(finding for finding in self.findings if finding.outcome is outcome)


def reimbursement_document(guideline: Guideline) -> dict[str, Any]:
    """What the provider may ask for its costs; amounts only where the guideline publishes them."""
    rule = guideline.reimbursement
    document: dict[str, Any] = {"may_seek": rule.may_seek}
    for name in ("currency", "free_accounts", "fee_per_account", "fee_per_hour", "none_in_emergencies"):
        if getattr(rule, name):
            document[name] = getattr(rule, name)
    return document


def assess(
    guideline: Guideline,
    request: Request,
    *,
    told_by: ToldBy = ToldBy.FILE,
    provenance: Mapping[str, Provenance] | None = None,
    attested: Mapping[str, Attestation] | None = None,
    overruled: Mapping[str, Overruling] | None = None,
) -> Assessment:
    """Assess a request under one version of a guideline.

    ``provenance`` says where facts come from, by fact name (``"officer.email"``); all others were stated.
    ``attested`` holds what people of the desk vouch for, by fact name; only facts that a person judges
    (``PERSON_FACTS``) may stand in it, else ``ValueError``. ``overruled`` sets outcomes, by provision id.
    """
    if told_by is ToldBy.FILE and not (provenance or attested or overruled):
        return rulebook(guideline).assess(request)
    strange = set(attested or {}) - PERSON_FACTS
    if strange:
        raise ValueError(f"no person judges {', '.join(sorted(strange))}; overrule the provision instead")
    witness = Witness(told_by, provenance or {}, attested or {}, overruled or {})
    return rulebook(guideline).assess(request, witness)


# The facts that only a person can judge, and so the only ones that can be attested.
PERSON_FACTS = frozenset(each.fact for each in CONDITIONS.values() if each.judged_by_person)


class Rulebook:
    """A guideline made ready: tables and bound conditions, worked out once and used for every request."""

    def __init__(self, guideline: Guideline) -> None:
        """Work out everything that does not depend on a request."""
        self.guideline = guideline
        self._router = Router(guideline)
        self._asker = Asker(guideline)
        self._reacher = Reacher(guideline)

    def assess(self, request: Request, witness: Witness | None = None) -> Assessment:
        """The assessment of one request."""
        routing = self._router.route(request)
        findings = self._asker.ask(request)
        if witness is not None:
            findings = [witness.weigh(finding) for finding in findings]
        if routing.another_entity:
            return self._elsewhere(request, routing, findings)
        reach = self._reacher.reach(request, routing)
        still_open = [finding for finding in findings if finding[1] is not MET]
        answers = _blocking_answers(request, reach)
        disposition = _disposition(routing, still_open, answers)
        notice = plan_notice(self.guideline.notice, request)
        return Assessment(
            guideline=self.guideline,
            routing=_referred(routing, disposition, still_open),
            disposition=disposition,
            needs_person=_needs_person(routing, still_open, answers),
            findings=tuple(findings),
            reach=reach,
            clocks=clocks(self.guideline, request, notifies=notice.plan is Plan.NOTIFY),
            notice=notice,
        )

    def _elsewhere(self, request: Request, routing: Routed, findings: Sequence[Finding]) -> Assessment:
        """Another entity's request is not assessed here; only that it is not from law enforcement counts."""
        strangers = tuple(
            finding
            for finding in findings
            if finding.outcome is Outcome.NOT_MET and finding.provision.if_not_met is IfNotMet.DISREGARD
        )
        return Assessment(
            guideline=self.guideline,
            routing=routing,
            disposition=Disposition.DISREGARD if strangers else Disposition.REFER,
            needs_person=False,
            findings=strangers,
            reach=(),
            clocks=(),
            notice=NoticePlan(plan=Plan.PERSON_DECIDES, because="The request is not assessed here."),
        )


def _disposition(routing: Routed, still_open: Sequence[Finding], answers: Sequence[Reachable]) -> Disposition:
    """The strongest that applies. What cannot be told changes nothing."""
    follows = [finding.provision.if_not_met for finding in still_open if finding.outcome is Outcome.NOT_MET]
    if IfNotMet.DISREGARD in follows:
        return Disposition.DISREGARD
    if IfNotMet.REFER in follows or not routing.served:
        return Disposition.REFER
    nothing = bool(answers) and answers.count(Reachable.NO) == len(answers)
    if IfNotMet.REJECT in follows or nothing or not routing.is_taken:
        return Disposition.REJECT
    if IfNotMet.CLARIFY in follows:
        return Disposition.CLARIFY
    if Reachable.NO in answers or Reachable.IN_PART in answers:
        return Disposition.PROCEED_IN_PART
    return Disposition.PROCEED


def _blocking_answers(request: Request, reach: Sequence[Reach]) -> list[Reachable]:
    """Reach blocks legal requests only: emergencies disclose what averts the harm, preservations nothing."""
    return [answer.reachable for answer in reach] if request.kind is Kind.LEGAL else []


def _needs_person(routing: Routed, still_open: Sequence[Finding], answers: Sequence[Reachable]) -> bool:
    if not routing.is_known or Reachable.CANNOT_TELL in answers:
        return True
    return any(finding.needs_person for finding in still_open)


def _referred(routing: Routed, disposition: Disposition, still_open: Sequence[Finding]) -> Routed:
    """Where a provision refers the request, the routing says so too."""
    if disposition is not Disposition.REFER or not routing.served:
        return routing
    finding = next(each for each in still_open if _refers(each))
    provision = finding.provision
    return Routed(served=False, refer_to=provision.refer_to, because=provision.remedy or provision.text)


def _refers(finding: Finding) -> bool:
    return finding.outcome is Outcome.NOT_MET and finding.provision.if_not_met is IfNotMet.REFER


_READY: dict[int, Rulebook] = {}


def rulebook(guideline: Guideline) -> Rulebook:
    """The guideline made ready, kept for as long as few guidelines are in use."""
    ready = _READY.get(id(guideline))
    if ready is None:
        if len(_READY) >= 64:
            _READY.clear()
        # The rulebook holds its guideline, so that the identity cannot be given to another one meanwhile.
        ready = _READY[id(guideline)] = Rulebook(guideline)
    return ready
