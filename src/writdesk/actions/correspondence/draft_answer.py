"""The letter of a decision, drafted from the provisions not met. Reads only; nothing is sent."""

from __future__ import annotations

from collections.abc import Sequence

from writdesk.actions.correspondence.post_letter import draft_letter
from writdesk.actions.reading import route_words
from writdesk.actions.review.propose_decision import granted_by
from writdesk.core.assessment import Assessment
from writdesk.core.conditions import Outcome
from writdesk.core.findings import Finding
from writdesk.core.grant import GrantedCategory
from writdesk.core.guideline import Guideline, IfNotMet
from writdesk.core.letters import CitedProvision, Letter
from writdesk.core.reach import Reach, Reachable
from writdesk.core.request import Request as Form
from writdesk.store.decisions import Decision
from writdesk.store.requests import Request

LETTERS = {
    Decision.Outcome.APPROVE: "approval",
    Decision.Outcome.CLARIFY: "clarification",
    Decision.Outcome.REJECT: "rejection",
    Decision.Outcome.REFER: "referral",
    Decision.Outcome.DISREGARD: "not-law-enforcement",
}
NO_REPLY = "none"


def draft_answer(
    request: Request,
    outcome: Decision.Outcome,
    form: Form,
    assessment: Assessment,
    *,
    chosen: Sequence[str] = (),
    refer_to: str = "",
) -> Letter:
    """The letter that says this decision, for a person to read over and edit.

    Empty where the guideline says that such a sender gets no answer.
    """
    if outcome is Decision.Outcome.DISREGARD and _is_unanswered(form, assessment.guideline):
        return Letter(id=LETTERS[outcome], subject="", text="")
    particulars = {
        "granted": _granted_words(form, assessment, chosen),
        "refer_to": refer_to or route_words(assessment),
        "because": assessment.routing.because,
    }
    return draft_letter(request, LETTERS[outcome], _cited(outcome, assessment), particulars=particulars)


def _is_unanswered(form: Form, guideline: Guideline) -> bool:
    replies = [reply for reply in guideline.replies if form.kind in reply.kinds]
    return any(reply.reply == NO_REPLY for reply in replies)


def _cited(outcome: Decision.Outcome, assessment: Assessment) -> list[CitedProvision]:
    """What the letter cites: the provisions not met; in a rejection also what the process does not open."""
    findings = [_provision(each) for each in assessment.findings if _is_citable(each)]
    if outcome is not Decision.Outcome.REJECT:
        return findings
    return findings + [
        _category(line, assessment.guideline) for line in assessment.reach if line.reachable is Reachable.NO
    ]


def _is_citable(finding: Finding) -> bool:
    return finding.outcome is Outcome.NOT_MET and finding.provision.if_not_met is not IfNotMet.FLAG


def _provision(finding: Finding) -> CitedProvision:
    provision = finding.provision
    return CitedProvision(
        remedy=provision.remedy or "This is missing or not as our guideline asks.",
        text=provision.text,
        section=provision.section,
    )


def _category(line: Reach, guideline: Guideline) -> CitedProvision:
    """A category that the process does not open, with the process that would."""
    titles = {process.id: process.title for process in guideline.processes}
    category = next((each for each in guideline.categories if each.id == line.category), None)
    would = " or ".join(titles.get(each) or each for each in line.process_that_would)
    name = category.title if category else line.category
    remedy = f"{name}: send another legal process ({would})." if would else f"{name}: we cannot provide this."
    return CitedProvision(
        remedy=remedy,
        text=category.text if category else line.because,
        section=category.section if category else guideline.title,
    )


def _granted_words(form: Form, assessment: Assessment, chosen: Sequence[str]) -> str:
    """What an approval gives and what it does not, in sentences."""
    granted = granted_by(chosen, form, assessment)
    titles = {category.id: category.title for category in assessment.guideline.categories}
    lines = ["We will provide:", *(f"- {_span(entry, titles)}" for entry in granted)]
    given = {entry.category for entry in granted}
    refused = {line.category: line.because for line in assessment.reach if line.category not in given}
    if refused:
        lines += ["", "We will not provide:"]
        lines += [f"- {titles.get(category) or category}. {because}" for category, because in refused.items()]
    return "\n".join(lines)


def _span(entry: GrantedCategory, titles: dict[str, str]) -> str:
    name = titles.get(entry.category) or entry.category
    first = f", from {entry.from_on:%d %B %Y}" if entry.from_on else ""
    last = f", until {entry.until_on:%d %B %Y}" if entry.until_on else ""
    return f"{name}{first}{last}"
