"""A guideline laid out for reading: first the ladder, then numbered paragraphs that one can cite."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from writdesk.core.guideline import Basis, Guideline, IfNotMet, Passage, Provision
from writdesk.web.public.ladder import Rung, ladder_of, spoken, title_of

CONSEQUENCES = {
    IfNotMet.CLARIFY: "If it is missing, the desk asks for it.",
    IfNotMet.REJECT: "Without it, the request is rejected.",
    IfNotMet.REFER: "Otherwise the request is referred elsewhere.",
    IfNotMet.DISREGARD: "Otherwise the request is disregarded.",
    IfNotMet.FLAG: "If it is missing, a person at the desk looks at it.",
}
PRACTICE = "Good practice of the desk; the guideline's text does not ask for it."
BULLETS = ("*", "-", "•")


@dataclass(frozen=True, kw_only=True)
class Block:
    """A piece of the guideline's words: running text, or the items of a list."""

    text: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """One numbered paragraph: the guideline's own words, and what the desk does with them.

    ``section`` is the text's own heading, where it differs from that of the paragraph before.
    """

    anchor: str
    words: tuple[Block, ...]
    title: str = ""
    section: str = ""
    remedy: str = ""
    notes: tuple[str, ...] = ()
    number: int = 0


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """A heading with its paragraphs."""

    title: str
    anchor: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The whole guideline: processes as columns, categories as rungs, and the chapters."""

    processes: tuple[str, ...]
    ladder: tuple[Rung, ...]
    chapters: tuple[Chapter, ...]

    @property
    def has_gaps(self) -> bool:
        """Whether the text leaves some of the ladder open."""
        return any(cell.answer == "cannot_tell" for rung in self.ladder for cell in rung.cells)


def read_out(guideline: Guideline) -> Reading:
    """The guideline, laid out. Paragraphs are numbered through from 1."""
    chapters = (
        _chapter("routing", "Where this guideline applies", _routing(guideline)),
        _chapter("requirements", "What a request must be", _provisions(guideline)),
        _chapter("data", "What each kind of data is", _categories(guideline)),
        _chapter("process", "What counts as legal process", _processes(guideline)),
        _chapter("answer", "How the provider answers", _rules(guideline)),
        _chapter("rest", "The rest of the text", _sections(guideline)),
    )
    return Reading(
        processes=tuple(title_of(process) for process in guideline.processes),
        ladder=ladder_of(guideline),
        chapters=_numbered(chapter for chapter in chapters if chapter.paragraphs),
    )


def _chapter(anchor: str, title: str, paragraphs: Iterable[Paragraph]) -> Chapter:
    return Chapter(title=title, anchor=anchor, paragraphs=tuple(paragraphs))


def _numbered(chapters: Iterable[Chapter]) -> tuple[Chapter, ...]:
    count = itertools.count(1)
    numbered = []
    for chapter in chapters:
        section, paragraphs = "", []
        for paragraph in chapter.paragraphs:
            heading = paragraph.section if paragraph.section != section else ""
            section = paragraph.section
            paragraphs.append(replace(paragraph, number=next(count), section=heading))
        numbered.append(replace(chapter, paragraphs=tuple(paragraphs)))
    return tuple(numbered)


def blocks(text: str) -> tuple[Block, ...]:
    """The words as running text and lists, in their order.

    >>> [block.items or block.text for block in blocks("It may include:\\n* a name\\n* an address")]
    ['It may include:', ('a name', 'an address')]
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    groups = itertools.groupby(lines, key=lambda line: line.startswith(BULLETS))
    return tuple(block for is_list, group in groups for block in _block(is_list, tuple(group)))


def _block(is_list: bool, lines: tuple[str, ...]) -> Iterator[Block]:
    if is_list:
        yield Block(items=tuple(line.lstrip("".join(BULLETS)).strip() for line in lines))
    else:
        yield from (Block(text=line) for line in lines)


def _provisions(guideline: Guideline) -> Iterator[Paragraph]:
    for provision in guideline.provisions:
        yield Paragraph(
            anchor=provision.id,
            words=blocks(provision.text),
            section=provision.section,
            remedy=provision.remedy,
            notes=tuple(_provision_notes(provision, guideline)),
        )


def _provision_notes(provision: Provision, guideline: Guideline) -> Iterator[str]:
    if set(provision.applies_to) != set(guideline.request_types):
        yield f"For {' and '.join(provision.applies_to)} requests only."
    yield CONSEQUENCES[provision.if_not_met]
    if provision.basis is Basis.PRACTICE:
        yield PRACTICE


def _categories(guideline: Guideline) -> Iterator[Paragraph]:
    for category in guideline.categories:
        notes = [f"Fields: {spoken(category.fields)}."] if category.fields else []
        yield Paragraph(
            anchor=f"data-{category.id}",
            title=category.title,
            words=blocks(category.text),
            section=category.section,
            notes=tuple(notes + [note for note in (category.except_text, category.retention) if note]),
        )


def _processes(guideline: Guideline) -> Iterator[Paragraph]:
    for process in guideline.processes:
        forms = (f"Forms: {spoken(process.forms)}.",) if process.forms else ()
        yield Paragraph(
            anchor=f"process-{process.id}",
            title=title_of(process),
            words=blocks(process.text),
            section=process.section,
            notes=forms,
        )


def _routing(guideline: Guideline) -> Iterator[Paragraph]:
    if guideline.routing.text:
        yield _passage("whom-it-serves", guideline.routing)
    for referral in guideline.routing.refers:
        yield Paragraph(
            anchor=f"refers-{referral.to}"
            if "/" not in referral.to
            else f"refers-{referral.jurisdictions[0]}",
            words=blocks(referral.text),
            section=referral.section,
            notes=(f"{', '.join(referral.jurisdictions)}: {referral.to}.",),
        )
    for channel in guideline.channels:
        yield Paragraph(
            anchor=f"channel-{channel.id}",
            title=channel.title or channel.id,
            words=blocks(channel.text),
            section=channel.section,
            notes=tuple(note for note in (channel.address, channel.note) if note),
        )


def _rules(guideline: Guideline) -> Iterator[Paragraph]:
    rules: dict[str, Passage] = {
        "preservation": guideline.preservation,
        "emergency": guideline.emergency,
        "notice": guideline.notice,
        "foreign": guideline.foreign,
        "enforcement": guideline.enforcement,
        "reimbursement": guideline.reimbursement,
        "service": guideline.service,
        "response": guideline.response,
        "retention": guideline.retention,
        "accuracy": guideline.accuracy,
    }
    for anchor, passage in rules.items():
        if passage.text:
            yield _passage(anchor, passage)
    for index, reply in enumerate(guideline.replies, start=1):
        yield _passage(f"reply-{index}", reply)


def _passage(anchor: str, passage: Passage) -> Paragraph:
    return Paragraph(anchor=anchor, words=blocks(passage.text), section=passage.section)


def _sections(guideline: Guideline) -> Iterator[Paragraph]:
    for index, section in enumerate(guideline.sections, start=1):
        yield Paragraph(anchor=f"section-{index}", words=blocks(section.text), section=section.heading)
