"""The receipt, to print: what was sent, when, and what happens next."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from writdesk.actions.reading import assessment_of, guideline_of
from writdesk.store.access import request_for
from writdesk.web.absence import answers_absence
from writdesk.web.measures import day_words, instant_words
from writdesk.web.officer.acting import person_of
from writdesk.web.officer.sent import Asked, SentDocument, asked_of, documents_left_over, documents_of
from writdesk.web.officer.words import CLOCKS, KINDS, status_words
from writdesk.web.pages import render


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """One request as it was received."""

    reference: str
    kind: str
    received: str
    provider: str
    guideline: str
    agency: str
    asked: Asked
    documents: tuple[SentDocument, ...]
    documents_left_over: int
    service: str
    section: str
    next: str
    clocks: tuple[tuple[str, str], ...]


@answers_absence
def show(request: HttpRequest, reference: str) -> HttpResponse:
    """The page."""
    row = request_for(person_of(request), reference)
    guideline, assessment = guideline_of(row), assessment_of(row)
    page = Receipt(
        reference=row.reference,
        kind=KINDS[row.kind],
        received=instant_words(row.received_at),
        provider=guideline.provider,
        guideline=f"{guideline.title}, version {guideline.version}",
        agency=row.agency,
        asked=asked_of(row),
        documents=documents_of(row),
        documents_left_over=documents_left_over(row),
        service=guideline.service.text,
        section=guideline.service.section,
        next=status_words(row.status)[1],
        clocks=tuple((CLOCKS[clock.name.value], day_words(clock.due)) for clock in assessment.clocks),
    )
    return render(request, "officer/receipt.html", page)
