"""One document read: its words by text or by recognition, its facts, its warnings."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

from writdesk.documents.emergency_form.facts import facts_of_emergency_form
from writdesk.documents.emergency_form.read_back import FilledForm, read_emergency_form
from writdesk.documents.inspection import Inspection
from writdesk.documents.intake import inspect
from writdesk.documents.media_types import DOCX, PDF, TEXT
from writdesk.documents.reading.answers import (
    AnswerBroken,
    ReadFile,
    ReadPage,
    file_from,
    recognised_from,
)
from writdesk.documents.reading.comparison import agreement, hidden_warnings
from writdesk.documents.reading.facts.process import Process
from writdesk.documents.reading.grammar import Reading, read_paper
from writdesk.documents.reading.limits import ReadingLimits
from writdesk.documents.reading.paper import Paper, paper_of_lines, paper_of_pages
from writdesk.documents.reading.places import Page
from writdesk.documents.reading.processes import ask, recognition_pool, text_pool
from writdesk.documents.reading.signatures import DocumentSignature, read_signatures
from writdesk.documents.reading.warnings import DocumentWarning, warning
from writdesk.documents.reading.word_documents import paper_of_docx

DEFAULT_LIMITS = ReadingLimits()
# Below this part of common words a text layer and its picture say different things.
_LEAST_AGREEMENT = 0.6


@dataclass(frozen=True, kw_only=True)
class DocumentReading:
    """A document as it was read. ``reading`` is None where nothing could be."""

    name: str
    inspection: Inspection
    paper: Paper | None = None
    reading: Reading | None = None
    pages: int | None = None
    recognised: tuple[int, ...] = ()
    makings: dict[str, Any] = field(default_factory=dict)
    signatures: tuple[DocumentSignature, ...] = ()
    warnings: tuple[DocumentWarning, ...] = ()
    # The desk's own emergency form, where this is one that was filled in.
    form: FilledForm | None = None

    def to_document(self) -> dict[str, Any]:
        """As JSON values: ``{sha256, media_type, pages, signatures, warnings}`` and what else is known."""
        return {
            "name": self.name,
            "sha256": self.inspection.sha256,
            "media_type": self.inspection.media_type,
            "size": self.inspection.size,
            "pages": self.pages,
            "recognised_pages": list(self.recognised),
            "made_with": self.makings or None,
            "signatures": [each.to_document() for each in self.signatures],
            "warnings": [each.to_document() for each in self.warnings],
        }


def read_document(
    content: bytes,
    *,
    name: str,
    hosts: tuple[str, ...] = (),
    roots: tuple[bytes, ...] = (),
    limits: ReadingLimits = DEFAULT_LIMITS,
) -> DocumentReading:
    """What a document says. Bytes that cannot be read are named in the warnings; nothing is raised for them.

    Raises ``ReaderUnavailable`` or ``ReaderBusy`` when the desk itself cannot read now.
    """
    inspection = inspect(BytesIO(content), name=name, limits=limits.files)
    notes = tuple(
        DocumentWarning(code=note.code, message=note.message)
        for note in inspection.notes
        # Signatures are validated here, and have their own place in the answer.
        if note.code != "signature"
    )
    blank = DocumentReading(name=name, inspection=inspection, pages=inspection.pages, warnings=notes)
    if not inspection.is_accepted:
        faults = tuple(
            warning("not_read", detail=fault.code, why=fault.message) for fault in inspection.faults
        )
        return replace(blank, warnings=notes + faults)
    if inspection.media_type == PDF:
        blank = replace(blank, signatures=read_signatures(content, roots=roots))
    read = _Work(content, inspection, limits).read(blank)
    paper = read.paper
    if paper is None:
        return read
    filled = read_emergency_form(content, inspection.media_type, limits=limits.files)
    if filled is not None:
        read = replace(read, warnings=(*read.warnings, *_of_form(filled)))
        if filled.form is not None and filled.is_filled:
            return replace(read, form=filled, reading=_stated(filled))
    return replace(read, reading=read_paper(paper, hosts=hosts))


def _of_form(filled: FilledForm) -> list[DocumentWarning]:
    if filled.form is None:
        return [warning("emergency_form_unknown", detail=filled.guideline)]
    found = [warning("emergency_form", detail=filled.guideline)] if filled.is_filled else []
    if filled.newer:
        found.append(warning("emergency_form_older", detail=f"{filled.guideline}, newest {filled.newer}"))
    return found


def _stated(filled: FilledForm) -> Reading:
    """What the form's fields state; its own labels and sentences are no facts."""
    reasons = (f"this desk’s emergency form for {filled.guideline}",)
    process = Process(kind="emergency", reasons=reasons, is_certain=True)
    return Reading(facts=facts_of_emergency_form(filled), process=process)


@dataclass
class _Work:
    content: bytes
    inspection: Inspection
    limits: ReadingLimits

    def read(self, blank: DocumentReading) -> DocumentReading:
        """The document with its paper."""
        if self.inspection.media_type == TEXT:
            text = self.content.decode("utf-8-sig", "replace")
            return replace(blank, paper=paper_of_lines(self.inspection.sha256, text.splitlines()))
        told = self._told()
        if told is None or told.fault:
            why = "its reader gave up over it. Open it yourself."
            return replace(blank, warnings=(*blank.warnings, warning("not_read", why=why)))
        if self.inspection.media_type == DOCX:
            return self._word(blank, told)
        return self._pages(blank, told)

    def _told(self) -> ReadFile | None:
        job = {"media_type": self.inspection.media_type, "most_pages": self.limits.pages}
        answer = ask(text_pool(), job, self.content, replace(self.limits.files, seconds=self.limits.seconds))
        try:
            return file_from(answer) if answer is not None else None
        except AnswerBroken:
            return None

    def _word(self, blank: DocumentReading, told: ReadFile) -> DocumentReading:
        hidden = [line["text"] for line in told.lines if line["hidden"]]
        shown = [line for line in told.lines if not line["hidden"]]
        more = (warning("hidden_in_word", detail=" ".join(hidden)),) if hidden else ()
        paper = paper_of_docx(self.inspection.sha256, shown)
        return replace(blank, paper=paper, warnings=blank.warnings + more)

    def _pages(self, blank: DocumentReading, told: ReadFile) -> DocumentReading:
        count = told.count or 0
        warnings = list(blank.warnings) + _of_makings(told)
        pages: list[Page] = []
        recognised: list[int] = []
        for number in range(1, min(count, self.limits.pages) + 1):
            layer = told.pages[number - 1] if number <= len(told.pages) else None
            page = self._page(number, layer, recognised, warnings)
            if page is not None:
                pages.append(page)
        if count > self.limits.pages:
            warnings.append(warning("pages_not_read", detail=f"{self.limits.pages + 1}–{count}"))
        return replace(
            blank,
            pages=count,
            paper=paper_of_pages(self.inspection.sha256, pages),
            recognised=tuple(recognised),
            makings=dict(told.makings or {}),
            warnings=tuple(warnings),
        )

    def _page(
        self, number: int, layer: ReadPage | None, recognised: list[int], warnings: list[DocumentWarning]
    ) -> Page | None:
        if layer:
            warnings += hidden_warnings(layer)
            if layer.left_out:
                warnings.append(warning("words_not_read", page=number, detail=str(layer.left_out)))
            if not layer.wants_ocr:
                return layer.page
        if len(recognised) >= self.limits.recognised_pages:
            warnings.append(warning("pages_not_read", page=number, detail=str(number)))
            return layer.page if layer else None
        recognised.append(number)
        seen = self._recognised(number, warnings)
        if seen is None:
            warnings.append(warning("page_not_read", page=number))
            return layer.page if layer else None
        return _settled(layer, seen, warnings)

    def _recognised(self, number: int, warnings: list[DocumentWarning]) -> Page | None:
        job = {"media_type": self.inspection.media_type, "page": number}
        limits = replace(self.limits.files, seconds=self.limits.seconds_a_page)
        answer = ask(recognition_pool(), job, self.content, limits)
        try:
            page, left_out = recognised_from(number, answer) if answer is not None else (None, 0)
        except AnswerBroken:
            return None
        if left_out:
            warnings.append(warning("words_not_read", page=number, detail=str(left_out)))
        return page


def _settled(layer: ReadPage | None, seen: Page, warnings: list[DocumentWarning]) -> Page:
    """Text or picture: where they say the same the text is taken, whose letters are surer."""
    number = seen.number
    if layer is None or not layer.page.words:
        return seen
    reason = layer.wants_ocr or ""
    if reason == "ink_without_text":
        warnings.append(warning(reason, page=number))
        return replace(layer.page, words=layer.page.words + _only_seen(layer.page, seen))
    common = agreement(layer.page.words, seen.words)
    if reason == "text_over_scan" and common >= _LEAST_AGREEMENT:
        warnings.append(warning("text_over_scan", page=number, detail=f"{common:.0%} of the words agree"))
        return seen
    code = "garbled_layer" if reason == "garbled_layer" else "layer_differs"
    warnings.append(warning(code, page=number, detail=f"{common:.0%} of the words agree"))
    return seen


def _only_seen(layer: Page, seen: Page) -> tuple[Any, ...]:
    """Recognised words that stand where the text layer has none."""
    boxes = [word.box for word in layer.words if word.box]
    return tuple(
        word
        for word in seen.words
        if word.box
        and not any(
            box.left < (word.box.left + word.box.right) / 2 < box.right
            and box.top < (word.box.top + word.box.bottom) / 2 < box.bottom
            for box in boxes
        )
    )


def _of_makings(told: ReadFile) -> list[DocumentWarning]:
    makings = told.makings or {}
    found = []
    if makings.get("saved_again"):
        found.append(warning("saved_again", detail=f"{makings['saved_again']} times"))
    created, changed = str(makings.get("created", ""))[2:10], str(makings.get("changed", ""))[2:10]
    if created and changed and created != changed:
        found.append(warning("changed_later", detail=f"made {created}, changed {changed}"))
    return found
