"""Files that hold secrets: made once, whole, and readable by their owner only."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from writdesk.sealing.errors import KeyFileAbsent, KeyFileExists, KeyFileExposed


def write_private_file(path: Path, content: bytes) -> None:
    """Make the file with mode 0600, whole or not at all; never over another. Raises ``KeyFileExists``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.urandom(6).hex()}")
    try:
        _write_durably(draft, content)
        # A hard link, unlike a rename, fails when the name is taken: two processes cannot both win.
        os.link(draft, path)
    except FileExistsError as error:
        raise KeyFileExists(f"{path} exists; remove it yourself if its key may really be lost") from error
    finally:
        draft.unlink(missing_ok=True)
    _sync_folder(path.parent)


def read_private_file(path: Path) -> bytes:
    """The content of a file that only its owner may read. Raises ``KeyFileAbsent``, ``KeyFileExposed``."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError as error:
        raise KeyFileAbsent(f"there is no key file {path}; make one, or set the right path") from error
    with os.fdopen(handle, "rb") as source:
        mode = stat.S_IMODE(os.fstat(handle).st_mode)
        if mode & 0o077:
            raise KeyFileExposed(f"{path} has mode {mode:04o}, others may read it; run: chmod 600 {path}")
        return source.read()


def _write_durably(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "wb") as sink:
        sink.write(content)
        sink.flush()
        os.fsync(handle)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
