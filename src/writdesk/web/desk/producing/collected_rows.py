"""What was collected, as the pages of the review show it: sections, what is left out, and hashes."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from writdesk.actions.producing.reviewing import pages_of, sections_of
from writdesk.adapters.sections import MOST_COUNTED, Section
from writdesk.adapters.staged_reading import tally
from writdesk.adapters.vault import open_text
from writdesk.core.guideline import Guideline
from writdesk.core.leaving_out import REASONS, LeftOutReason
from writdesk.core.lifecycle import Status
from writdesk.store.people import Person, Role
from writdesk.store.productions import Collection, LeftOut, Production, left_out_of
from writdesk.store.requests import Request
from writdesk.web.desk.words import count_words, words
from writdesk.web.measures import instant_words, size_words


@dataclass(frozen=True, kw_only=True)
class SectionRow:
    """One kind of record in one category."""

    category: str
    kind: str
    url: str
    records: str
    left_out: str
    others: str
    media: str


@dataclass(frozen=True, kw_only=True)
class LeftOutRow:
    """One act of leaving out, as far as it still stands."""

    id: int
    what: str
    reason: str
    words: str
    note: str
    who: str


@dataclass(frozen=True, kw_only=True)
class TallyRow:
    """One file of records as it would be packed now."""

    path: str
    records: str
    media: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """A finished collection while people look through it."""

    sections: tuple[SectionRow, ...]
    acts: tuple[LeftOutRow, ...]
    collected: str
    left_out: str
    kept: str
    is_anything_left_out: bool
    may_change: bool
    is_certified: bool


def reviewed_for(request: Request, guideline: Guideline, person: Person) -> Reviewed | None:
    """The newest finished collection; None before there is one."""
    collection = newest_finished(request)
    if collection is None:
        return None
    acts = list(collection.left_outs.exclude(records=0).select_related("by"))
    titles = titles_of(guideline)
    is_certified = (
        Production.objects.filter(collection=collection).exclude(state=Production.State.FAILED).exists()
    )
    is_open = request.status == Status.READY
    may_read = is_open and person.has_role(Role.CUSTODIAN, Role.COUNSEL)
    total = sum(section["records"] for section in collection.sections)
    gone = sum(act.records for act in acts)
    return Reviewed(
        sections=tuple(
            _section_row(request, section, titles, acts, may_read) for section in sections_of(collection)
        ),
        acts=tuple(_left_out_row(request, act, titles) for act in acts),
        collected=count_words(total, "record", "records"),
        left_out=count_words(gone, "record is", "records are") if gone else "None",
        kept=count_words(total - gone, "record", "records"),
        is_anything_left_out=bool(gone),
        may_change=is_open and not is_certified and person.has_role(Role.CUSTODIAN),
        is_certified=is_certified,
    )


def newest_finished(request: Request) -> Collection | None:
    """The collection that is looked through, or was certified."""
    return (
        request.collections.filter(state=Collection.State.FINISHED).select_related("grant__decision").last()
    )


def titles_of(guideline: Guideline) -> dict[str, str]:
    """The categories' names as the guideline writes them."""
    return {category.id: category.title or category.id for category in guideline.categories}


def others_words(section: Section) -> str:
    """How many other people appear; nothing where nobody does."""
    if not section.third_records:
        return ""
    number = "more than 100,000" if section.third_persons >= MOST_COUNTED else f"{section.third_persons:,}"
    people = "other person" if section.third_persons == 1 else "other people"
    return f"{number} {people}, in {count_words(section.third_records, 'record', 'records')}"


def section_url(request: Request, category: str, kind: str) -> str:
    """Where the records of a section are looked through."""
    return reverse("desk_section", args=[request.reference, category, kind])


def tally_rows(collection: Collection) -> tuple[TallyRow, ...]:
    """Counts and hashes of what would be packed now; read from the records themselves."""
    found = tally(pages_of(collection), sections_of(collection), left_out_of(collection))
    return tuple(
        TallyRow(
            path=each.path.removeprefix("data/"),
            records=f"{each.records:,}",
            media=media_words(each.media_files, each.media_bytes),
            sha256=each.sha256,
        )
        for each in found
    )


def media_words(files: int, size: int) -> str:
    """How many files, and how large together; nothing where there are none."""
    return f"{count_words(files, 'file', 'files')}, {size_words(size)}" if files else ""


def _section_row(
    request: Request, section: Section, titles: dict[str, str], acts: list[LeftOut], may_read: bool
) -> SectionRow:
    mine = [act for act in acts if (act.category, act.kind) == (section.category, section.kind)]
    gone = sum(act.records for act in mine)
    return SectionRow(
        category=titles.get(section.category) or words(section.category),
        kind=words(section.kind),
        url=section_url(request, section.category, section.kind) if may_read else "",
        records=f"{section.records:,}",
        left_out=f"{gone:,}" if gone else "",
        others=others_words(section),
        media=media_words(section.media_files, section.media_bytes),
    )


def _left_out_row(request: Request, act: LeftOut, titles: dict[str, str]) -> LeftOutRow:
    reason = REASONS[LeftOutReason(act.reason)]
    return LeftOutRow(
        id=act.pk,
        what=f"{act.records:,} × {words(act.kind).lower()}, {titles.get(act.category) or act.category}",
        reason=reason.choice,
        words=open_text(request.data_key, act.words_sealed or b"", "left_out.words"),
        note=reason.note,
        who=f"{act.by}, {instant_words(act.at)}",
    )
