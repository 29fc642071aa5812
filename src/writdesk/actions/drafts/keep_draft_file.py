"""A file is kept with a draft: inspected at once, sealed, and there again on any computer.

A draft is nothing that the desk has received, so that none of this makes a ledger entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from typing import BinaryIO, cast
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from writdesk.actions.actor import Actor
from writdesk.actions.all_or_nothing import all_or_nothing, storage_named
from writdesk.actions.errors import InputRefused, NotYet
from writdesk.actions.intake.uploads import (
    CHUNK_BYTES,
    MOST_FILES,
    Upload,
    inspect_uploads,
    may_have_committed,
    store_sealed,
)
from writdesk.adapters.vault import desk_blobs, open_text, seal_text, secret_of
from writdesk.core.names import safe_name
from writdesk.documents import Inspection
from writdesk.sealing.keys import DataKey as Secret
from writdesk.sealing.streams import SealedReader
from writdesk.sealing.values import seal, unseal
from writdesk.store.access import any_draft_for
from writdesk.store.drafts import Draft, DraftFile

MIB = 1024 * 1024
MOST_BYTES = 100 * MIB
# All drafts of one officer together.
MOST_BYTES_OF_ONE = 500 * MIB
NAME, KEY = "draft_file.name", "draft_file.key"


def keep_draft_file(
    handle: UUID, upload: Upload, *, by: Actor, at: datetime, instead_of: UUID | None = None
) -> DraftFile:
    """Keep one file with a draft, in the place of another where ``instead_of`` names it.

    Raises ``InputRefused`` with what is wrong with the file, ``NotYet``, ``NotFound`` and ``NoRoom``.
    """
    draft = any_draft_for(by.somebody, handle)
    inspection = inspect_uploads([upload])[0]
    secret = Secret.generate()
    with storage_named():
        blob = store_sealed(upload.source, secret)
    try:
        # The file before its row: a row never names a file that is not there.
        with all_or_nothing():
            draft = open_for_change(by, handle)
            if instead_of is not None:
                forget_files(draft.files.filter(pk=instead_of))
            _must_fit(draft, upload, inspection)
            kept = _row(draft, upload, inspection, (blob, secret), at)
            draft.changed_at, draft.reminded_at = at, None
            draft.save(update_fields=["changed_at", "reminded_at"])
    except Exception as error:
        if not may_have_committed(error):
            desk_blobs().remove(blob)
        raise
    return kept


def open_for_change(by: Actor, handle: UUID) -> Draft:
    """A draft, locked until the transaction ends. Raises ``NotYet`` when it was sent."""
    draft = any_draft_for(by.somebody, handle, for_change=True)
    if draft.submitted_reference:
        raise NotYet(f"This request was sent already, as {draft.submitted_reference}.")
    return draft


def forget_files(files: Sequence[DraftFile] | object) -> int:
    """Take files out of their drafts; the blobs go once that is committed. Returns how many.

    What a crash leaves between the two is swept: no row names it, and its key went with the row.
    """
    rows = list(cast("Sequence[DraftFile]", files))
    blobs = [row.blob for row in rows]
    DraftFile.objects.filter(pk__in=[row.pk for row in rows]).delete()
    transaction.on_commit(lambda: _remove(blobs))
    return len(rows)


def name_of(file: DraftFile) -> str:
    """The name under which the officer sent it."""
    return open_text(file.draft.officer.data_key, file.name_sealed, NAME)


@contextmanager
def open_draft_file(file: DraftFile) -> Iterator[SealedReader]:
    """The plain bytes of a kept file, verified chunk by chunk. Raises ``FileNotFoundError``."""
    secret = unseal(secret_of(file.draft.officer.data_key), bytes(file.key_sealed), KEY)
    with desk_blobs().open(file.blob) as source, SealedReader(secret, source, f"blob:{file.blob}") as reader:
        yield reader


def files_of(draft: Draft) -> list[DraftFile]:
    """The files of a draft, in the order in which they were kept."""
    return list(draft.files.select_related("draft__officer__data_key"))


def uploads_of(draft: Draft) -> list[Upload]:
    """The files of a draft as uploads, in memory: together never more than a draft may hold."""
    return [Upload(name=name_of(file), source=_plain(file)) for file in files_of(draft)]


def _plain(file: DraftFile) -> BinaryIO:
    held = BytesIO()
    with open_draft_file(file) as reader:
        while chunk := reader.read(CHUNK_BYTES):
            held.write(chunk)
    held.seek(0)
    return held


def _must_fit(draft: Draft, upload: Upload, inspection: Inspection) -> None:
    held = list(draft.files.values_list("size", "sha256"))
    name = safe_name(upload.name)
    if inspection.sha256 in {sha256 for _size, sha256 in held}:
        raise InputRefused([("documents", f"{name}: This file is here already.")])
    if len(held) >= MOST_FILES:
        raise InputRefused(
            [("documents", f"{name}: There are {MOST_FILES} files already. Join papers in one PDF.")]
        )
    if sum(size for size, _sha256 in held) + inspection.size > MOST_BYTES:
        words = f"All files together may have {MOST_BYTES // MIB} MiB. Scan it in black and white at 300 dpi"
        raise InputRefused([("documents", f"{name}: {words}, or remove another one.")])
    of_one = DraftFile.objects.filter(draft__officer=draft.officer).aggregate(Sum("size"))["size__sum"] or 0
    if of_one + inspection.size > MOST_BYTES_OF_ONE:
        raise InputRefused(
            [("documents", f"{name}: Your drafts are full. Send or throw away another draft.")]
        )


def _row(
    draft: Draft, upload: Upload, inspection: Inspection, sealed: tuple[str, bytes], at: datetime
) -> DraftFile:
    blob, secret = sealed
    key = draft.officer.data_key
    return DraftFile.objects.create(
        draft=draft,
        blob=blob,
        key_sealed=seal(secret_of(key), secret, KEY),
        name_sealed=seal_text(key, safe_name(upload.name), NAME),
        media_type=inspection.media_type,
        size=inspection.size,
        sha256=inspection.sha256,
        pages=inspection.pages,
        kept_at=at,
    )


def _remove(blobs: Sequence[str]) -> None:
    for blob in blobs:
        desk_blobs().remove(blob)
