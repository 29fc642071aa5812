"""Decisions in the stories: the letter is the one that the provisions give, as a person would send it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from writdesk.actions.actor import Actor
from writdesk.actions.correspondence.draft_answer import draft_answer
from writdesk.actions.errors import NotYet
from writdesk.actions.reading import assessment_of, form_of, route_words
from writdesk.actions.review.propose_decision import Proposal, propose_decision
from writdesk.core.assessment import Assessment
from writdesk.core.letters import Letter
from writdesk.core.reach import Reachable
from writdesk.store.decisions import Decision
from writdesk.store.requests import Request

Outcome = Decision.Outcome
AFTER_THIS = "\nPlease answer here"


def decide(reference: str, outcome: Outcome, *, reason: str, by: Actor, at: datetime) -> None:
    """Decide with the letter as it was drafted."""
    propose_decision(reference, proposal=_proposal(reference, outcome, reason), by=by, at=at)


def ask(reference: str, says: str, *, by: Actor, at: datetime) -> None:
    """Ask the officer. ``says``: the reason, and after `` | `` what the person adds to the letter."""
    reason, _, question = says.partition(" | ")
    proposal = _proposal(reference, Outcome.CLARIFY, reason)
    letter = _with_question(proposal.letter, question) if question else proposal.letter
    propose_decision(reference, proposal=replace(proposal, letter=letter), by=by, at=at)


def cannot_approve(reference: str, *, by: Actor, at: datetime) -> None:
    """Somebody tries to approve and is told what stands against it; nothing is changed."""
    proposal = _proposal(reference, Outcome.APPROVE, "The order is valid.")
    try:
        propose_decision(reference, proposal=proposal, by=by, at=at)
    except NotYet:
        return
    raise RuntimeError(f"{reference} was approved, though its account is not the only one of that name.")


def _proposal(reference: str, outcome: Outcome, reason: str) -> Proposal:
    request = Request.objects.get(reference=reference)
    form, assessment = form_of(request), assessment_of(request)
    chosen = _granted(request, assessment) if outcome is Outcome.APPROVE else ()
    refer_to = route_words(assessment) if outcome is Outcome.REFER else ""
    return Proposal(
        outcome=outcome,
        reason=reason,
        letter=draft_answer(request, outcome, form, assessment, chosen=chosen, refer_to=refer_to),
        categories=chosen,
        refer_to=refer_to,
    )


def _granted(request: Request, assessment: Assessment) -> tuple[str, ...]:
    """Everything that is reached; in an emergency, which no ladder binds, everything asked for."""
    return tuple(
        line.category
        for line in assessment.reach
        if request.is_emergency or line.reachable in (Reachable.YES, Reachable.IN_PART)
    )


def _with_question(letter: Letter, question: str) -> Letter:
    before, _, after = letter.text.partition(AFTER_THIS)
    return replace(letter, text=f"{before.rstrip()}\n\n{question}\n{AFTER_THIS}{after}")
