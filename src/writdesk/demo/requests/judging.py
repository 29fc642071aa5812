"""What the desk's people attest and overrule in the stories, each with a reason."""

from __future__ import annotations

from datetime import datetime

from writdesk.actions.actor import Actor
from writdesk.actions.reading import assessment_of
from writdesk.actions.review.attest_fact import attest_fact
from writdesk.actions.review.facts_read import facts_read
from writdesk.actions.review.judge_fact import form_document, judge_fact
from writdesk.actions.review.overrule_finding import overrule_finding
from writdesk.core.assessment import PERSON_FACTS
from writdesk.core.conditions import Outcome
from writdesk.store.readings import FactJudgement
from writdesk.store.requests import Request

Verdict = FactJudgement.Verdict

# Why somebody who looked attests each fact.
SEEN = {
    "attested.process_valid": "Issuer, seal, case number and dates fit; the court's register knows it.",
    "attested.good_faith": "The facts are specific and recent, and nothing on the paper speaks against them.",
    "attested.necessity": "Addresses and number are what locates the person; nothing beyond that is asked.",
    "attested.specific": "One account, one span of days, named data.",
    "attested.complete": "Every part of the template is filled in.",
    "documents.on_letterhead": "The agency's letterhead, as on its earlier requests.",
    "documents.signed": "Signed on the last page.",
    "officer.is_sworn": "The badge number stands in the agency's list of sworn officers.",
    "authorisation.signed_by_head_of_agency": "The authorisation bears the signature of the agency's head.",
    "authorisation.certifies_necessity": "It certifies the necessity in its second paragraph.",
    "process.signed_by_issuer": "The judge signed on the last page.",
}


def attest_seen(reference: str, *, by: Actor, at: datetime) -> None:
    """Somebody looks at the papers and attests whatever only a person can tell."""
    for fact in _open_facts(reference):
        attest_fact(reference, fact=fact, value=True, reason=SEEN[fact], by=by, at=at)


def deny(reference: str, says: str, *, by: Actor, at: datetime) -> None:
    """Somebody attests that a fact is not so. ``says``: ``fact: reason``."""
    fact, _, reason = says.partition(": ")
    attest_fact(reference, fact=fact, value=False, reason=reason, by=by, at=at)


def overrule(reference: str, says: str, *, by: Actor, at: datetime) -> None:
    """Somebody takes a provision as met. ``says``: ``provision: reason``."""
    provision, _, reason = says.partition(": ")
    overrule_finding(reference, provision=provision, outcome=Outcome.MET, reason=reason, by=by, at=at)


def trust(reference: str, says: str, *, by: Actor, at: datetime) -> None:
    """Somebody accepts a fact that was read, by its name."""
    judge_fact(reference, fact=_read(reference, says), verdict=Verdict.ACCEPTED, by=by, at=at)


def correct(reference: str, says: str, *, by: Actor, at: datetime) -> None:
    """Somebody corrects a fact that was read. ``says``: ``fact=value: reason``."""
    said, _, reason = says.partition(": ")
    name, _, value = said.partition("=")
    fact = _read(reference, name)
    judge_fact(reference, fact=fact, verdict=Verdict.CORRECTED, value=value, reason=reason, by=by, at=at)


def _read(reference: str, name: str) -> str:
    """The fact of this name; of several the one that is certain."""
    request = Request.objects.get(reference=reference)
    named = [fact for fact in facts_read(request, form_document(request)).facts if fact.name == name]
    return max(named, key=lambda fact: fact.is_certain).ref


def _open_facts(reference: str) -> list[str]:
    findings = assessment_of(Request.objects.get(reference=reference)).with_outcome(Outcome.CANNOT_TELL)
    named = dict.fromkeys(finding.fact_name for finding in findings)
    return [fact for fact in named if fact in PERSON_FACTS]
