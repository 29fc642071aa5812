"""Paths inside a package: plain ASCII, short, and the same on every system.

The record keeps a media file's own name word for word; only the path is tamed.
"""

from __future__ import annotations

import re

from writdesk.core.names import safe_name

# Most names need no care: digits, or plain letters too long for a Windows device (the longest has seven).
_PLAIN = re.compile(r"\d{1,40}|[A-Za-z0-9][A-Za-z0-9_-]{7,79}(?:\.[A-Za-z0-9]{1,8})?")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
# A path of three parts stays below the 260 characters that older Windows programs can open.
_LONGEST_PART = 92


def safe_path_part(name: str, *, otherwise: str = "file") -> str:
    r"""One part of a path inside a package: what ``safe_name`` leaves, in plain ASCII.

    >>> safe_path_part("../../etc/passwd"), safe_path_part("a\x00b\u202egpj.exe"), safe_path_part("NUL.txt")
    ('etc_passwd', 'a_b_gpj.exe', '_NUL.txt')
    """
    if _PLAIN.fullmatch(name):
        return name
    plain = _UNSAFE.sub("_", name[:4096]).strip("._- ")
    return safe_name(plain, longest=_LONGEST_PART) if plain else otherwise


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
