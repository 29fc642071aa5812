"""Paths inside a package: plain ASCII, short, and the same on every system.

The record keeps a media file's own name word for word; only the path is tamed.
"""

from __future__ import annotations

import re

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+|\.{2,}")
_MAX_STEM = 80
_MAX_SUFFIX = 12
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file: reserved with any suffix, in any case.
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))]
)


def safe_name(name: str, *, otherwise: str = "file") -> str:
    r"""A file name for every system, made of what the name has that is safe.

    >>> safe_name("../../etc/passwd"), safe_name("a\x00b\u202egpj.exe"), safe_name("NUL.txt")
    ('etc_passwd', 'a_b_gpj.exe', '_NUL.txt')
    """
    plain = re.sub("__+", "_", _UNSAFE.sub("_", name[:4096])).strip("._- ")
    stem, dot, suffix = plain.rpartition(".")
    if not dot or len(suffix) > _MAX_SUFFIX:
        stem, dot, suffix = plain, "", ""
    stem = stem[:_MAX_STEM].rstrip("._- ") or otherwise
    if stem.split(".")[0].lower() in _RESERVED:
        stem = f"_{stem}"
    return f"{stem}{dot}{suffix}"


class PathRegister:
    """Gives out each path once, whether or not the reader's system tells upper from lower case."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def claim(self, path: str) -> str:
        """This path, or the next free one with a number before its suffix."""
        candidate, number = path, 1
        while candidate.lower() in self._taken:
            number += 1
            candidate = _numbered(path, number)
        self._taken.add(candidate.lower())
        return candidate


def _numbered(path: str, number: int) -> str:
    folder, slash, name = path.rpartition("/")
    stem, dot, suffix = name.partition(".")
    return f"{folder}{slash}{stem}-{number}{dot}{suffix}"
