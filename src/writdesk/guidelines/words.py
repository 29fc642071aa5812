"""Sentences about parts of a guideline, for its page, its tables, its differences and its explanations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from writdesk.core.conditions import CONDITIONS
from writdesk.core.conditions.circumstances import CIRCUMSTANCES
from writdesk.core.guideline import Guideline, IfNotMet, NoticeDefault, Provision
from writdesk.core.request import Kind

CONSEQUENCES: Mapping[IfNotMet, str] = {
    IfNotMet.CLARIFY: "the officer is asked to mend it",
    IfNotMet.REJECT: "the request is rejected",
    IfNotMet.REFER: "the request is referred",
    IfNotMet.DISREGARD: "the request is disregarded",
    IfNotMet.FLAG: "whoever decides is shown it",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """One thing the provider does: its name, a sentence of ours, and the guideline's own sentence."""

    name: str
    says: str
    text: str
    section: str


def listed(names: Iterable[str], last: str = "and") -> str:
    """Names in a sentence: ``a, b and c``."""
    names = list(names)
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def kinds_in_words(kinds: Sequence[Kind]) -> str:
    """Which requests: ``all requests``, ``legal and emergency requests``."""
    return "all requests" if set(kinds) == set(Kind) else f"{listed(str(kind) for kind in kinds)} requests"


def applies_in_words(provision: Provision) -> str:
    """Of which requests a provision is asked."""
    parts = [kinds_in_words(provision.applies_to)]
    if provision.channels:
        parts.append(f"by {listed(provision.channels, 'or')}")
    if provision.processes:
        parts.append(f"with {listed(provision.processes, 'or')}")
    if provision.when is not None:
        parts.append(f"when: {CIRCUMSTANCES[provision.when].says.rstrip('.').lower()}")
    return ", ".join(parts)


def condition_in_words(provision: Provision) -> str:
    """What must be so, with the provision's own values."""
    asks = CONDITIONS[provision.condition].asks.rstrip(".")
    values = [
        listed(map(_spoken, sorted(value)), "or") if isinstance(value, frozenset) else _spoken(str(value))
        for value in provision.parameters.values()
    ]
    said = f"{asks}: {'; '.join(values)}" if values else asks
    return said.rstrip(".") + "."


def _spoken(value: str) -> str:
    """A value as people say it: names in code lose their underscores, addresses and titles stay."""
    return value.replace("_", " ") if value.islower() and value.replace("_", "").isalpha() else value


def consequence_in_words(provision: Provision) -> str:
    """What follows when it is not met."""
    consequence = CONSEQUENCES[provision.if_not_met]
    if provision.refer_to:
        consequence += f" to {provision.refer_to}"
    return consequence + ("; a person weighs it" if provision.person_decides else "")


def practice_rules(guideline: Guideline) -> Iterator[Rule]:
    """What the provider does with a request, besides its provisions; only what the guideline says."""
    for name, says, passage in (
        ("Preservation", preservation_in_words(guideline), guideline.preservation),
        ("Emergencies", emergency_in_words(guideline), guideline.emergency),
        ("Telling the account holder", notice_in_words(guideline), guideline.notice),
        ("Requests from other countries", foreign_in_words(guideline), guideline.foreign),
        ("Breaches of the terms", enforcement_in_words(guideline), guideline.enforcement),
        ("Costs", costs_in_words(guideline), guideline.reimbursement),
        ("Receipt", receipt_in_words(guideline), guideline.service),
        ("How long data is kept", "", guideline.retention),
        ("How far data can be relied on", "", guideline.accuracy),
    ):
        if passage.text:
            yield Rule(name=name, says=says, text=passage.text, section=passage.section)


def preservation_in_words(guideline: Guideline) -> str:
    """How long data is preserved, and how often that can be extended."""
    rule = guideline.preservation
    if rule.days is None:
        return "The text names no period."
    effort = "Attempts to preserve" if rule.best_effort else "Preserves"
    extension = f", {rule.extensions} extension of {rule.extension_days} days" if rule.extensions else ""
    scope = f" ({rule.scope})" if rule.scope else ""
    return f"{effort} for {rule.days} days{extension}{scope}."


def emergency_in_words(guideline: Guideline) -> str:
    """Which harms count."""
    harms = listed((harm.replace("_", " ") for harm in guideline.emergency.harms), "or")
    return f"Counts: {harms}." if harms else ""


def notice_in_words(guideline: Guideline) -> str:
    """Whether the account holder is told, and what holds notice."""
    rule = guideline.notice
    if rule.default is NoticeDefault.NOTIFY:
        when = "before disclosure" if rule.before_disclosure else "of requests"
        says = f"Account holders are told {when} ({kinds_in_words(rule.applies_to)})"
    else:
        says = "No notice is promised; a person decides"
    held = listed((str(word).replace("_", " ") for word in rule.withheld_when), "or")
    return f"{says}. Held when: {held}." if held else f"{says}."


def foreign_in_words(guideline: Guideline) -> str:
    """By which routes authorities of other countries come."""
    titles = {process.id: process.title for process in guideline.processes}
    routes = listed((titles[route] for route in guideline.foreign.routes), "or")
    return f"By {routes}." if routes else ""


def enforcement_in_words(guideline: Guideline) -> str:
    """Whether the provider acts on breaches that a request discloses."""
    if not guideline.enforcement.acts:
        return ""
    may = " The officer may ask to defer this." if guideline.enforcement.officer_may_ask_deferral else ""
    return f"The provider enforces its terms where a request discloses a breach.{may}"


def costs_in_words(guideline: Guideline) -> str:
    """Whether costs may be sought, and which."""
    rule = guideline.reimbursement
    if not rule.may_seek:
        return "No reimbursement is sought."
    if rule.fee_per_account is None:
        return "Reimbursement may be sought."
    free = f", {rule.free_accounts} accounts free" if rule.free_accounts else ""
    return f"{rule.fee_per_account} {rule.currency} an account{free}."


def receipt_in_words(guideline: Guideline) -> str:
    """What receipt means."""
    waives = guideline.service.waives_objections
    return "Receipt waives objections." if waives else "Receipt waives no objection."
