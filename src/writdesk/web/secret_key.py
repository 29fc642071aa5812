"""The desk's secret: from the environment, or from a file that only the desk's own user can read."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

FILE_NAME = "desk-secret"
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def read_or_make_secret_key(keys_dir: Path, given: str) -> str:
    """The secret given in the environment, or the file's; made on the first start, never afterwards changed.

    Raises ``PermissionError`` where others may read the file: better no desk than one with an open secret.
    """
    if given:
        return given
    path = keys_dir / FILE_NAME
    if not path.exists():
        _make(path)
    if path.stat().st_mode & OTHERS:
        raise PermissionError(f"{path} can be read by others; run: chmod 600 {path}")
    return _checked(path)


def _make(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = path.with_name(f".{FILE_NAME}.{secrets.token_hex(8)}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(64))
        file.flush()
        os.fsync(file.fileno())
    # Two processes may start at once: the first one's file stays, whole, and both read it.
    try:
        os.link(temporary, path)
    except FileExistsError:
        pass
    finally:
        temporary.unlink()


def _checked(path: Path) -> str:
    secret = path.read_text().strip()
    if len(secret) < 50:
        raise ValueError(f"{path} holds no secret of at least 50 characters; restore it from the backup")
    return secret
