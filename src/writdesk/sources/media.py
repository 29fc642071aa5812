"""Media files of records: opened below one folder, never through a link, never out of it."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from writdesk.core.collected import Media
from writdesk.sources.errors import MediaFault

_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]")
_NAME_LENGTH = 100


def media_of(root: Path, stored: str, *, stem: str, media_type: str) -> Media:
    """The file that a record names by its path below ``root``. Raises ``MediaFault``."""
    parts = _parts(stored)
    with _open_below(root, parts) as file:
        size = os.fstat(file.fileno()).st_size
    return Media(
        name=_safe_name(stem, PurePosixPath(stored).suffix.lower()),
        media_type=media_type,
        size=size,
        open_stream=lambda: _open_below(root, parts),
    )


def _parts(stored: str) -> tuple[str, ...]:
    parts = tuple(stored.split("/"))
    if "\0" in stored or "\\" in stored or any(part in ("", ".", "..") for part in parts):
        raise MediaFault(
            f"{stored!r} is no path below the media folder; the platform's record must be corrected"
        )
    return parts


def _open_below(root: Path, parts: tuple[str, ...]) -> BinaryIO:
    """Open part by part, each without following links, so that no path can lead outside."""
    folder = -1
    try:
        folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
        for part in parts[:-1]:
            inner = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
            os.close(folder)
            folder = inner
        file = os.open(parts[-1], os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
    except OSError as error:
        raise MediaFault(f"media file {'/'.join(parts)!r} cannot be opened: {error.strerror}") from error
    finally:
        if folder >= 0:
            os.close(folder)
    if not stat.S_ISREG(os.fstat(file).st_mode):
        os.close(file)
        raise MediaFault(f"media file {'/'.join(parts)!r} is no regular file")
    return os.fdopen(file, "rb")


def _safe_name(stem: str, suffix: str) -> str:
    """A bare name for every system; where characters had to go, a digest keeps names apart."""
    safe = _UNSAFE.sub("_", stem)[:_NAME_LENGTH]
    if safe != stem:
        safe += "-" + hashlib.sha256(stem.encode()).hexdigest()[:12]
    return safe + (suffix if _SUFFIX.fullmatch(suffix) else "")
