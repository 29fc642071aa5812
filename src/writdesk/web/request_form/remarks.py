"""What the assessment says about the answers, each remark at the question that it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from writdesk.core.assessment import Assessment, Disposition, assess
from writdesk.core.conditions import CONDITIONS, Outcome
from writdesk.core.findings import Finding, ToldBy
from writdesk.core.guideline import Basis, Guideline, IfNotMet
from writdesk.core.reach import Reach
from writdesk.core.request import Kind
from writdesk.web.request_form.asked import words
from writdesk.web.request_form.document import form_of
from writdesk.web.request_form.steps import Answers, Step, fact_of

CONSEQUENCES = {
    IfNotMet.CLARIFY: "Without it the desk has to ask you, which costs you days.",
    IfNotMet.REJECT: "Without it the request is rejected.",
    IfNotMet.REFER: "Otherwise the request is referred elsewhere.",
    IfNotMet.DISREGARD: "Requests of others than law enforcement are not answered here.",
    IfNotMet.FLAG: "A person at the desk looks at it.",
}
DISPOSITIONS = {
    Disposition.DISREGARD: "As it stands, the desk would not answer this request.",
    Disposition.REFER: "As it stands, the desk would refer this request elsewhere.",
    Disposition.REJECT: "As it stands, the desk would have to reject this request.",
    Disposition.CLARIFY: "As it stands, the desk would have to ask you for what is missing.",
    Disposition.PROCEED_IN_PART: "As it stands, some of what you ask for can be reached, and some not.",
    Disposition.PROCEED: "Nothing that the guideline asks for is missing.",
}
NOT_SAID = "Say yes or no."


@dataclass(frozen=True, kw_only=True)
class Remark:
    """One finding as the officer reads it."""

    provision: str
    outcome: str
    fact: str
    mend: str
    consequence: str
    text: str
    section: str
    is_practice: bool = False
    value: str = ""
    step: str = ""
    step_title: str = ""


@dataclass(frozen=True, kw_only=True)
class ReachLine:
    """One category asked for: whether it is opened, why, and what would."""

    category: str
    answer: str
    because: str
    would: str = ""
    fields: str = ""


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """The assessment as the desk will see it, sorted by what the officer can do about it."""

    disposition: str
    summary: str
    to_mend: tuple[Remark, ...]
    for_desk: tuple[Remark, ...]
    met: tuple[Remark, ...]
    reach: tuple[ReachLine, ...]
    reach_note: str
    notice: str
    needs_person: bool


def assessed(guideline: Guideline, answers: Answers, at: datetime) -> Assessment:
    """The assessment of the answers so far; what an officer ticks is not yet believed."""
    return assess(guideline, form_of(guideline, answers, at), told_by=ToldBy.OFFICER)


def outlook_of(assessment: Assessment, steps: tuple[Step, ...], kind: Kind) -> Outlook:
    """Everything the check page shows."""
    remarks = [(finding, _remark(finding, steps)) for finding in assessment.findings]
    return Outlook(
        disposition=assessment.disposition.value,
        summary=DISPOSITIONS[assessment.disposition],
        to_mend=_gravest_first([pair for pair in remarks if is_to_mend(pair[0])]),
        for_desk=tuple(remark for finding, remark in remarks if _is_for_desk(finding)),
        met=tuple(remark for finding, remark in remarks if finding.outcome is Outcome.MET),
        reach=tuple(_reach_line(line, assessment.guideline) for line in assessment.reach),
        reach_note=_reach_note(kind),
        notice=assessment.notice.because,
        needs_person=assessment.needs_person,
    )


def _gravest_first(remarks: list[tuple[Finding, Remark]]) -> tuple[Remark, ...]:
    """What is not met before what is not said, and what is only noted last."""
    ranked = sorted(remarks, key=lambda pair: _lightness(pair[0]))
    return tuple(remark for _finding, remark in ranked)


def _lightness(finding: Finding) -> tuple[bool, bool]:
    return finding.provision.if_not_met is IfNotMet.FLAG, finding.outcome is not Outcome.NOT_MET


def remarks_on(assessment: Assessment, step: Step) -> tuple[Remark, ...]:
    """What is still missing in one step."""
    return tuple(
        _remark(finding, (step,))
        for finding in assessment.findings
        if is_to_mend(finding) and step.speaks_of(finding.fact_name)
    )


def sentences_of(guideline: Guideline, kind: Kind) -> dict[str, tuple[str, str]]:
    """For each fact the sentence of the guideline that asks for it, with its section."""
    found: dict[str, tuple[str, str]] = {}
    for provision in guideline.provisions:
        if kind in provision.applies_to and not provision.channels:
            found.setdefault(fact_of(provision), (provision.text, provision.section))
    return found


def is_to_mend(finding: Finding) -> bool:
    """Whether the officer can do something: it is not met, or it was not said."""
    if finding.outcome is Outcome.MET or _is_wish(finding):
        return False
    return finding.outcome is Outcome.NOT_MET or (finding.value is None and not _only_desk_knows(finding))


def _is_wish(finding: Finding) -> bool:
    """A wish that a person weighs (to defer enforcement, say) is no omission."""
    provision = finding.provision
    return provision.person_decides and provision.if_not_met is IfNotMet.FLAG and not provision.remedy


def _is_for_desk(finding: Finding) -> bool:
    return finding.outcome is not Outcome.MET and not is_to_mend(finding)


def _only_desk_knows(finding: Finding) -> bool:
    return finding.fact_name.startswith(("attested.", "message."))


def _remark(finding: Finding, steps: tuple[Step, ...]) -> Remark:
    provision = finding.provision
    step = next((step for step in steps if step.speaks_of(finding.fact_name)), None)
    return Remark(
        provision=provision.id,
        outcome=finding.outcome.value,
        fact=finding.fact_name,
        mend=_mend(finding),
        consequence=CONSEQUENCES[provision.if_not_met],
        text=provision.text,
        section=provision.section,
        is_practice=provision.basis is Basis.PRACTICE,
        value=_value_words(finding.value),
        step=step.id if step else "",
        step_title=step.title if step else "",
    )


def _mend(finding: Finding) -> str:
    provision = finding.provision
    # Where the remedy is meant for those who are turned away, somebody who said nothing is only asked.
    is_only_asked = not provision.remedy or provision.if_not_met is IfNotMet.DISREGARD
    if finding.outcome is Outcome.CANNOT_TELL and is_only_asked:
        return NOT_SAID
    return provision.remedy or CONDITIONS[provision.condition].asks


def _value_words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(str(each) for each in value)
    return "" if value is None else str(value)


def _reach_line(line: Reach, guideline: Guideline) -> ReachLine:
    titles = {category.id: category.title for category in guideline.categories}
    processes = {process.id: process.title for process in guideline.processes}
    return ReachLine(
        category=titles.get(line.category) or words(line.category),
        answer=line.reachable.value,
        because=line.because,
        would=", ".join(processes.get(each) or words(each) for each in line.process_that_would),
        fields=", ".join(words(each) for each in line.fields),
    )


def _reach_note(kind: Kind) -> str:
    if kind is Kind.EMERGENCY:
        return "In an emergency this table does not bind: what averts the harm may be disclosed, and no more."
    if kind is Kind.PRESERVATION:
        return "A preservation discloses nothing. The table says which process you will need."
    return ""
