"""Requests whose papers say more than their forms, and something else."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from tests.factories import LEGAL
from writdesk.actions.review.facts_read import ReadFact, facts_read
from writdesk.actions.review.judge_fact import form_document
from writdesk.demo.papers import make_paper
from writdesk.jobs.worker import run_all
from writdesk.store.requests import Request

PAPER: dict[str, Any] = {
    "agency": "Springfield Police Department",
    "agency_address": "800 East Monroe Street, Springfield, IL 62701",
    "court": "United States District Court for the Central District of Illinois",
    "case_number": "GJ-26-0171",
    "addressed_to": "TikTok Inc.",
    "returnable_on": "25 March 2026",
    "offence": "18 U.S.C. § 875(c)",
    "statute": "18 U.S.C. § 2703(c)(2)",
    "data": ["Subscriber information", "Direct messages and comments"],
    "account": "lucky.lark",
    "relationship": "The account sent the threats reported on 20 February 2026.",
    "issued_on": "20 February 2026",
    "clerk": "Morgan Ellery",
    "officer": "Dana Ruiz",
    "badge": "badge 4471",
    "email": "dana.ruiz@springfield-pd.example",
    "phone": "+1 217 555 0142 ext. 12",
    "asks_silence": False,
}
# The officer left these out; the paper has them.
LEFT_OUT = {
    "officer": {**LEGAL["officer"], "badge_number": None, "mailing_address": None},
    "process": {**LEGAL["process"], "issued_on": None, "returnable_on": None},
}


@lru_cache(maxsize=8)
def _made(changes: tuple[tuple[str, str], ...]) -> bytes:
    return make_paper("subpoena", PAPER | dict(changes))


def paper(**changes: str) -> bytes:
    """The subpoena: its case number is not the form's."""
    return _made(tuple(sorted(changes.items())))


def form(**changes: Any) -> Mapping[str, Any]:
    """The form, which lacks four facts that the paper has."""
    return {**LEGAL, **LEFT_OUT, **changes}


def read_all() -> None:
    """The worker does what waits."""
    run_all()


def facts_of(request: Request) -> dict[str, ReadFact]:
    """The facts by name; of several the first."""
    request = Request.objects.get(pk=request.pk)
    found: dict[str, ReadFact] = {}
    for fact in facts_read(request, form_document(request)).facts:
        found.setdefault(fact.name, fact)
    return found
