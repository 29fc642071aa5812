"""The findings as a page shows them: those that block first, with their sentence, evidence and forms."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html

from writdesk.core.assessment import PERSON_FACTS, Assessment
from writdesk.core.conditions import Outcome
from writdesk.core.findings import Attestation, Finding, Overruling
from writdesk.core.guideline import IfNotMet
from writdesk.core.reach import Reach
from writdesk.core.request import Kind
from writdesk.web.desk.asked import NOT_STATED, value_words
from writdesk.web.desk.refusals import FormState, Refusal, state_of
from writdesk.web.desk.words import IF_NOT_MET, PROVENANCES, words
from writdesk.web.measures import instant_words


@dataclass(frozen=True, kw_only=True)
class FindingRow:
    """One finding."""

    provision: str
    outcome: str
    is_blocking: bool
    is_practice: bool
    text: str
    section: str
    remedy: str
    consequence: str
    fact: str
    fact_words: str
    value: str
    provenance: str
    said: str
    reason: str
    attest: FormState | None
    overrule: FormState | None


@dataclass(frozen=True, kw_only=True)
class ReachRow:
    """One category asked for, and whether the process opens it."""

    title: str
    answer: str
    because: str
    would: str
    fields: str


def finding_rows(
    assessment: Assessment, *, may_judge: bool, refusal: Refusal | None
) -> tuple[FindingRow, ...]:
    """Every finding, what blocks first: not met, then what nobody can tell, then notes, then what is met."""
    rows = [_row(finding, may_judge, refusal) for finding in assessment.findings]
    return tuple(sorted(rows, key=_rank))


def reach_rows(assessment: Assessment) -> tuple[ReachRow, ...]:
    """The ladder for this request."""
    guideline = assessment.guideline
    titles = {category.id: category.title for category in guideline.categories}
    processes = {process.id: process.title for process in guideline.processes}
    return tuple(_reach_row(line, titles, processes) for line in assessment.reach)


def reach_note(kind: Kind) -> str:
    """What the ladder means where it does not block."""
    if kind is Kind.EMERGENCY:
        return "An emergency is not bound by the ladder: disclose what averts the harm, and no more."
    return (
        "A preservation discloses nothing; the ladder says what process would."
        if kind is Kind.PRESERVATION
        else ""
    )


def _row(finding: Finding, may_judge: bool, refusal: Refusal | None) -> FindingRow:
    provision = finding.provision
    can_attest = may_judge and finding.fact_name in PERSON_FACTS
    word = finding.word
    return FindingRow(
        provision=provision.id,
        outcome=finding.outcome.value,
        is_blocking=finding.outcome is not Outcome.MET and provision.if_not_met is not IfNotMet.FLAG,
        is_practice=provision.basis.value == "practice",
        text=provision.text,
        section=provision.section,
        remedy=provision.remedy,
        consequence=IF_NOT_MET[provision.if_not_met.value],
        fact=finding.fact_name,
        fact_words=_fact_words(finding.fact_name),
        value=value_words(finding.value) or NOT_STATED,
        provenance=_provenance(finding),
        said=_said(word) if word else "",
        reason=word.reason if word else "",
        attest=state_of(f"attest-{provision.id}", refusal) if can_attest else None,
        overrule=state_of(f"overrule-{provision.id}", refusal) if may_judge else None,
    )


def _rank(row: FindingRow) -> int:
    if row.outcome == Outcome.MET:
        return 3
    if not row.is_blocking:
        return 2
    return 0 if row.outcome == Outcome.NOT_MET else 1


def _fact_words(name: str) -> str:
    """A fact's name as words: ``officer.mailing_address`` is *officer: mailing address*."""
    part, _, rest = name.partition(".")
    return words(f"{part}: {rest}") if rest and part != "attested" else words(rest or part)


def _provenance(finding: Finding) -> str:
    """Where the value comes from; a fact that only a person can state has no value until one does."""
    if finding.value is None and finding.word is None:
        return ""
    return PROVENANCES[finding.provenance.value]


def _said(word: Attestation | Overruling) -> str:
    verb = "Attested" if isinstance(word, Attestation) else "Overruled"
    return format_html("{} by {}, {}", verb, word.by, instant_words(word.at))


def _reach_row(line: Reach, titles: dict[str, str], processes: dict[str, str]) -> ReachRow:
    return ReachRow(
        title=titles.get(line.category) or line.category,
        answer=line.reachable.value,
        because=line.because,
        would=", ".join(processes.get(each) or words(each) for each in line.process_that_would),
        fields=", ".join(words(each) for each in line.fields),
    )
