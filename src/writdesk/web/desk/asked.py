"""What is asked and by whom: the facts of a request's form in the officer's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from writdesk.core.guideline import Guideline
from writdesk.core.request import Account, DataRequested
from writdesk.core.request import Request as Form
from writdesk.web.desk.reading.fact_sources import Source
from writdesk.web.desk.words import words
from writdesk.web.measures import day_words

NOT_STATED = "not stated"


@dataclass(frozen=True, kw_only=True)
class Stated:
    """One fact: its name, its value in words, and whether anything was stated at all."""

    label: str
    value: str
    is_stated: bool = True
    note: str = ""
    path: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Group:
    """Facts that belong together."""

    title: str
    facts: tuple[Stated, ...]


def asked_by(
    form: Form, guideline: Guideline, sources: Mapping[str, tuple[Source, ...]] | None = None
) -> tuple[Group, ...]:
    """Every group of facts that this kind of request has; groups in which nothing is stated are left out.

    ``sources`` say, by the form's paths, where facts come from that were not only stated.
    """
    groups = (
        Group(title="What is asked", facts=tuple(_what(form, guideline))),
        Group(title="The danger", facts=tuple(_danger(form))),
        Group(title="The legal process", facts=tuple(_process(form, guideline))),
        Group(title="By whom", facts=tuple(_who(form))),
        Group(title="Preservation", facts=tuple(_preservation(form))),
        Group(title="Notice to the account holder", facts=tuple(_notice(form))),
        Group(title="From abroad", facts=tuple(_abroad(form))),
        Group(title="How it came", facts=tuple(_message(form))),
    )
    return tuple(_with_sources(group, sources or {}) for group in groups if group.facts)


def _with_sources(group: Group, sources: Mapping[str, tuple[Source, ...]]) -> Group:
    facts = (replace(each, sources=sources.get(each.path, ())) for each in group.facts)
    return replace(group, facts=tuple(facts))


def _what(form: Form, guideline: Guideline) -> Iterator[Stated]:
    for number, account in enumerate(form.accounts, start=1):
        label = f"Account {number}" if len(form.accounts) > 1 else "Account"
        yield fact(label, _account(account), path=f"accounts.{number - 1}")
    titles = {category.id: category.title for category in guideline.categories}
    for number, entry in enumerate(form.data_requested):
        title = titles.get(entry.category) or entry.category
        yield Stated(label="Data", value=title, note=_span(entry), path=f"data_requested.{number}")
    yield fact("Why it matters to the investigation", form.relationship_to_investigation)
    if form.response_requested_by:
        yield fact("Answer wanted by", form.response_requested_by)
    if form.account_holder_location:
        yield fact("Where the account holder is", form.account_holder_location)


def _account(account: Account) -> str:
    return "; ".join(f"{words(each.type).lower()} {each.value or NOT_STATED}" for each in account.identifiers)


def _span(entry: DataRequested) -> str:
    days = ""
    if entry.from_on or entry.until_on:
        first = day_words(entry.from_on) if entry.from_on else "the beginning"
        days = f"from {first} until {day_words(entry.until_on) if entry.until_on else 'now'}"
    public = "said to be publicly available" if entry.publicly_available else ""
    return "; ".join(filter(None, [days or "no dates given", entry.description, public]))


def _process(form: Form, guideline: Guideline) -> Iterator[Stated]:
    process = form.process
    if process is None:
        return
    titles = {rule.id: rule.title for rule in guideline.processes}
    name = titles.get(process.id or "") or process.id
    said = f"{name} ({words(process.form).lower()})" if name and process.form else name
    yield fact("Process", said, path="process.id")
    yield from facts_of(
        process,
        "process",
        issued_by="Issued by",
        addressed_to="Addressed to",
        case_number="Case number",
        issued_on="Issued on",
        returnable_on="Returnable on",
        signed_by_issuer="Signed by the issuer",
        statute="Statute",
        offence="Offence",
    )


def _who(form: Form) -> Iterator[Stated]:
    yield from facts_of(form.agency, "agency", name="Agency", jurisdiction="Country")
    yield from facts_of(
        form.officer,
        "officer",
        name="Officer",
        badge_number="Badge number",
        email="Email",
        phone="Telephone",
        mailing_address="Address",
        is_sworn="Sworn",
    )


def _danger(form: Form) -> Iterator[Stated]:
    if form.emergency is None:
        return
    yield from facts_of(
        form.emergency,
        "emergency",
        harm="Harm",
        person_in_danger="Who is in danger",
        is_child="A child",
        imminent="Imminent",
        nature="What happens",
        specific_information_requested="What is needed",
        why_necessary="Why it is needed",
        other_circumstances="Other circumstances",
    )
    if form.emergency.specific_posts:
        yield fact("Posts", "; ".join(form.emergency.specific_posts))


def _preservation(form: Form) -> Iterator[Stated]:
    if form.preservation is None:
        return
    yield fact(
        "Steps to obtain process", form.preservation.steps_being_taken, path="preservation.steps_being_taken"
    )
    if form.preservation.extends is not None:
        yield from facts_of(
            form.preservation.extends,
            "preservation.extends",
            reference="Extends",
            expires_on="which expires on",
            extensions="Extensions before",
        )


def _notice(form: Form) -> Iterator[Stated]:
    yield from facts_of(
        form.notice,
        "notice",
        officer_asks_not_to_notify="The officer asks not to notify",
        officer_states_jeopardy="and says that notice would jeopardise the case",
        prohibited_by_law="Law forbids notice",
    )
    if form.notice.nondisclosure_order is not None:
        yield from facts_of(
            form.notice.nondisclosure_order,
            "notice.nondisclosure_order",
            issued_by="Nondisclosure order by",
            issued_on="of",
            ends_on="Ends on",
            tied_to_process="Tied to this process",
        )


def _abroad(form: Form) -> Iterator[Stated]:
    if form.foreign is not None:
        yield from facts_of(
            form.foreign,
            "foreign",
            central_authority="Central authority",
            treaty_reference="Treaty",
            received_through_us_court="Through a US court",
        )


def _message(form: Form) -> Iterator[Stated]:
    yield fact("Channel", form.channel)
    yield from (
        each
        for each in facts_of(form.message, "message", subject="Subject", sent_to="Sent to")
        if each.is_stated
    )


def facts_of(part: Any, path: str, /, **labels: str) -> Iterable[Stated]:
    """One fact for each named attribute; ``path`` is where the part stands in the form."""
    return (fact(label, getattr(part, name), path=f"{path}.{name}") for name, label in labels.items())


def fact(label: str, value: object, *, path: str = "") -> Stated:
    """A fact in words."""
    text = value_words(value)
    return Stated(label=label, value=text or NOT_STATED, is_stated=bool(text), path=path)


def value_words(value: object) -> str:
    """A value as people read it; empty where nothing was stated.

    >>> value_words(True), value_words(None), value_words(("en", "ja"))
    ('yes', '', 'en, ja')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, list | tuple):
        return ", ".join(value_words(each) for each in value)
    return str(value)
