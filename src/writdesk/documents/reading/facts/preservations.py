"""What a preservation adds: the request that it extends, and the steps being taken to obtain process."""

from __future__ import annotations

import re
from collections.abc import Iterator

from writdesk.documents.reading.fact import Fact
from writdesk.documents.reading.facts.case_numbers import case_number_in
from writdesk.documents.reading.facts.context import Context
from writdesk.documents.reading.paper import tidy

_OURS = re.compile(r"\bPR-\d{4}-\d{4,8}\b")
_STEPS = re.compile(
    r"\b(?:(?:application|applying|appl(?:y|ied)|petition)\b.{0,80}\b(?:warrant|order|subpoena|process|assistance)|"
    r"(?:warrant|order|subpoena|MLAT|(?:mutual\s+)?legal\s+assistance\s+request|letters?\s+rogatory|grand\s+jury)\b.{0,80}\b(?:is\s+being|will\s+be|has\s+been|was|is\s+with|are\s+being|"
    r"being\s+(?:drafted|prepared|sought)|signed|pending|submitted|drafted|prepared|issued|expected)|"
    r"(?:are|is|am)\s+(?:currently\s+)?(?:drafting|preparing|seeking|obtaining|pursuing|in\s+the\s+process\s+of)\b|"
    r"(?:application|petition|request)\s+(?:is|are|lies)\s+(?:now\s+)?(?:before|pending|with)\b|"
    r"will\s+(?:send|submit|transmit|forward|issue|file|apply|seek|obtain|serve)\b.{0,80}\b(?:warrant|order|subpoena|process|treaty|assistance|MLAT|rogatory)|"
    r"(?:warrant|order|subpoena|process|treaty\s+request|MLAT)\b.{0,40}\b(?:will|is\s+to|shall)\s+follow|"
    r"we\s+(?:expect|intend|plan)\s+to\s+(?:serve|obtain|seek))",
    re.IGNORECASE | re.DOTALL,
)
_REQUEST = re.compile(
    r"\b(?:pending\s+(?:the\s+)?(?:issuance|receipt|service)|requested\s+(?:pursuant|that)|we\s+(?:hereby\s+)?(?:ask|request)|please\s+preserve|I\s+request)\b",
    re.IGNORECASE,
)


def read_preservation(context: Context) -> Iterator[Fact]:
    """Reference of the earlier request, and the steps."""
    yield from _extends(context)
    yield from _steps(context)


def _extends(context: Context) -> Iterator[Fact]:
    for field in context.labelled("extends"):
        value = case_number_in(field.value)
        if value and not re.match(r"our\b", field.label, re.IGNORECASE):
            yield field.fact(context.paper, "extends", value, value)
            return
    if re.search(r"\bextend|extension|renew|additional\s+(?:90|ninety)", context.text, re.IGNORECASE):
        for hit in _OURS.finditer(context.text):
            yield context.paper.fact("extends", hit.group(), hit.start(), hit.end())
            return


def _steps(context: Context) -> Iterator[Fact]:
    for field in context.labelled("steps"):
        value = tidy(field.whole)
        if len(value) > 12 and not re.search(r"_{4,}", value):
            yield field.fact(context.paper, "steps_being_taken", value, lines=1 + len(field.more))
            return
    for sentence in context.sentences:
        if _STEPS.search(sentence.text) and not _REQUEST.search(sentence.text) and len(sentence.text) < 400:
            start = _after_list(sentence.text) + sentence.start
            value = tidy(context.text[start : sentence.end])
            found = context.paper.fact("steps_being_taken", value, start, sentence.end)
            yield found if value[:1].isalpha() else found.offered("its beginning is missing")
            return


def _after_list(text: str) -> int:
    """Where the steps begin in a sentence that recognition joined to the list before it."""
    if ":" not in text:
        return 0
    lines = [hit.end() for hit in re.finditer(r"\n(?=[A-Z])", text)]
    return max((place for place in lines if _STEPS.search(text[place:])), default=0)
