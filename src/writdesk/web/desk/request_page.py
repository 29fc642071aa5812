"""One request on one page: what is asked, what stands against it, what was done, what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from writdesk.actions.reading import assessment_of, form_of
from writdesk.actions.review.facts_read import facts_read
from writdesk.actions.review.hindrances import hindrances
from writdesk.adapters.errors import KeyDestroyed
from writdesk.core.assessment import Assessment
from writdesk.core.lifecycle import Status
from writdesk.core.request_document import request_document
from writdesk.store.access import request_for
from writdesk.store.requests import Request
from writdesk.web.absence import answers_absence
from writdesk.web.desk.acting import person_of
from writdesk.web.desk.alarm import AlarmBanner, alarm_of
from writdesk.web.desk.asked import Group, asked_by
from writdesk.web.desk.correspondence import Correspondence, correspondence_of
from writdesk.web.desk.findings import FindingRow, ReachRow, finding_rows, reach_note, reach_rows
from writdesk.web.desk.next_steps import NextSteps, may_judge, may_take, next_steps
from writdesk.web.desk.producing.produced import Produced, produced_for
from writdesk.web.desk.queue_rows import Row, row_of
from writdesk.web.desk.reading.documents import Documents, documents_of
from writdesk.web.desk.reading.fact_sources import sources_of
from writdesk.web.desk.reading.marks import markings_of
from writdesk.web.desk.reading.read_facts import ReadPart, read_part
from writdesk.web.desk.record import (
    CallRow,
    DecisionRow,
    EntryRow,
    LetterRow,
    calls_of,
    decisions_of,
    entries_on,
    letters_of,
)
from writdesk.web.desk.refusals import Refusal
from writdesk.web.desk.sender import Sender, sender_of
from writdesk.web.desk.signals import Signal, signals_of
from writdesk.web.desk.words import DISPOSITIONS, NOTICE_PLANS, words
from writdesk.web.measures import day_words, instant_words
from writdesk.web.pages import render

# Before the decision the page says what stands against it; afterwards the decision itself says what was so.
BEFORE_DECISION = {Status.RECEIVED, Status.UNDER_REVIEW, Status.PROVISIONALLY_PRESERVED}


@dataclass(frozen=True, kw_only=True)
class Against:
    """One thing that stands against approval; ``finding`` is the id of the finding that says so."""

    sentence: str
    finding: str
    name: str


@dataclass(frozen=True, kw_only=True)
class ClockRow:
    """One clock of the assessment."""

    name: str
    starts: str
    due: str


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What is planned about telling the account holder."""

    plan: str
    because: str
    when: str


@dataclass(frozen=True, kw_only=True)
class RequestPage:
    """The page of one request. ``refusal`` is there when an act sent from it was not done."""

    row: Row
    revision: int
    channel: str
    received: str
    guideline: str
    guideline_url: str
    is_open: bool
    may_assign: bool
    alarm: AlarmBanner | None
    signals: tuple[Signal, ...]
    suggestion: str
    against: tuple[Against, ...]
    asked: tuple[Group, ...]
    documents: Documents
    read: ReadPart
    sender: Sender
    findings: tuple[FindingRow, ...]
    met: tuple[FindingRow, ...]
    reach: tuple[ReachRow, ...]
    reach_note: str
    clocks: tuple[ClockRow, ...]
    notice: Notice
    letters: tuple[LetterRow, ...]
    correspondence: Correspondence
    decisions: tuple[DecisionRow, ...]
    calls: tuple[CallRow, ...]
    produced: Produced
    entries: tuple[EntryRow, ...]
    changes: tuple[EntryRow, ...]
    next: NextSteps
    refusal: Refusal | None


@answers_absence
def show(request: HttpRequest, reference: str) -> HttpResponse:
    """The page."""
    return show_request(request, reference)


def show_request(request: HttpRequest, reference: str, refusal: Refusal | None = None) -> HttpResponse:
    """The page, with the words of a refused act where there is one. Raises ``NotFound``."""
    row = request_for(person_of(request), reference)
    try:
        page = _page(row, request, refusal)
    except KeyDestroyed:
        return render(request, "desk/destroyed.html", row_of(row, timezone.now()))
    return render(request, "desk/request.html", page, status=refusal.status if refusal else 200)


def _page(row: Request, request: HttpRequest, refusal: Refusal | None) -> RequestPage:
    person, form = person_of(request), form_of(row)
    assessment = assessment_of(row, form)
    guideline = assessment.guideline
    against = hindrances(row, form, assessment) if row.status in BEFORE_DECISION else []
    findings = finding_rows(assessment, may_judge=may_judge(row, person), refusal=refusal)
    entries = entries_on(row)
    document = request_document(form)
    read = facts_read(row, document)
    documents = documents_of(row, markings=markings_of(read))
    return RequestPage(
        row=row_of(row, timezone.now()),
        revision=row.revision,
        channel=row.channel,
        received=instant_words(row.received_at),
        guideline=f"{guideline.title}, {guideline.provider}, version {guideline.version}",
        guideline_url=reverse("guideline_page", args=[guideline.id, guideline.version]),
        is_open=row.is_open,
        may_assign=row.is_open and may_take(person),
        alarm=alarm_of(row, person),
        signals=signals_of(row, form, assessment, read),
        suggestion=DISPOSITIONS[assessment.disposition.value] if row.status in BEFORE_DECISION else "",
        against=tuple(_against(sentence, assessment) for sentence in against),
        asked=asked_by(form, guideline, sources_of(row, document, read)),
        documents=documents,
        read=read_part(
            row,
            document,
            read,
            guideline,
            may_judge=may_judge(row, person),
            total=documents.total,
            refusal=refusal,
        ),
        sender=sender_of(row, form, person),
        findings=tuple(each for each in findings if each.outcome != "met"),
        met=tuple(each for each in findings if each.outcome == "met"),
        reach=reach_rows(assessment),
        reach_note=reach_note(form.kind),
        clocks=_clocks(assessment),
        notice=_notice(assessment),
        letters=letters_of(row),
        correspondence=correspondence_of(row, person, timezone.now(), refusal),
        decisions=decisions_of(row, guideline),
        calls=calls_of(row),
        produced=produced_for(row, guideline),
        entries=entries,
        changes=changes_since(entries, refusal),
        next=next_steps(row, person, against=len(against)),
        refusal=refusal,
    )


def _against(sentence: str, assessment: Assessment) -> Against:
    """A sentence that begins with a provision's id leads to its finding."""
    provision, _, rest = sentence.partition(": ")
    if any(finding.provision.id == provision for finding in assessment.findings):
        return Against(sentence=rest, finding=provision, name=words(provision))
    return Against(sentence=sentence, finding="", name="")


def changes_since(entries: tuple[EntryRow, ...], refusal: Refusal | None) -> tuple[EntryRow, ...]:
    """What others did since the page was made: each act is one revision and one entry."""
    return entries[refusal.seen :] if refusal is not None and refusal.is_changed_meanwhile else ()


def _clocks(assessment: Assessment) -> tuple[ClockRow, ...]:
    return tuple(
        ClockRow(name=words(clock.name.value), starts=day_words(clock.starts), due=day_words(clock.due))
        for clock in assessment.clocks
    )


def _notice(assessment: Assessment) -> Notice:
    plan = assessment.notice
    when = f"until {day_words(plan.until)}" if plan.until else ""
    return Notice(
        plan=NOTICE_PLANS[plan.plan.value],
        because=plan.because,
        when="before anything is disclosed" if plan.before_disclosure else when,
    )
