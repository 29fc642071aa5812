"""Uploaded files: inspected, then sealed into blob storage as they came."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from typing import BinaryIO

from django.db import DatabaseError, IntegrityError

from writdesk.actions.all_or_nothing import storage_named
from writdesk.actions.errors import InputRefused
from writdesk.actions.intake.malware_check import check_files
from writdesk.adapters.blobs import new_blob_name
from writdesk.adapters.vault import desk_blobs, seal_text, secret_of
from writdesk.core.names import safe_name
from writdesk.documents import Inspection, inspect
from writdesk.documents.errors import ReaderBusy, ReaderUnavailable
from writdesk.documents.sentences import note
from writdesk.sealing.keys import DataKey as Secret
from writdesk.sealing.streams import SealedReader, SealedWriter
from writdesk.store.documents import Document
from writdesk.store.jobs import enqueue
from writdesk.store.keys import DataKey
from writdesk.store.mail import Mail
from writdesk.store.messages import Message
from writdesk.store.readings import Reading
from writdesk.store.requests import Request

CHUNK_BYTES = 1 << 20
MOST_FILES = 20
CANNOT_READ_NOW = "We cannot read documents right now; try again in a minute. Nothing was kept."


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file as a person sent it; ``source`` is read from its beginning."""

    name: str
    source: BinaryIO


def inspect_uploads(uploads: Sequence[Upload]) -> list[Inspection]:
    """What each file is. Raises ``InputRefused`` with the mend for every file that cannot be taken.

    The virus scanner sees them first, where there is one; ``CannotCheckNow`` where it has to and does not.
    """
    if len(uploads) > MOST_FILES:
        raise InputRefused([("documents", f"Send at most {MOST_FILES} files at once.")])
    checked = check_files([(safe_name(upload.name), upload.source) for upload in uploads])
    inspections = []
    faults = []
    for upload, is_checked in zip(uploads, checked, strict=True):
        inspection = _inspect(upload)
        inspections.append(inspection if is_checked else _not_checked(inspection))
        faults += [("documents", f"{safe_name(upload.name)}: {fault.message}") for fault in inspection.faults]
    if faults:
        raise InputRefused(faults)
    return inspections


def _inspect(upload: Upload) -> Inspection:
    upload.source.seek(0)
    try:
        return inspect(upload.source, name=upload.name)
    except (ReaderUnavailable, ReaderBusy) as trouble:
        raise InputRefused([("documents", CANNOT_READ_NOW)]) from trouble


def _not_checked(inspection: Inspection) -> Inspection:
    return replace(inspection, notes=(*inspection.notes, note("not_checked")))


def hash_of(upload: Upload) -> str:
    """The SHA-256 of a file as it came."""
    upload.source.seek(0)
    digest = hashlib.sha256()
    while chunk := upload.source.read(CHUNK_BYTES):
        digest.update(chunk)
    return digest.hexdigest()


@contextmanager
def kept_uploads(uploads: Sequence[Upload], data_key: DataKey) -> Iterator[list[str]]:
    """Seal each file into blob storage under the request's key; gives the names of the blobs, in order.

    They are taken away again when the act inside fails. Only where the database itself fails they stay for
    the sweep: it may have committed before it fell silent. Raises ``NoRoom``.
    """
    blobs: list[str] = []
    try:
        _store_all(uploads, secret_of(data_key), blobs)
        yield blobs
    except Exception as error:
        if not may_have_committed(error):
            _take_away(blobs)
        raise


def may_have_committed(error: BaseException) -> bool:
    """Whether the database fell silent over this, so that what was asked of it may have been done."""
    if isinstance(error, IntegrityError):
        return False
    return isinstance(error, DatabaseError) or isinstance(error.__cause__, DatabaseError)


def _take_away(blobs: Sequence[str]) -> None:
    for blob in blobs:
        named = Document.objects.filter(blob=blob).exists() or Mail.objects.filter(blob=blob).exists()
        if not named:
            desk_blobs().remove(blob)


def _store_all(uploads: Sequence[Upload], secret: bytes, blobs: list[str]) -> None:
    with storage_named():
        for upload in uploads:
            blobs.append(store_sealed(upload.source, secret))


def store_sealed(source: BinaryIO, secret: bytes) -> str:
    """Seal a file into blob storage; gives the name of the blob. Raises what the storage raises."""
    blob = new_blob_name()
    source.seek(0)
    with desk_blobs().create(blob) as sink, SealedWriter(secret, sink, f"blob:{blob}") as sealed:
        while chunk := source.read(CHUNK_BYTES):
            sealed.write(chunk)
    return blob


def put_aside(upload: Upload) -> tuple[str, bytes]:
    """Seal a file under a key of its own; gives the name of its blob, which no row names, and the key.

    The sweep takes it away after a day. Raises ``NoRoom``.
    """
    secret = Secret.generate()
    with storage_named():
        return store_sealed(upload.source, secret), secret


def take_back(name: str, blob: str, secret: bytes) -> Upload:
    """The file that was put aside; its blob is gone then. Raises ``FileNotFoundError``."""
    with desk_blobs().open(blob) as source, SealedReader(secret, source, f"blob:{blob}") as reader:
        upload = Upload(name=name, source=BytesIO(reader.read()))
    desk_blobs().remove(blob)
    return upload


def add_documents(
    request: Request,
    uploads: Sequence[Upload],
    inspections: Sequence[Inspection],
    blobs: Sequence[str],
    at: datetime,
    *,
    message: Message | None = None,
) -> None:
    """The rows of the stored files; ``message`` is the one that they came with.

    The worker reads them soon.
    """
    added = []
    for upload, inspection, blob in zip(uploads, inspections, blobs, strict=True):
        document = Document.objects.create(
            request=request,
            blob=blob,
            name_sealed=seal_text(request.data_key, safe_name(upload.name), "document.name"),
            media_type=inspection.media_type,
            size=inspection.size,
            sha256=inspection.sha256,
            pages=inspection.pages,
            received_at=at,
            has_notes=bool(inspection.notes),
            notes=[each.code for each in inspection.notes],
            message=message,
        )
        added.append(document)
    have_read(request, added, at)


def have_read(request: Request, documents: Sequence[Document], at: datetime) -> None:
    """Have the worker read these documents; what was being read already is left as it is."""
    if not documents:
        return
    rows = [Reading(document=document, request=request) for document in documents]
    Reading.objects.bulk_create(rows, ignore_conflicts=True)
    key = f"{request.pk}:{request.revision}:{documents[-1].pk}"
    enqueue("read_documents", key, run_after=at, payload={"request": request.pk})


@contextmanager
def open_blob(blob: str, data_key: DataKey) -> Iterator[SealedReader]:
    """The plain bytes of a sealed blob, verified chunk by chunk."""
    with (
        desk_blobs().open(blob) as source,
        SealedReader(secret_of(data_key), source, f"blob:{blob}") as reader,
    ):
        yield reader
