"""Looking through staged records: a page from any place, a search, the hash that is certified."""

from __future__ import annotations

import hashlib
import io
import json
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO

from writdesk.adapters.blobs import FileBlobs
from writdesk.adapters.sections import Section
from writdesk.adapters.staging import COPY_BYTES, MARK_EVERY, MediaSpan
from writdesk.core.spans import Spans, holds
from writdesk.production.cells import json_line
from writdesk.production.names import PathRegister
from writdesk.production.tables import folder_of, jsonl_path, media_list_path, media_path, table_path
from writdesk.sealing.streams import SealedReader

_PAGE_BYTES = 1 << 16


@dataclass(frozen=True, kw_only=True, slots=True)
class StagedRecord:
    """One record as it was staged, with its number in the collection."""

    number: int
    id: str
    account: str
    values: dict[str, Any]
    media: tuple[dict[str, Any], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """What of a section would go into the package now."""

    section: Section
    records: int
    media_files: int
    media_bytes: int
    path: str
    sha256: str


class StagedPages:
    """The staged records of one collection, from any number on."""

    def __init__(
        self, records_blob: str, media_blob: str, marks: bytes, blobs: FileBlobs, secret: bytes
    ) -> None:
        self._records_blob, self._media_blob = records_blob, media_blob
        self._blobs, self._secret = blobs, secret
        self._marks: array[int] = array("Q", marks)

    def lines(self, first: int, last: int, buffer: int = COPY_BYTES) -> Iterator[tuple[int, bytes]]:
        """The lines of the records from ``first`` to ``last``, with their numbers."""
        with SealedReader(self._secret, self._blobs.open(self._records_blob), self._context) as reader:
            reader.seek(self._marks[first // MARK_EVERY])
            source = io.BufferedReader(reader, buffer)
            for number in range(first - first % MARK_EVERY, last + 1):
                line = source.readline()
                if number >= first:
                    yield number, line

    def page(self, first: int, last: int) -> list[StagedRecord]:
        """The records from ``first`` to ``last``."""
        return [_read(number, line) for number, line in self.lines(first, last, _PAGE_BYTES)]

    def find(self, section: Section, text: str) -> Iterator[StagedRecord]:
        """Every record of a section of which a value or the id holds this text, in letters large or small."""
        wanted = text.casefold()
        # What JSON writes otherwise, or case folds into other letters, is compared after it is read.
        is_plain = wanted.isascii() and wanted.isprintable() and not set(wanted) & set('"\\')
        plain = wanted.encode() if is_plain else None
        for number, line in self.lines(section.first, section.last):
            if plain is not None and plain not in line.lower() and line.isascii():
                continue
            record = _read(number, line)
            if _mentions(record, wanted):
                yield record

    @contextmanager
    def media(self, place: dict[str, Any]) -> Iterator[BinaryIO]:
        """The bytes of one media file."""
        source = self._blobs.open(self._media_blob)
        with SealedReader(self._secret, source, f"blob:{self._media_blob}") as reader:
            yield io.BufferedReader(MediaSpan(reader, place["at"], place["size"]), COPY_BYTES)

    @property
    def _context(self) -> str:
        return f"blob:{self._records_blob}"


def _read(number: int, line: bytes) -> StagedRecord:
    document = json.loads(line)
    return StagedRecord(
        number=number,
        id=document["record_id"],
        account=document["account"],
        values=document["values"],
        media=tuple(document.get("media", ())),
    )


def _mentions(record: StagedRecord, wanted: str) -> bool:
    values = (record.id, *record.values.values(), *(place["name"] for place in record.media))
    return any(wanted in str(value).casefold() for value in values if value is not None)


def tally(pages: StagedPages, sections: list[Section], left_out: Spans) -> list[Tally]:
    """Each section as it would be packed now: counts, and the hash of its records' file in the package."""
    taken = PathRegister()
    found: list[Tally] = []
    for place, section in enumerate(sections):
        found.append(_tally(pages, section, left_out, taken))
        is_last = place + 1 == len(sections) or sections[place + 1].category != section.category
        in_category = [each for each in found if each.section.category == section.category]
        if is_last and any(each.media_files for each in in_category):
            taken.claim(media_list_path(section.category))
    return [each for each in found if each.records]


def _tally(pages: StagedPages, section: Section, left_out: Spans, taken: PathRegister) -> Tally:
    digest = hashlib.sha256()
    records = media_files = media_bytes = 0
    for number, line in pages.lines(section.first, section.last):
        if holds(left_out, number):
            continue
        records += 1
        if section.media_files:
            document = json.loads(line)
            media = document.get("media", ())
            media_files += len(media)
            media_bytes += sum(place["size"] for place in media)
            line = json_line(_packed(document, taken))  # noqa: PLW2901
        digest.update(line)
    if records:
        taken.claim(table_path(section.category, section.kind))
    return Tally(
        section=section,
        records=records,
        media_files=media_files,
        media_bytes=media_bytes,
        path=taken.claim(jsonl_path(section.category, section.kind)) if records else "",
        sha256=digest.hexdigest(),
    )


def _packed(document: dict[str, Any], taken: PathRegister) -> dict[str, Any]:
    """The record as the package will have it: its media under their paths there."""
    if "media" not in document:
        return document
    folder = folder_of(document["category"])
    media = [
        {
            "file": taken.claim(media_path(folder, document["record_id"], place["name"])),
            "name": place["name"],
            "media_type": place["media_type"],
            "size": place["size"],
            "sha256": place["sha256"],
        }
        for place in document["media"]
    ]
    return {**document, "media": media}
