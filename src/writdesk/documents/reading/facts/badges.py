# ruff: noqa: E501 - a pattern is read as one line
"""The officer's badge, shield or service number: by label, behind the name, or in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from writdesk.documents.reading.fact import Fact
from writdesk.documents.reading.facts.context import Context
from writdesk.documents.reading.facts.people import NAME, RANK

_BADGE = re.compile(
    r"\b(?:(?:badge|shield|collar|shoulder|warrant[ ]card)(?:[ ]?/[ ]?id(?:entification)?)?\s*(?:no\.?|number|num\.?|id|#|№)?|"
    r"(?:star|credential|serial|identification|force|service|collar|warrant|employee|id)[ ]+(?:no\.?|number|num\.?|#)|matricule|dienstnummer|(?-i:(?<=, )ID))\s*[:#]?\s*"
    r"(?P<badge>(?:[A-Z]{1,5}[\s\-/]?)?\d[\w\-/]*(?:\s\d{3}\b)?)",
    re.IGNORECASE,
)


def read_badges(context: Context) -> Iterator[Fact]:
    """The officer's number: by label, else in a sentence."""
    seen: list[str] = []
    for fact in _badges(context):
        if fact.value.lower() not in seen:
            yield fact if not seen else fact.offered()
            seen.append(fact.value.lower())


def _badges(context: Context) -> Iterator[Fact]:
    for field in context.labelled("badge"):
        value = badge_in(field.value)
        if value:
            yield field.fact(context.paper, "badge_number", value, value)
    for field in context.labelled("title", "officer"):
        hit = re.search(r",\s*((?:[A-Z]{1,5}[-/ ]?)?\d[\w\-/]*)\s*$", field.value)
        if hit and "badge" in _around(context, field.label):
            yield field.fact(context.paper, "badge_number", hit[1], hit[1])
    yield from _behind_names(context)


def _behind_names(context: Context) -> Iterator[Fact]:
    """A number behind the officer's name, or in a sentence."""
    for field in context.labelled("officer"):
        hit = re.search(r"\(((?:[A-Z]{1,4}[\s\-]?)?\d{3,8})\)(?!\s*\d)", field.value)
        if hit:
            yield field.fact(context.paper, "badge_number", hit[1], hit[1])
    for hit in _BADGE_BEHIND.finditer(context.text):
        yield context.paper.fact("badge_number", hit["badge"], hit.start("badge"), hit.end("badge"))
    for hit in _BADGE.finditer(context.text):
        value = badge_in(hit["badge"])
        if value:
            yield context.paper.fact("badge_number", value, hit.start("badge"), hit.end("badge"))


_BADGE_BEHIND = re.compile(rf"\b{RANK}\s+{NAME}\s*,?\s*\(?\#\s?(?P<badge>[A-Z]{{0,3}}-?\d[\w\-]*)")


def _around(context: Context, label: str) -> str:
    at = context.text.find(label)
    return context.text[at : at + len(label) + 30].lower()


def badge_in(text: str) -> str:
    """A badge's number as written; empty where the place is blank.

    >>> badge_in("Sergeant, 2281"), badge_in("GF 3071"), badge_in("____"), badge_in("#4471,")
    ('2281', 'GF 3071', '', '4471')
    """
    plain = re.sub(rf"^\W*{RANK}(?:\s+|\s*[,:]\s*)", "", text.strip(), flags=re.IGNORECASE).strip(" .:#,;|()")
    hit = re.match(r"(?:No\.?\s*|#\s*)?((?:[A-Z]{1,6}(?:[\s\-/]?))?\d[\w\-/]*(?:-\d+)?(?:\s\d{3}\b)?)", plain)
    return hit[1].rstrip("-/") if hit and len(hit[1]) <= 20 else ""
