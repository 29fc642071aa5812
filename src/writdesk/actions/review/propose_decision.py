"""A person decides; where it is dangerous the decision waits for a second person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from writdesk.actions.act import Act, act_on
from writdesk.actions.actor import Actor
from writdesk.actions.errors import InputRefused, NotYet
from writdesk.actions.producing.accounts import resolve_accounts
from writdesk.actions.reading import assessment_of, form_of, guideline_of
from writdesk.actions.review.attest_fact import must_be_under_review
from writdesk.actions.review.carry_out import carry_out
from writdesk.actions.review.hindrances import hindrances
from writdesk.adapters.vault import seal_json, seal_text
from writdesk.core.assessment import Assessment
from writdesk.core.deciding import grantable, why_second_person
from writdesk.core.grant import GrantedCategory
from writdesk.core.letters import Letter
from writdesk.core.lifecycle import Party
from writdesk.core.reach import Reachable
from writdesk.core.request import Kind
from writdesk.core.request import Request as Form
from writdesk.ledger.codes import Code
from writdesk.store.decisions import Decision

MAY = (Party.COUNSEL, Party.ANALYST)
Outcome = Decision.Outcome
_OPEN = (Reachable.YES, Reachable.IN_PART)


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What a person wants decided. ``letter`` is as they edited it; ``reason`` stays inside the desk."""

    outcome: Outcome
    reason: str
    letter: Letter
    categories: tuple[str, ...] = ()
    refer_to: str = ""


def propose_decision(
    reference: str, *, proposal: Proposal, by: Actor, at: datetime, seen: int | None = None
) -> Decision:
    """Decide. The decision is in force at once unless it needs a second person.

    Raises ``InputRefused`` (no reason, nothing chosen), ``NotYet`` (findings that stand against it,
    accounts that are not found, a call-back still to be made).
    """
    with act_on(reference, code=Code.DECISION_PROPOSED, by=by, may=MAY, at=at, seen=seen) as act:
        must_be_under_review(act.request)
        form, assessment = form_of(act.request), assessment_of(act.request)
        _check(proposal, act, form, assessment)
        decision = _decision(proposal, act, form, assessment)
        if decision.state == Decision.State.IN_FORCE:
            carry_out(decision, act, proposal.letter)
        act.facts |= {
            "outcome": decision.outcome,
            "needs_second_person": bool(decision.second_person_because),
            "categories": len(decision.granted),
        }
    return decision


def _check(proposal: Proposal, act: Act, form: Form, assessment: Assessment) -> None:
    if act.request.decisions.filter(state=Decision.State.PROPOSED).exists():
        raise NotYet("A decision on this request is waiting for its second person.")
    if not proposal.reason.strip():
        raise InputRefused([("reason", "Say why; whoever looks at this later will need it.")])
    if proposal.outcome == Outcome.REFER and not proposal.refer_to.strip():
        raise InputRefused([("refer_to", "Say where the officer has to turn.")])
    if proposal.outcome == Outcome.APPROVE:
        if form.kind is Kind.PRESERVATION:
            raise NotYet("A preservation discloses nothing; it is kept or refused.")
        if not granted_by(proposal.categories, form, assessment):
            raise InputRefused([("categories", "Choose at least one category that is reached.")])
        against = hindrances(act.request, form, assessment)
        if against:
            raise NotYet("Before this can be approved: " + " ".join(against))


def granted_by(chosen: Sequence[str], form: Form, assessment: Assessment) -> tuple[GrantedCategory, ...]:
    """The categories of an approval, with dates and fields. An emergency is not bound by the ladder."""
    fields = {category.id: category.fields for category in assessment.guideline.categories}
    reach = {
        line.category: line.fields or fields[line.category]
        for line in assessment.reach
        if line.category in fields and (form.kind is Kind.EMERGENCY or line.reachable in _OPEN)
    }
    return grantable(form, reach, chosen)


def _decision(proposal: Proposal, act: Act, form: Form, assessment: Assessment) -> Decision:
    key = act.request.data_key
    approves = proposal.outcome == Outcome.APPROVE
    granted = granted_by(proposal.categories, form, assessment) if approves else ()
    accounts = resolve_accounts(form) if approves else None
    because = (
        why_second_person(form, guideline_of(act.request), {entry.category for entry in granted})
        if approves
        else ""
    )
    return Decision.objects.create(
        request=act.request,
        outcome=proposal.outcome,
        state=Decision.State.PROPOSED if because else Decision.State.IN_FORCE,
        granted=[_granted_document(entry) for entry in granted],
        accounts_sealed=seal_json(key, accounts, "decision.accounts") if accounts else None,
        assessment_sealed=seal_json(key, assessment.to_document(), "decision.assessment"),
        reason_sealed=seal_text(key, proposal.reason, "decision.reason"),
        letter_sealed=seal_json(
            key,
            {"id": proposal.letter.id, "subject": proposal.letter.subject, "text": proposal.letter.text},
            "decision.letter",
        ),
        refer_to=proposal.refer_to[:200],
        second_person_because=because[:200],
        by=act.by.somebody,
        at=act.at,
    )


def _granted_document(entry: GrantedCategory) -> dict[str, object]:
    return {
        "category": entry.category,
        "fields": list(entry.fields),
        "from_on": entry.from_on.isoformat() if entry.from_on else None,
        "until_on": entry.until_on.isoformat() if entry.until_on else None,
    }
