"""Collected records on their way to the package: staged in two sealed blobs, never in clear on the disk.

One blob holds the records as JSON Lines, the other every media file one after the other; a record names its
media by offset, size and hash. A record without media stands there byte for byte as it will in the package.
``marks`` say where every hundredth record begins, so that people can look through them from any place.
"""

from __future__ import annotations

import hashlib
import io
import json
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from writdesk.adapters.blobs import FileBlobs, new_blob_name
from writdesk.adapters.sections import Section, ThirdParties
from writdesk.core.collected import Media, Record
from writdesk.core.spans import Spans, holds
from writdesk.production.cells import json_line
from writdesk.sealing.streams import SealedReader, SealedWriter

COPY_BYTES = 1 << 20
MARK_EVERY = 100
NO_PARTIES: Mapping[str, ThirdParties] = {}


@dataclass(kw_only=True)
class Staged:
    """What was staged: the two blobs, the counts and the sections that people look through."""

    records_blob: str = field(default_factory=new_blob_name)
    media_blob: str = field(default_factory=new_blob_name)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)
    marks: array[int] = field(default_factory=lambda: array("Q"))
    records: int = 0
    bytes: int = 0
    media_files: int = 0
    media_bytes: int = 0

    def section_of(self, record: Record, parties: Mapping[str, ThirdParties]) -> Section:
        """The section to which the next record belongs: the one at hand, or a new one."""
        here = self.sections[-1] if self.sections else None
        if here is None or (here.category, here.kind) != (record.category, record.kind):
            here = Section.begin(record, self.records, parties.get(record.kind))
            self.sections.append(here)
        return here


def stage(
    records: Iterable[Record],
    blobs: FileBlobs,
    secret: bytes,
    parties: Mapping[str, ThirdParties] = NO_PARTIES,
) -> Staged:
    """Write every record and its media into sealed blobs. On any error nothing of it stays.

    ``parties`` says for each kind which columns name other people.
    """
    staged = Staged()
    try:
        _stage_all(records, staged, blobs, secret, parties)
    except BaseException:
        discard(staged, blobs)
        raise
    return staged


def discard(staged: Staged, blobs: FileBlobs) -> None:
    """Take away what was staged; nobody will produce it."""
    blobs.remove(staged.records_blob)
    blobs.remove(staged.media_blob)


def _stage_all(
    records: Iterable[Record],
    staged: Staged,
    blobs: FileBlobs,
    secret: bytes,
    parties: Mapping[str, ThirdParties],
) -> None:
    with (
        blobs.create(staged.records_blob) as records_sink,
        SealedWriter(secret, records_sink, f"blob:{staged.records_blob}") as lines,
        blobs.create(staged.media_blob) as media_sink,
        SealedWriter(secret, media_sink, f"blob:{staged.media_blob}") as media,
    ):
        for record in records:
            section = staged.section_of(record, parties)
            _stage_one(record, staged, section, lines, media)


def _stage_one(
    record: Record, staged: Staged, section: Section, lines: SealedWriter, media: SealedWriter
) -> None:
    if staged.records % MARK_EVERY == 0:
        staged.marks.append(staged.bytes)
    places = [_stage_media(item, staged, media) for item in record.media]
    section.add(record)
    counter = Counter(staged.counts.get(record.category, {}))
    counter[record.kind] += 1
    staged.counts[record.category] = dict(counter)
    staged.bytes += lines.write(json_line(_document(record, places)))
    staged.records += 1


def _stage_media(item: Media, staged: Staged, media: SealedWriter) -> dict[str, Any]:
    at, digest = staged.media_bytes, hashlib.sha256()
    with item.open_stream() as source:
        while chunk := source.read(COPY_BYTES):
            digest.update(chunk)
            staged.media_bytes += media.write(chunk)
    staged.media_files += 1
    sha256 = digest.hexdigest()
    return {
        "name": item.name,
        "media_type": item.media_type,
        "size": item.size,
        "at": at,
        "sha256": sha256,
    }


def _document(record: Record, places: list[dict[str, Any]]) -> dict[str, Any]:
    document = {
        "category": record.category,
        "kind": record.kind,
        "account": record.account,
        "record_id": record.id,
        "values": dict(record.values),
    }
    return {**document, "media": places} if places else document


def record_of(line: bytes, open_media: Any) -> Record:
    """The record in a staged line; ``open_media`` opens the bytes of one of its media."""
    document = json.loads(line)
    return Record(
        category=document["category"],
        kind=document["kind"],
        account=document["account"],
        id=document["record_id"],
        values=document["values"],
        media=tuple(_medium(place, open_media) for place in document.get("media", ())),
    )


def _medium(place: Mapping[str, Any], open_media: Any) -> Media:
    return Media(
        name=place["name"],
        media_type=place["media_type"],
        size=place["size"],
        open_stream=lambda: open_media(place["at"], place["size"]),
    )


class StagedRecords:
    """The records as they were staged, verified, in order; may be gone through more than once.

    What is ``left_out`` is passed over, and its media with it. All media are read through one reader, so that
    a package of many files opens the blob once. Use it as a context manager.
    """

    def __init__(
        self, records_blob: str, media_blob: str, blobs: FileBlobs, secret: bytes, left_out: Spans = ()
    ) -> None:
        self._records_blob, self._blobs, self._secret = records_blob, blobs, secret
        self._left_out = left_out
        self._media = SealedReader(secret, blobs.open(media_blob), f"blob:{media_blob}")

    def __enter__(self) -> StagedRecords:
        return self

    def __exit__(self, *_error: object) -> None:
        self._media.close()

    def __iter__(self) -> Iterator[Record]:
        source = self._blobs.open(self._records_blob)
        with SealedReader(self._secret, source, f"blob:{self._records_blob}") as reader:
            for number, line in enumerate(io.BufferedReader(reader, COPY_BYTES)):
                if not holds(self._left_out, number):
                    yield record_of(line, self._open_media)

    def _open_media(self, at: int, size: int) -> io.BufferedReader:
        return io.BufferedReader(MediaSpan(self._media, at, size), COPY_BYTES)


class MediaSpan(io.RawIOBase):
    """The ``size`` bytes of a shared reader that begin at ``at``."""

    def __init__(self, reader: SealedReader, at: int, size: int) -> None:
        super().__init__()
        self._reader, self._at, self._left = reader, at, size

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read at most what is left of the span."""
        if self._reader.tell() != self._at:
            self._reader.seek(self._at)
        count = self._reader.readinto(memoryview(buffer)[: self._left])
        self._at += count
        self._left -= count
        return count
