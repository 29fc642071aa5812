"""Collected records on their way to the package: staged in two sealed blobs, never in clear on the disk.

One blob holds the records as JSON Lines, the other every media file one after the other; a record names its
media by offset and size.
"""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from writdesk.adapters.blobs import FileBlobs, new_blob_name
from writdesk.core.collected import Media, Record
from writdesk.sealing.streams import SealedReader, SealedWriter

COPY_BYTES = 1 << 20


@dataclass(kw_only=True)
class Staged:
    """What was staged: the two blobs and the counts that people look through before they certify."""

    records_blob: str = field(default_factory=new_blob_name)
    media_blob: str = field(default_factory=new_blob_name)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    media_files: int = 0
    media_bytes: int = 0


def stage(records: Iterable[Record], blobs: FileBlobs, secret: bytes) -> Staged:
    """Write every record and its media into sealed blobs. On any error nothing of it stays."""
    staged = Staged()
    try:
        _stage_all(records, staged, blobs, secret)
    except BaseException:
        discard(staged, blobs)
        raise
    return staged


def discard(staged: Staged, blobs: FileBlobs) -> None:
    """Take away what was staged; nobody will produce it."""
    blobs.remove(staged.records_blob)
    blobs.remove(staged.media_blob)


def _stage_all(records: Iterable[Record], staged: Staged, blobs: FileBlobs, secret: bytes) -> None:
    with (
        blobs.create(staged.records_blob) as records_sink,
        SealedWriter(secret, records_sink, f"blob:{staged.records_blob}") as lines,
        blobs.create(staged.media_blob) as media_sink,
        SealedWriter(secret, media_sink, f"blob:{staged.media_blob}") as media,
    ):
        for record in records:
            _stage_one(record, staged, lines, media)


def _stage_one(record: Record, staged: Staged, lines: SealedWriter, media: SealedWriter) -> None:
    places = []
    for item in record.media:
        places.append(
            {"name": item.name, "media_type": item.media_type, "size": item.size, "at": staged.media_bytes}
        )
        with item.open_stream() as source:
            while chunk := source.read(COPY_BYTES):
                staged.media_bytes += media.write(chunk)
        staged.media_files += 1
    counter = Counter(staged.counts.get(record.category, {}))
    counter[record.kind] += 1
    staged.counts[record.category] = dict(counter)
    lines.write(json.dumps(_document(record, places), ensure_ascii=False).encode() + b"\n")


def _document(record: Record, places: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "category": record.category,
        "kind": record.kind,
        "account": record.account,
        "id": record.id,
        "values": dict(record.values),
        "media": places,
    }


class StagedRecords:
    """The records as they were staged, verified, in order; may be gone through more than once.

    All media are read through one reader, so that a package of many files opens the blob once. Use it as a
    context manager.
    """

    def __init__(self, records_blob: str, media_blob: str, blobs: FileBlobs, secret: bytes) -> None:
        self._records_blob, self._blobs, self._secret = records_blob, blobs, secret
        self._media = SealedReader(secret, blobs.open(media_blob), f"blob:{media_blob}")

    def __enter__(self) -> StagedRecords:
        return self

    def __exit__(self, *_error: object) -> None:
        self._media.close()

    def __iter__(self) -> Iterator[Record]:
        source = self._blobs.open(self._records_blob)
        with SealedReader(self._secret, source, f"blob:{self._records_blob}") as reader:
            for line in io.BufferedReader(reader, COPY_BYTES):
                document = json.loads(line)
                media = tuple(self._medium(place) for place in document.pop("media"))
                yield Record(**document, media=media)

    def _medium(self, place: dict[str, Any]) -> Media:
        return Media(
            name=place["name"],
            media_type=place["media_type"],
            size=place["size"],
            open_stream=lambda: io.BufferedReader(_Span(self._media, place["at"], place["size"]), COPY_BYTES),
        )


class _Span(io.RawIOBase):
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
