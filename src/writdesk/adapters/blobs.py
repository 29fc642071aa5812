"""Blob storage: sealed files under random names, there whole or not at all."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from writdesk.adapters.errors import StorageFull, StorageUnusable, storage_error

__all__ = ["FileBlobs", "StorageFull", "StorageUnusable", "new_blob_name"]


class FileBlobs:
    """Blobs as files in a folder, two letters of the name deep."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, blob: str) -> Path:
        """Where a blob lies. Raises ``ValueError`` for anything that is no name of a blob."""
        if str(uuid.UUID(blob)) != blob:
            raise ValueError("A blob's name is a UUID.")
        return self.folder / blob[:2] / blob

    @contextmanager
    def create(self, blob: str) -> Iterator[BinaryIO]:
        """A sink for the bytes of ``blob``; on leaving they are on the disk, on an error they are gone.

        Raises ``StorageFull`` or ``StorageUnusable`` when the storage takes no more.
        """
        path = self.path(blob)
        partial = path.with_suffix(".partial")
        try:
            self._make_folder(path.parent)
            with partial.open("xb") as sink:
                yield sink
                sink.flush()
                os.fsync(sink.fileno())
            partial.rename(path)
            _sync_folder(path.parent)
        except BaseException as error:
            for file in (partial, path):
                with suppress(OSError):  # the first error is the one to tell
                    file.unlink()
            named = storage_error(error) if isinstance(error, OSError) else None
            if named is None:
                raise
            raise named from error

    def _make_folder(self, folder: Path) -> None:
        if not folder.exists():
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            _sync_folder(folder.parent)

    def open(self, blob: str) -> BinaryIO:
        """The sealed bytes of ``blob``; the caller closes. Raises ``FileNotFoundError``."""
        return self.path(blob).open("rb")

    def remove(self, blob: str) -> None:
        """Take a blob away; one that is gone already is no error."""
        self.path(blob).unlink(missing_ok=True)

    def names(self) -> Iterator[str]:
        """Every blob there is, partial ones left out."""
        return (path.name for path in self.folder.glob("??/*") if not path.suffix)

    def partials(self) -> Iterator[Path]:
        """What interrupted writers left behind."""
        return self.folder.glob("??/*.partial")


def new_blob_name() -> str:
    """A fresh random name."""
    return str(uuid.uuid4())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
