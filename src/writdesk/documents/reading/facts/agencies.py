"""The agency that asks: by label, behind the officer's name, in the letterhead, under the signature."""

from __future__ import annotations

import re
from collections.abc import Iterator

from writdesk.documents.reading.fact import Fact
from writdesk.documents.reading.facts.context import Context
from writdesk.documents.reading.facts.organisations import ORGANISATION, is_agency, is_court, title_case
from writdesk.documents.reading.facts.people import ATTORNEY, NAME, RANK
from writdesk.documents.reading.paper import tidy

_BEHIND = re.compile(
    rf"(?:{NAME})\s*,\s*(?:[A-Z]\w+\s+){{0,2}}(?:{RANK}|{ATTORNEY})[^,\n]{{0,40}}?\s*,?\s+(?:(?:of|with)\s+the\s+|,?\s*)(?P<agency>{ORGANISATION})",
)
_AFTER_NAME = re.compile(
    rf"\b(?:{RANK})\s+(?:{NAME})\s*(?:,\s*|(?=of\s+the\s))(?:(?:[Bb]adge|[Ss]hield)[^,\n]{{0,20}},\s*)?(?:of\s+the\s+)?(?P<agency>{ORGANISATION})(?=\s*[,.;(\n]|$)"
)
_BEFORE_BADGE = re.compile(
    rf"\b(?:{NAME})\s*,\s*(?P<agency>{ORGANISATION})(?=\s*,?\s*\(?(?:ID|[Bb]adge|[Ss]hield|[Ss]tar|[Ss]erial|[Ss]ervice\s+[Nn]o)\b)"
)
_CONDUCTED = re.compile(
    rf"\b(?:conducted|carried\s+out|led)\s+by\s+(?:the\s+)?(?P<agency>{ORGANISATION})|\b[Tt]he\s+(?P<other>{ORGANISATION})\s+is\s+investigating|"
    rf"\b(?:of|with|for)\s+the\s+(?P<third>{ORGANISATION})(?=\s*,?\s+(?:that|have|am|is|and))|[Uu]pon\s+(?:the\s+)?application\s+of\s+(?:the\s+)?(?P<fourth>{ORGANISATION})(?=\s+for\b)"
)


def read_agencies(context: Context, issued_by: str | None) -> Iterator[Fact]:
    """One agency for certain; more are offered."""
    seen: list[str] = []
    for fact in (*_labelled(context), *_in_prose(context), *_by_place(context)):
        plain = fact.value.lower()
        if plain in seen:
            continue
        is_same = issued_by is not None and plain == issued_by.lower()
        yield fact if not seen and not is_same else fact.offered("another agency is named, too")
        if not is_same:
            seen.append(plain)


def _labelled(context: Context) -> Iterator[Fact]:
    for field in context.labelled("agency"):
        value = tidy(field.value).strip(" ,.;")
        words = value.split()
        if (
            2 <= len(words) <= 14
            and value[:1].isupper()
            and not re.search(r"\d{3}|@", value)
            and not is_court(value)
            and not re.search(r"_{3,}|^No\b", value)
        ):
            yield field.fact(context.paper, "agency", title_case(value))


def _in_prose(context: Context) -> Iterator[Fact]:
    for pattern in (_BEHIND, _AFTER_NAME, _BEFORE_BADGE, _CONDUCTED):
        for hit in pattern.finditer(context.text):
            group = next(name for name, value in hit.groupdict().items() if value)
            value = tidy(
                re.split(r",\s+(?=[Bb]adge|under|that|which|at\b)|\s+(?:[Bb]adge|under|at)\b", hit[group])[0]
            ).strip(" ,.")
            value = re.sub(r",\s+(?:who|that|which|under|badge)\b.*$", "", value, flags=re.IGNORECASE)
            if is_agency(value) and not re.fullmatch(rf"(?:\w+\s+)?{RANK}", value, re.IGNORECASE):
                start = hit.start(group)
                yield context.paper.fact("agency", title_case(value), start, start + len(value))


def _by_place(context: Context) -> Iterator[Fact]:
    """Lines that are an agency's name and nothing else, from the top; the provider's part left out."""
    flow = context.paper.flow
    starts = {id(mark.word): mark.start for mark in flow.marks}
    for row in context.paper.rows:
        for cell in row.cells:
            text = re.split(r"\s*[|·•—]\s*|\s+[-–]\s+", cell.text)[0].strip(" ,")
            text = _without_person(text)
            text = re.sub(r"^(?:for|from|by)\s+(?:the\s+)?", "", text, flags=re.IGNORECASE)
            if not is_agency(text) or not cell.words or re.fullmatch(RANK, text, re.IGNORECASE):
                continue
            start = starts.get(id(cell.words[0]), 0)
            if not context.is_addressee(start) and not _is_asked(text, context):
                yield context.paper.fact("agency", title_case(text), start, start + len(cell.text))


def _without_person(text: str) -> str:
    """The agency behind a name and a rank: "Ann Bell, Inspector, Elm Police"."""
    hit = re.match(rf"{NAME}\s*,\s*(?:{RANK}|{ATTORNEY})\s*,\s*(?P<agency>.+)$", text)
    return hit["agency"] if hit else text


def _is_asked(text: str, context: Context) -> bool:
    """A treaty's request is addressed to a central authority, which is no one's agency here."""
    is_theirs = re.search(r"united\s+states\s+department\s+of\s+justice", text, re.IGNORECASE)
    return bool(is_theirs and re.search(r"mutual\s+legal\s+assistance|rogatory", context.text, re.IGNORECASE))
