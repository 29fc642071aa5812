"""What the form of a guideline asks: the same blanks everywhere, and those that this guideline adds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from writdesk.core.conditions import CONDITIONS
from writdesk.core.guideline import Basis, Guideline, IfNotMet, Provision
from writdesk.core.request import Kind
from writdesk.documents.emergency_form.field import (
    Advice,
    Blank,
    EmergencyForm,
    Need,
    Row,
    Section,
    Sentence,
)
from writdesk.documents.emergency_form.questions import Asked, sections_of
from writdesk.documents.errors import NoEmergencyForm

# Facts that are about how the form is sent, not about what stands on it.
_SENDING = (
    "agency.is_law_enforcement",
    "message.subject",
    "channel",
    "message.sender_domain_is_law_enforcement",
    "contents_in_message_body",
    "automatic_reply_answered",
    "documents.language",
    "attested.complete",
)
# Blanks whose fact has another name than they have.
_FACTS = {
    "letterhead": "documents.on_letterhead",
    "officer.extension": "officer.phone",
    "signed_by": "documents.signed",
    "signature": "documents.signed",
}
_HARM = "emergency.harm"
# What is said of authorities from abroad belongs to the provider's weighing, not to the agency's country.
_FROM_ABROAD = "agency_is_of_country"
# What there need not be: asked for only where there is one.
_IF_ANY = frozenset({"response_requested_by", "emergency.specific_posts"})


def takes_emergencies(guideline: Guideline) -> bool:
    """Whether the provider answers emergency requests under this guideline."""
    return Kind.EMERGENCY in guideline.request_types


def form_of(guideline: Guideline) -> EmergencyForm:
    """The form of a guideline. Raises ``NoEmergencyForm`` where the guideline takes no emergency requests."""
    if not takes_emergencies(guideline):
        raise NoEmergencyForm(
            f"{guideline.provider} takes no emergency requests under {guideline.name}: there is no form. "
            "Call the emergency services of the place; send legal process for data."
        )
    provisions = _Provisions(guideline)
    sections = tuple(
        _with_sentences(section, provisions) for section in sections_of(_asked(guideline, provisions))
    )
    return EmergencyForm(
        name=guideline.name,
        title=guideline.title,
        provider=guideline.provider,
        country=guideline.country,
        language=guideline.language,
        since=guideline.in_force_from,
        advice=tuple(_advice(guideline, provisions)),
        sections=sections,
    )


class _Provisions:
    """What the guideline's text asks of emergencies, by fact; each sentence is given once."""

    def __init__(self, guideline: Guideline) -> None:
        self._by_fact: dict[str, list[Provision]] = {}
        self._said: set[str] = set()
        for provision in guideline.provisions:
            if Kind.EMERGENCY in provision.applies_to and provision.basis is Basis.TEXT:
                self._by_fact.setdefault(CONDITIONS[provision.condition].fact, []).append(provision)

    @property
    def facts(self) -> frozenset[str]:
        """Every fact that is looked at."""
        return frozenset(self._by_fact)

    def on(self, fact: str) -> list[Provision]:
        """The provisions that look at this fact."""
        return self._by_fact.get(fact, [])

    def sentences(self, provisions: Iterable[Provision]) -> Iterator[Sentence]:
        """Their sentences that were not given before."""
        for each in provisions:
            if each.text and each.text not in self._said:
                self._said.add(each.text)
                yield Sentence(text=each.text, section=each.section)


def fact_of(blank_id: str) -> str:
    """The fact that a blank states."""
    if blank_id.startswith("accounts."):
        return "accounts.identifiers"
    return "data_requested" if blank_id.startswith("data.") else _FACTS.get(blank_id, blank_id)


def _asked(guideline: Guideline, provisions: _Provisions) -> Asked:
    identifiers = provisions.on("accounts.identifiers")
    every = {
        name
        for each in identifiers
        if each.condition == "every_account_has_all_identifiers"
        for name in each.parameters["identifiers"]
    }
    named = {name for each in identifiers for name in each.parameters.get("identifiers", ())}
    return Asked(guideline=guideline, facts=provisions.facts, every_account=every, any_account=named - every)


def _with_sentences(section: Section, provisions: _Provisions) -> Section:
    return replace(section, rows=tuple(_row(row, provisions) for row in section.rows))


def _row(row: Row, provisions: _Provisions) -> Row:
    facts = dict.fromkeys(fact for blank in row.blanks for fact in _facts_of(blank))
    is_harm = any(blank.id == _HARM for blank in row.blanks)
    asking = [
        each for fact in facts for each in provisions.on(fact) if is_harm or each.condition != _FROM_ABROAD
    ]
    blanks = tuple(_needed(blank, provisions) for blank in row.blanks)
    return replace(row, blanks=blanks, sentences=(*row.sentences, *provisions.sentences(asking)))


def _facts_of(blank: Blank) -> tuple[str, ...]:
    # What the provider itself weighs is said where the harm is stated.
    weighed = (
        ("attested.good_faith", "attested.necessity", "agency.jurisdiction") if blank.id == _HARM else ()
    )
    return (fact_of(blank.id), *weighed)


def _needed(blank: Blank, provisions: _Provisions) -> Blank:
    """Asked for where a provision looks at it; accounts and data say it themselves."""
    if blank.need is not Need.HELPS or blank.id.startswith(
        ("accounts.", "data.", "enforcement.", "letterhead")
    ):
        return blank
    is_asked = any(each.condition != _FROM_ABROAD for each in provisions.on(fact_of(blank.id)))
    asked = Need.IF_ANY if blank.id in _IF_ANY else Need.ASKED
    return replace(blank, need=asked if is_asked else Need.HELPS)


def _advice(guideline: Guideline, provisions: _Provisions) -> Iterator[Advice]:
    for channel in guideline.channels:
        if Kind.EMERGENCY in channel.takes:
            sentence = next(provisions.sentences([_as_provision(channel.text, channel.section)]), None)
            yield Advice(text=f"{channel.title}: {channel.address}", sentence=sentence)
    said: set[str] = set()
    for fact in _SENDING:
        for provision in provisions.on(fact):
            if provision.remedy and provision.remedy not in said and provision.text:
                said.add(provision.remedy)
                text = _who_may(guideline) if fact == "agency.is_law_enforcement" else provision.remedy
                sentence = next(provisions.sentences([provision]), None)
                # The channels themselves stand above: only what is new about them is said again.
                if sentence or fact != "channel":
                    yield Advice(text=text, sentence=sentence)


def _who_may(guideline: Guideline) -> str:
    return f"Only a law-enforcement authority may send this form to {guideline.provider.rstrip('.')}."


def _as_provision(text: str, section: str) -> Provision:
    return Provision(id="", applies_to=(), condition="", if_not_met=IfNotMet.FLAG, text=text, section=section)
