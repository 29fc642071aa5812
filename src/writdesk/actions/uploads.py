"""Uploaded files: inspected, then sealed into blob storage as they came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from writdesk.actions.errors import InputRefused
from writdesk.adapters.blobs import new_blob_name
from writdesk.adapters.vault import desk_blobs, seal_text, secret_of
from writdesk.core.names import safe_name
from writdesk.documents import Inspection, inspect
from writdesk.sealing.streams import SealedReader, SealedWriter
from writdesk.store.documents import Document
from writdesk.store.keys import DataKey
from writdesk.store.requests import Request

CHUNK_BYTES = 1 << 20
MOST_FILES = 20


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file as a person sent it; ``source`` is read from its beginning."""

    name: str
    source: BinaryIO


def inspect_uploads(uploads: Sequence[Upload]) -> list[Inspection]:
    """What each file is. Raises ``InputRefused`` with the mend for every file that cannot be taken."""
    if len(uploads) > MOST_FILES:
        raise InputRefused([("documents", f"Send at most {MOST_FILES} files at once.")])
    inspections = []
    faults = []
    for upload in uploads:
        upload.source.seek(0)
        inspection = inspect(upload.source, name=upload.name)
        inspections.append(inspection)
        faults += [("documents", f"{safe_name(upload.name)}: {fault.message}") for fault in inspection.faults]
    if faults:
        raise InputRefused(faults)
    return inspections


def store_uploads(uploads: Sequence[Upload], data_key: DataKey) -> list[str]:
    """Seal each file into blob storage under the request's key; the names of the blobs, in order."""
    secret = secret_of(data_key)
    return [_store(upload.source, secret) for upload in uploads]


def _store(source: BinaryIO, secret: bytes) -> str:
    blob = new_blob_name()
    source.seek(0)
    with desk_blobs().create(blob) as sink, SealedWriter(secret, sink, f"blob:{blob}") as sealed:
        while chunk := source.read(CHUNK_BYTES):
            sealed.write(chunk)
    return blob


def add_documents(
    request: Request,
    uploads: Sequence[Upload],
    inspections: Sequence[Inspection],
    blobs: Sequence[str],
    at: datetime,
) -> None:
    """The rows of the stored files."""
    for upload, inspection, blob in zip(uploads, inspections, blobs, strict=True):
        Document.objects.create(
            request=request,
            blob=blob,
            name_sealed=seal_text(request.data_key, safe_name(upload.name), "document.name"),
            media_type=inspection.media_type,
            size=inspection.size,
            sha256=inspection.sha256,
            pages=inspection.pages,
            received_at=at,
        )


@contextmanager
def open_blob(blob: str, data_key: DataKey) -> Iterator[SealedReader]:
    """The plain bytes of a sealed blob, verified chunk by chunk."""
    with (
        desk_blobs().open(blob) as source,
        SealedReader(secret_of(data_key), source, f"blob:{blob}") as reader,
    ):
        yield reader
