"""The table: which fact that a document says belongs where in the request's form.

A fact without a row here is shown and has no place in the form.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from writdesk.core import same_words as words
from writdesk.core.form_places import (
    Categories,
    Field,
    Fixed,
    Form,
    Identifiers,
    NoPlace,
    Notice,
    Place,
    Span,
    Statutes,
    Tick,
)
from writdesk.core.request import Kind
from writdesk.core.telephones import is_same_number, written

# What is compared is what a forger would change and a clerk would not mistype in the same way: the process,
# its number and days, the accounts, the agency and how the officer is reached. Names and addresses are
# written in too many ways: they are offered.
_ANY: dict[str, Place] = {
    "kind": Fixed(path="kind"),
    "agency": Field(path="agency.name", same=words.is_mostly),
    "officer_name": Field(path="officer.name", same=words.has_same_names, differs=False),
    "badge_number": Field(path="officer.badge_number", same=words.is_part, differs=False),
    "officer_email": Field(path="officer.email", same=words.is_same),
    "officer_phone": Field(path="officer.phone", same=is_same_number, written=written),
    "officer_address": Field(path="officer.mailing_address", same=words.is_mostly, differs=False),
    "po_box": Field(path="officer.mailing_address", same=words.is_part, differs=False),
    "head_of_agency": Tick(path="authorisation.signed_by_head_of_agency"),
    "identifier.username": Identifiers(type="username", same=words.is_same),
    "identifier.profile_url": Identifiers(type="profile_url", same=words.is_same_address),
    "identifier.video_url": Identifiers(type="video_url", same=words.is_same_address),
    "identifier.email": Identifiers(type="email", same=words.is_same),
    "identifier.phone": Identifiers(type="phone", same=is_same_number),
    "identifier.user_id": Identifiers(type="user_id", same=words.is_same),
    "data_category": Categories(),
    "date_range": Span(),
    "nondisclosure": Notice(),
    "nondisclosure_until": Field(path="notice.nondisclosure_order.ends_on", same=words.is_same),
}
_LEGAL: dict[str, Place] = {
    "process": Field(path="process.id", same=words.is_same),
    "process_form": Field(path="process.form", same=words.is_same, differs=False),
    "issued_by": Field(path="process.issued_by", same=words.is_mostly, differs=False),
    "case_number": Field(path="process.case_number", same=words.is_part),
    "issued_on": Field(path="process.issued_on", same=words.is_same),
    "returnable_on": Field(path="process.returnable_on", same=words.is_same),
    "statute": Statutes(),
}
_EMERGENCY: dict[str, Place] = {
    "emergency.harm": Field(path="emergency.harm", same=words.is_same, differs=False),
    **{
        f"emergency.{name}": Field(path=f"emergency.{name}", same=words.is_mostly, differs=False)
        for name in (
            "person_in_danger",
            "nature",
            "specific_information_requested",
            "why_necessary",
            "other_circumstances",
        )
    },
}
_PRESERVATION: dict[str, Place] = {
    "steps_being_taken": Field(path="preservation.steps_being_taken", same=words.is_mostly, differs=False),
    "extends": Field(path="preservation.extends.reference", same=words.is_part, differs=False),
}
PLACES: Mapping[Kind, Mapping[str, Place]] = {
    Kind.LEGAL: _ANY | _LEGAL,
    Kind.EMERGENCY: _ANY | _EMERGENCY,
    Kind.PRESERVATION: _ANY | _PRESERVATION,
}


class Standing(StrEnum):
    """How a read fact stands to the form."""

    SAME = "same"
    MISSING = "missing"
    FURTHER = "further"
    DIFFERS = "differs"
    NO_PLACE = "no_place"


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """A fact as a document says it."""

    name: str
    value: str
    is_certain: bool


def place_of(name: str, kind: Kind) -> Place | None:
    """The place of a fact in the form of a request of this kind."""
    return PLACES[kind].get(name)


def standing_of(fact: Said, form: Form, others: Iterable[Said]) -> Standing:
    """How a fact stands to the form; ``others`` is all that was read.

    Only what is certain differs: and not where the documents themselves say what the form says, too.
    """
    place = place_of(fact.name, Kind(form["kind"]))
    if place is None or (fact.name == "nondisclosure_until" and fact.value == "indefinite"):
        return Standing.NO_PLACE
    if place.has(form, fact.value):
        return Standing.SAME
    said = place.said(form)
    if not said:
        return Standing.MISSING
    agreed = any(each.name == fact.name and place.has(form, each.value) for each in others)
    is_further = not fact.is_certain or not place.differs
    if is_further or (agreed and not isinstance(place, Identifiers)):
        return Standing.FURTHER
    return Standing.DIFFERS


def part_of(name: str, kind: Kind) -> str:
    """The form's key that a fact changes."""
    place = place_of(name, kind)
    return place.path.partition(".")[0] if place else ""


def put_into(form: Form, name: str, value: str) -> dict[str, Any]:
    """The form with the fact. Raises ``NoPlace``."""
    place = place_of(name, Kind(form["kind"]))
    if place is None:
        raise NoPlace("The form has no place for this.")
    return place.put(form, value)
