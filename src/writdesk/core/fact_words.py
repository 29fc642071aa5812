"""What people call the facts that are read from documents."""

from __future__ import annotations

from collections.abc import Mapping

FACT_WORDS: Mapping[str, str] = {
    "kind": "Kind of request",
    "process": "Process",
    "process_form": "Form of the process",
    "issued_by": "Issued by",
    "agency": "Agency",
    "statute": "Statute",
    "case_number": "Case number",
    "issued_on": "Issued on",
    "returnable_on": "Returnable on",
    "identifier.username": "Account: user name",
    "identifier.profile_url": "Account: profile",
    "identifier.video_url": "Account: video",
    "identifier.email": "Account: email",
    "identifier.phone": "Account: telephone",
    "identifier.user_id": "Account: user id",
    "data_category": "Data",
    "date_range": "Dates",
    "nondisclosure": "Nondisclosure",
    "nondisclosure_until": "Nondisclosure until",
    "officer_name": "Officer",
    "badge_number": "Badge number",
    "officer_email": "Officer’s email",
    "officer_phone": "Officer’s telephone",
    "officer_address": "Officer’s address",
    "po_box": "P.O. box",
    "head_of_agency": "Head of the agency who signs",
    "steps_being_taken": "Steps to obtain process",
    "extends": "Extends",
    "emergency.person_in_danger": "Who is in danger",
    "emergency.nature": "What happens",
    "emergency.why_necessary": "Why it is needed",
    "emergency.specific_information_requested": "What is needed",
    "emergency.other_circumstances": "Other circumstances",
    "emergency.harm": "Harm",
    "signed_by": "Signed by",
}


def fact_words(name: str) -> str:
    """The words for a fact; a name that this version does not know is written out.

    >>> fact_words("case_number"), fact_words("new_fact")
    ('Case number', 'New fact')
    """
    return FACT_WORDS.get(name) or name.replace("_", " ").replace(".", ": ").capitalize()
