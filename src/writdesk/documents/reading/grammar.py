# ruff: noqa: E501 - a pattern is read as one line
"""All that is read from one paper: every fact module in turn, with what one tells another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from writdesk.documents.reading.fact import Fact
from writdesk.documents.reading.facts.agencies import read_agencies
from writdesk.documents.reading.facts.badges import read_badges
from writdesk.documents.reading.facts.case_numbers import read_case_numbers
from writdesk.documents.reading.facts.contacts import read_addresses, read_contacts
from writdesk.documents.reading.facts.context import Context
from writdesk.documents.reading.facts.courts import read_issuers
from writdesk.documents.reading.facts.data_asked import read_data
from writdesk.documents.reading.facts.emergencies import read_emergency
from writdesk.documents.reading.facts.identifiers import path_name, read_identifiers
from writdesk.documents.reading.facts.nondisclosure import read_nondisclosure
from writdesk.documents.reading.facts.people import (
    read_heads,
    read_officers,
    read_signers,
    signatures_of,
)
from writdesk.documents.reading.facts.periods import read_periods
from writdesk.documents.reading.facts.preservations import read_preservation
from writdesk.documents.reading.facts.process import Process, process_facts, read_process
from writdesk.documents.reading.facts.statutes import read_statutes
from writdesk.documents.reading.paper import HARD_TO_READ, Paper

LONGEST_TEXT = 400_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """The facts of one paper, and the process it is taken for."""

    facts: tuple[Fact, ...]
    process: Process


def read_paper(paper: Paper, *, hosts: tuple[str, ...] = ()) -> Reading:
    """Every fact of a paper, in the contract's names. ``hosts`` are the platform's host names, where known."""
    context = Context(paper, hosts=hosts)
    process = read_process(context)
    return Reading(facts=tuple(_confirmed(tuple(_facts(context, process)))), process=process)


def _confirmed(facts: tuple[Fact, ...]) -> Iterator[Fact]:
    """A name that is hard to read, and stands in a profile's address too, is read twice: that makes it certain."""
    names = {fact.value.lower() for fact in facts if fact.name == "identifier.username"}
    paths = {path_name(fact.value).lower() for fact in facts if fact.name == "identifier.profile_url"}
    for fact in facts:
        is_name = fact.name == "identifier.username" and fact.value.lower() in paths
        is_path = fact.name == "identifier.profile_url" and path_name(fact.value).lower() in names
        is_unsure = not fact.is_certain and fact.because == HARD_TO_READ
        yield replace(fact, is_certain=True) if is_unsure and (is_name or is_path) else fact


def _facts(context: Context, process: Process) -> Iterator[Fact]:
    signatures = signatures_of(context)
    yield from process_facts(context, process)
    issuers = list(read_issuers(context, process))
    yield from issuers
    yield from read_agencies(context, issuers[0].value if issuers else None)
    yield from read_statutes(context)
    yield from read_case_numbers(context)
    periods = list(read_periods(context, is_legal=process.kind == "legal"))
    yield from periods
    yield from read_identifiers(context)
    yield from read_data(context)
    is_order = process.kind == "legal" and process.process not in {"mlat_request", "letter_rogatory", None}
    is_order = is_order and process.form != "administrative"
    yield from read_nondisclosure(context, is_order=is_order, issued_on=_issued(periods))
    officers = list(read_officers(context, signatures))
    yield from officers
    yield from read_badges(context)
    yield from read_contacts(context, [fact.value for fact in officers])
    yield from read_addresses(context, is_foreign=process.process in {"mlat_request", "letter_rogatory"})
    yield from read_signers(context, signatures)
    yield from read_heads(context, signatures)
    if process.kind == "preservation":
        yield from read_preservation(context)
    if process.kind == "emergency":
        yield from read_emergency(context)


def _issued(facts: list[Fact]) -> date | None:
    issued = next((fact for fact in facts if fact.name == "issued_on" and fact.is_certain), None)
    return date.fromisoformat(issued.value) if issued else None
