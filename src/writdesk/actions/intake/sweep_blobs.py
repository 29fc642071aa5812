"""The worker takes away blobs that no row names: what interrupted intakes and collections left behind."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

from writdesk.adapters.vault import desk_blobs
from writdesk.store.documents import Document
from writdesk.store.drafts import DraftFile
from writdesk.store.mail import Mail
from writdesk.store.productions import Collection, Production

OLD = timedelta(days=1)


def sweep_blobs(*, older_than: timedelta = OLD) -> int:
    """Remove unnamed blobs and partial files older than a day. Returns how many. Nothing readable is lost:
    the key that sealed them went with the transaction that did not happen."""
    blobs = desk_blobs()
    before = time.time() - older_than.total_seconds()
    removed = 0
    for partial in list(blobs.partials()):
        if _is_older(partial, before):
            partial.unlink(missing_ok=True)
            removed += 1
    for name in list(blobs.names()):
        if _is_older(blobs.path(name), before) and not _is_named(name):
            blobs.remove(name)
            removed += 1
    return removed


def _is_older(path: Path, before: float) -> bool:
    try:
        return path.stat().st_mtime < before
    except FileNotFoundError:  # it was finished, or another worker swept it
        return False


def _is_named(blob: str) -> bool:
    return (
        Document.objects.filter(blob=blob).exists()
        or Mail.objects.filter(blob=blob).exists()
        or DraftFile.objects.filter(blob=blob).exists()
        or Production.objects.filter(blob=blob).exists()
        or Collection.objects.filter(records_blob=blob).exists()
        or Collection.objects.filter(media_blob=blob).exists()
    )
