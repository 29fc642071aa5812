"""The records of one kind, fifty at a time, with a search; and the acts of leaving out and putting back.

What is searched for may be somebody's name, so it travels in the form and never in an address.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from writdesk.actions.actor import Actor
from writdesk.actions.errors import InputRefused
from writdesk.actions.producing.leave_out import leave_out
from writdesk.actions.producing.look_at_section import look_at_section
from writdesk.actions.producing.put_back import put_back, undo_leaving_out
from writdesk.actions.producing.reviewing import Chosen, pages_of
from writdesk.actions.reading import guideline_of
from writdesk.adapters.sections import Section
from writdesk.adapters.staged_reading import StagedPages, StagedRecord
from writdesk.core.leaving_out import REASONS, LeftOutReason
from writdesk.store.people import Role
from writdesk.store.productions import Collection, Production
from writdesk.web.absence import answers_absence
from writdesk.web.desk.acting import Acting, attempt, person_of
from writdesk.web.desk.producing.collected import show_collected
from writdesk.web.desk.producing.collected_rows import others_words, titles_of
from writdesk.web.desk.producing.section_rows import RecordRow, record_row, standing_of
from writdesk.web.desk.queue_rows import Row, row_of
from writdesk.web.desk.record import EntryRow, entries_on
from writdesk.web.desk.refusals import REFUSED, Refusal, refusal_of
from writdesk.web.desk.request_page import changes_since
from writdesk.web.desk.words import count_words, words
from writdesk.web.pages import render

ROWS = 50
LONGEST_SEARCH = 200


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where on a section somebody is: from which record on, what they look for, what they have chosen."""

    start: int = 0
    text: str = ""
    chosen: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class ReasonChoice:
    """One reason of the list."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class SectionPage:
    """One page of a section."""

    row: Row
    revision: int
    category: str
    kind: str
    category_title: str
    kind_title: str
    total: str
    others: str
    note: str
    text: str
    found: str
    first: int
    last: int
    records: tuple[RecordRow, ...]
    start: int
    previous_start: int | None
    next_start: int | None
    reasons: tuple[ReasonChoice, ...]
    typed_words: str
    may_change: bool
    left_out: str
    refusal: Refusal | None
    changes: tuple[EntryRow, ...] = field(default=())


@dataclass(frozen=True, kw_only=True)
class _Cut:
    """What of a section is shown."""

    records: list[StagedRecord]
    total: int
    start: int


@answers_absence
def show(request: HttpRequest, reference: str, category: str, kind: str) -> HttpResponse:
    """GET shows fifty records from ``?from=`` on; POST those that mention what was typed."""
    asked = request.POST if request.method == "POST" else request.GET
    place = Place(start=_number(asked.get("from", "")), text=_text(request))
    return _show(request, reference, category, kind, place=place, refusal=None)


@answers_absence
def leave(request: HttpRequest, reference: str, category: str, kind: str) -> HttpResponse:
    """POST leaves out the chosen records, those that mention what was typed, or all of the section."""
    chosen = _chosen(request, category, kind)

    def act(now: Acting) -> object:
        return leave_out(
            reference,
            chosen=chosen,
            reason=_reason(request),
            words=request.POST.get("words", ""),
            **now.given,
        )

    said = "Left out. It can be put back until you certify."
    return _act(request, reference, category, kind, act=act, said=said)


@answers_absence
def back(request: HttpRequest, reference: str, category: str, kind: str) -> HttpResponse:
    """POST puts the chosen records back."""
    chosen = _chosen(request, category, kind)
    return _act(
        request,
        reference,
        category,
        kind,
        act=lambda now: put_back(reference, chosen=chosen, **now.given),
        said="Put back.",
    )


@answers_absence
def undo(request: HttpRequest, reference: str, act: int) -> HttpResponse:
    """POST puts back all that one act left out."""
    if request.method != "POST":
        return redirect("desk_collected", reference=reference)
    refusal = attempt(
        request, lambda now: undo_leaving_out(reference, left_out=act, **now.given), form="left-out"
    )
    if refusal is not None:
        return show_collected(request, reference, refusal)
    messages.success(request, "Put back.")
    return redirect("desk_collected", reference=reference)


def _act(
    request: HttpRequest,
    reference: str,
    category: str,
    kind: str,
    *,
    act: Callable[[Acting], object],
    said: str,
) -> HttpResponse:
    start = _number(request.POST.get("from", ""))
    if request.method == "POST":
        refusal = attempt(request, act, form="records")
        if refusal is not None:
            place = Place(start=start, text=_text(request), chosen=frozenset(_numbers(request)))
            return _show(request, reference, category, kind, place=place, refusal=refusal)
        messages.success(request, said)
    address = redirect("desk_section", reference=reference, category=category, kind=kind)
    if start:
        address["Location"] += f"?from={start}"
    return address


def _show(
    request: HttpRequest,
    reference: str,
    category: str,
    kind: str,
    *,
    place: Place,
    refusal: Refusal | None,
) -> HttpResponse:
    person = person_of(request)
    try:
        collection, section = look_at_section(
            reference, category=category, kind=kind, by=Actor(person=person), at=timezone.now()
        )
    except REFUSED as error:
        return show_collected(request, reference, refusal_of(error, "sections", {}, None))
    cut = _cut(pages_of(collection), section, place)
    page = _page(collection, section, place, cut, refusal, may_change=person.has_role(Role.CUSTODIAN))
    return render(request, "desk/section.html", page, status=refusal.status if refusal else 200)


def _cut(pages: StagedPages, section: Section, place: Place) -> _Cut:
    start = min(max(place.start, 0), section.records - 1)
    if not place.text:
        start -= start % ROWS
        first = section.first + start
        records = pages.page(first, min(first + ROWS - 1, section.last))
        return _Cut(records=records, total=section.records, start=start)
    found = pages.find(section, place.text)
    for _ in islice(found, start):
        pass
    records = list(islice(found, ROWS))
    return _Cut(records=records, total=start + len(records) + sum(1 for _ in found), start=start)


def _page(
    collection: Collection,
    section: Section,
    place: Place,
    cut: _Cut,
    refusal: Refusal | None,
    *,
    may_change: bool,
) -> SectionPage:
    request = collection.request
    acts = list(collection.left_outs.exclude(records=0))
    standing = standing_of(section, acts)
    gone = sum(act.records for act in acts if (act.category, act.kind) == (section.category, section.kind))
    typed = refusal.typed if refusal else {}
    shown = cut.start + len(cut.records)
    return SectionPage(
        row=row_of(request, timezone.now()),
        revision=request.revision,
        category=section.category,
        kind=section.kind,
        category_title=titles_of(guideline_of(request)).get(section.category) or words(section.category),
        kind_title=words(section.kind),
        total=count_words(section.records, "record", "records"),
        others=others_words(section),
        note=section.note,
        text=place.text,
        found=count_words(cut.total, "record", "records"),
        first=cut.start + 1,
        last=shown,
        records=tuple(
            record_row(request.reference, section, record, standing, place.chosen) for record in cut.records
        ),
        start=cut.start,
        previous_start=max(cut.start - ROWS, 0) if cut.start else None,
        next_start=shown if shown < cut.total else None,
        reasons=tuple(
            ReasonChoice(value=reason.value, label=said.choice, is_chosen=typed.get("reason") == reason.value)
            for reason, said in REASONS.items()
        ),
        typed_words=typed.get("words", ""),
        may_change=may_change and not _is_certified(collection),
        left_out=f"{gone:,} left out" if gone else "none left out",
        refusal=refusal,
        changes=changes_since(entries_on(request), refusal) if refusal else (),
    )


def _is_certified(collection: Collection) -> bool:
    return Production.objects.filter(collection=collection).exclude(state=Production.State.FAILED).exists()


def _chosen(request: HttpRequest, category: str, kind: str) -> Chosen:
    """Which records the pressed button means; without a word about it, those that are ticked."""
    which, text = request.POST.get("which", ""), _text(request)
    if which == "all":
        return Chosen(category=category, kind=kind)
    if which == "matching" and text:
        return Chosen(category=category, kind=kind, text=text)
    return Chosen(category=category, kind=kind, numbers=tuple(_numbers(request)))


def _reason(request: HttpRequest) -> LeftOutReason:
    """The chosen reason. Raises ``InputRefused``."""
    try:
        return LeftOutReason(request.POST.get("reason", ""))
    except ValueError as unknown:
        raise InputRefused([("reason", "Choose a reason from the list.")]) from unknown


def _numbers(request: HttpRequest) -> list[int]:
    return [_number(text) for text in request.POST.getlist("record")[:ROWS]]


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _text(request: HttpRequest) -> str:
    return request.POST.get("find", "").strip()[:LONGEST_SEARCH]
