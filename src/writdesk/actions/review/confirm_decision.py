"""The second person: confirms a proposed decision, or declines it."""

from __future__ import annotations

from datetime import datetime

from writdesk.actions.act import Act, act_on
from writdesk.actions.actor import Actor
from writdesk.actions.errors import ActionRefused, InputRefused, NotAllowed, NotYet, SecondPersonNeeded
from writdesk.actions.reading import assessment_of, form_of
from writdesk.actions.review.carry_out import carry_out
from writdesk.actions.review.hindrances import hindrances
from writdesk.adapters.vault import open_json, seal_text
from writdesk.core.letters import Letter
from writdesk.core.lifecycle import Party
from writdesk.ledger.codes import Code
from writdesk.store.decisions import Decision
from writdesk.store.people import Person, Role
from writdesk.store.requests import Request

MAY = (Party.COUNSEL, Party.ANALYST)


def confirm_decision(reference: str, *, by: Actor, at: datetime, seen: int | None = None) -> Decision:
    """Confirm what another person proposed; it takes effect. One of the two has to be counsel.

    Raises ``SecondPersonNeeded`` for the proposer and for whoever made the call-back, ``NotYet`` when
    something new stands against it.
    """
    with act_on(reference, code=Code.DECISION_CONFIRMED, by=by, may=MAY, at=at, seen=seen) as act:
        decision = _proposed(act)
        _must_be_able_to_confirm(decision, act)
        against = hindrances(act.request, form_of(act.request), assessment_of(act.request))
        if against:
            raise NotYet("Since it was proposed: " + " ".join(against))
        decision.state = Decision.State.IN_FORCE
        decision.second, decision.second_at = by.person, at
        decision.save()
        letter = open_json(act.request.data_key, decision.letter_sealed, "decision.letter")
        carry_out(decision, act, Letter(**letter))
    return decision


def decline_decision(
    reference: str, *, reason: str, by: Actor, at: datetime, seen: int | None = None
) -> Decision:
    """Do not confirm; the request stays under review. The proposer may decline too: that takes it back."""
    if not reason.strip():
        raise InputRefused([("reason", "Say why, so that your colleague knows what to change.")])
    with act_on(reference, code=Code.DECISION_DECLINED, by=by, may=MAY, at=at, seen=seen) as act:
        decision = _proposed(act)
        decision.state = Decision.State.DECLINED
        decision.second = by.person if by.person != decision.by else None
        decision.second_at = at
        decision.second_reason_sealed = seal_text(act.request.data_key, reason, "decision.second_reason")
        decision.save()
        act.facts = {"outcome": decision.outcome}
    return decision


def _proposed(act: Act) -> Decision:
    decision = act.request.decisions.select_related("by").filter(state=Decision.State.PROPOSED).first()
    if decision is None:
        raise NotYet("No decision on this request is waiting for a second person.")
    return decision


def why_not_second(decision: Decision, request: Request, person: Person) -> ActionRefused | None:
    """Why this person cannot be the second to decide; None when they can."""
    if decision.by == person:
        return SecondPersonNeeded("You proposed this decision; somebody else has to confirm it.")
    if request.call_backs.filter(by=person).exists():
        return SecondPersonNeeded("You made the call-back; whoever made it may decide first, never second.")
    if not decision.by.has_role(Role.COUNSEL, Role.ANALYST):
        return NotAllowed(f"{decision.by} no longer decides on requests; decline this and decide anew.")
    if not (decision.by.has_role(Role.COUNSEL) or person.has_role(Role.COUNSEL)):
        return SecondPersonNeeded("One of the two has to be counsel; ask counsel to confirm.")
    return None


def _must_be_able_to_confirm(decision: Decision, act: Act) -> None:
    assert act.by.person is not None
    refusal = why_not_second(decision, act.request, act.by.person)
    if refusal is not None:
        raise refusal
