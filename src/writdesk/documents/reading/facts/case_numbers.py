# ruff: noqa: E501 - a pattern is read as one line
"""The number under which the issuing or the asking side keeps the matter, as written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from writdesk.documents.reading.fact import Fact
from writdesk.documents.reading.facts.context import Context

# What a number looks like: it has a digit, and no more than a few groups.
_GROUP = r"[A-Z0-9ÁÉÍÓÚ][\w/\-.:–]*"
_NUMBER = rf"(?:[A-Z]{{1,5}}\s)?(?:\d+\s(?:Js|Gs|Ds|Ls|UJs|MISC|misc|CR|cr|MJ|mj|CV|Mag\.?|MAG)\.?\s)?{_GROUP}(?:\s\([A-Z]{{2,4}}\))?"
_IS_NUMBER = re.compile(rf"(?=[^\d]*\d){_NUMBER}")
_PROSE = re.compile(
    rf"\b(?:case|file|docket|incident|crime|investigation|reference|matter|report|proceedings?|misc\.?|grand\s+jury)\s+"
    rf"(?:no\.?|number|nos\.?|reference|ref\.?|file|#)\s*[:#]?\s*(?P<number>{_NUMBER})",
    re.IGNORECASE,
)
_SHORT_PROSE = re.compile(
    r"\b(?:case|file|incident|investigation|matter|crime|docket|inquiry|operation)\s+(?P<number>(?-i:(?:[A-Z]{2,6}\s)?(?=[\w/\-]*\d{2})(?=[\w/\-]*\d[\w/\-]*)[A-Z0-9][\w/]*[-/][\w/\-]*\d[\w/\-]*))",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"^(?P<number>(?:Case\s+File|Preliminary\s+Proceedings|Diligencias\s+Previas|Expediente|Proceedings|Aktenzeichen|Az\.?:?)\s+[\w\-]*\d[\w\-]*(?:/\d{2,4})?)$",
    re.IGNORECASE | re.MULTILINE,
)
_ALONE = re.compile(
    r"^(?=[^\n]*\d{3})(?P<number>[A-Z]{1,6}(?:[-/][A-Z0-9]+){1,4}|\d{2,4}/\d{3,8}(?:/[A-Z0-9]{1,6})?|\d{2}-\d{4,8})(?=\s*(?:[·|•—–,;\t][^\n]{0,40})?$)",
    re.MULTILINE,
)
_BARE = re.compile(
    r"(?:^|[\t\n])(?:N[Oo]\.?|N[°ºo]|Nr\.?|№)\s*:?\s+(?P<number>(?=[^\s]*\d{2})[A-Z0-9][\w/\-]{4,})",
    re.MULTILINE,
)
_KEYS = (("case_main", "case_foreign"), ("case_file",), ("case_paper",))


def read_case_numbers(context: Context) -> Iterator[Fact]:
    """One number for certain, the likeliest; the others as offers."""
    found = [*_labelled(context), *_in_prose(context)]
    if not found:
        found = list(_named(context))
    for order, fact in enumerate(_once(found)):
        yield fact if order == 0 else fact.offered("another number stands in the paper, too")


def _once(facts: list[Fact]) -> Iterator[Fact]:
    seen: list[str] = []
    for fact in facts:
        plain = re.sub(r"\W", "", fact.value.lower())
        if plain not in seen:
            seen.append(plain)
            yield fact


def _labelled(context: Context) -> Iterator[Fact]:
    for keys in _KEYS:
        for field in context.labelled(*keys):
            value = case_number_in(field.value)
            if value and not _is_theirs(field.label):
                yield field.fact(context.paper, "case_number", value, value)


def _is_theirs(label: str) -> bool:
    return bool(re.match(r"your\b", label, re.IGNORECASE))


def case_number_in(text: str) -> str:
    """The number at the beginning of a label's value.

    >>> case_number_in("26 MISC 1190 (LJF)"), case_number_in("26-018834."), case_number_in("[NUMBER]")
    ('26 MISC 1190 (LJF)', '26-018834', '')
    """
    plain = text.strip(" .:#").removeprefix("No. ").removeprefix("no. ")
    hit = _IS_NUMBER.match(plain)
    if not hit:
        return ""
    value = hit.group().rstrip(".,;:–-")
    if (
        not re.search(r"\d", value)
        or len(re.sub(r"\W", "", value)) < 3
        or re.fullmatch(r"\d{1,2}/\d{1,2}/\d{4}", value)
    ):
        return ""
    return value


def _in_prose(context: Context) -> Iterator[Fact]:
    for hit in (*_PROSE.finditer(context.text), *_SHORT_PROSE.finditer(context.text)):
        value = case_number_in(hit["number"])
        if value and not re.search(
            r"\byour\s*$", context.text[max(0, hit.start() - 12) : hit.start()], re.IGNORECASE
        ):
            start = hit.start("number")
            yield context.paper.fact("case_number", value, start, start + len(value))


def _named(context: Context) -> Iterator[Fact]:
    for pattern in (_NAMED, _BARE, _ALONE):
        for hit in pattern.finditer(context.text[:3000]):
            yield context.paper.fact("case_number", hit["number"], hit.start("number"), hit.end("number"))
        if any(True for _ in pattern.finditer(context.text[:3000])):
            return
