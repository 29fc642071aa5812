"""A message to the officer, begun from a letter or with provisions cited. Reads only; nothing is sent."""

from __future__ import annotations

from collections.abc import Sequence

from writdesk.actions.correspondence.post_letter import draft_letter
from writdesk.actions.errors import InputRefused
from writdesk.core.assessment import Assessment
from writdesk.core.findings import Finding
from writdesk.core.letters import CitedProvision, Letter
from writdesk.store.requests import Request

# The letters that fit between decisions; every other one says a decision and is sent with it.
LETTERS = {
    "where-it-stands": "Where the request stands",
    "what-the-guideline-says": "What the guideline says, with the provisions you mark",
    "how-to-check-the-package": "How to check the package",
}
CITING = "what-the-guideline-says"


def begin_message(request: Request, letter: str, assessment: Assessment, marked: Sequence[str]) -> Letter:
    """The letter with its particulars filled in. Raises ``InputRefused`` for one that does not fit."""
    if letter not in LETTERS:
        raise InputRefused([("letter", "Choose a letter from the list.")])
    cited = [_cited(finding) for finding in _marked(assessment, marked)]
    if letter == CITING and not cited:
        raise InputRefused([("provisions", "Mark the provisions that this letter shall cite.")])
    return draft_letter(request, letter, cited)


def cite(assessment: Assessment, marked: Sequence[str]) -> str:
    """The marked provisions as they stand in a letter. Raises ``InputRefused`` where none is marked."""
    findings = _marked(assessment, marked)
    if not findings:
        raise InputRefused([("provisions", "Mark the provisions that the message shall cite.")])
    return "\n\n".join(
        f"Our guideline says, under “{finding.provision.section}”:\n“{finding.provision.text}”"
        for finding in findings
    )


def _marked(assessment: Assessment, marked: Sequence[str]) -> list[Finding]:
    return [finding for finding in assessment.findings if finding.provision.id in marked]


def _cited(finding: Finding) -> CitedProvision:
    provision = finding.provision
    return CitedProvision(
        remedy=provision.remedy or "This is what our guideline asks.",
        text=provision.text,
        section=provision.section,
    )
