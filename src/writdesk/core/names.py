"""File names that strangers chose, made safe to store, to show and to put into a package."""

from __future__ import annotations

import unicodedata

LONGEST_NAME = 120
LONGEST_NAME_BYTES = 200
EMPTY_NAME = "document"

_LONGEST_EXTENSION = 12
# Windows cannot open a file of one of these names, whatever its extension.
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$", "clock$"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"]
)
# Characters that separate paths or mean something to a shell, a file system or an HTTP header.
_MEANINGFUL = frozenset('<>:"|?*\\/%;`$')
# Invisible, yet in no category that goes as a whole: fillers that look like a space or like nothing.
_INVISIBLE = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5\ufffd") | frozenset(
    map(chr, range(0xFE00, 0xFE10))
)


def safe_name(name: str, *, longest: int = LONGEST_NAME) -> str:
    """The name without anything that could mislead a person or a program; ``document`` when nothing is left.

    Safe again gives the same. The extension survives a cut, so that the file still opens where it should.

    >>> safe_name("../../etc/passwd")
    'passwd'
    >>> safe_name("C:\\\\Users\\\\officer\\\\Subpoena 12.pdf")
    'Subpoena 12.pdf'
    >>> safe_name("invoice\\u202efdp.exe")
    'invoicefdp.exe'
    >>> safe_name("nul.pdf")
    '_nul.pdf'
    """
    # Composed first, because composing can bring forth a character that has to go; and last, because
    # what has gone may have stood between a letter and its accent.
    last_part = _composed(name).replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    visible = _composed("".join(map(_seen, last_part)))
    trimmed = " ".join(visible.split()).lstrip(". ~-").rstrip(". ")
    return _cut(_no_device(trimmed), longest) or EMPTY_NAME


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _seen(character: str) -> str:
    """The character as it may stand in a name: itself, a space, an underscore, or nothing."""
    if character in _MEANINGFUL:
        return "_"
    category = unicodedata.category(character)
    if category in ("Zs", "Zl", "Zp") or character in "\t\n\r\v\f":
        return " "
    # Cc: NUL and controls; Cf: right-to-left marks and overrides, zero-width characters, language tags;
    # Cs: halves of a surrogate pair; Co, Cn: nothing that a reader could show.
    if category[0] == "C" or character in _INVISIBLE:
        return ""
    return character


def _cut(name: str, longest: int) -> str:
    """At most so many characters and ``LONGEST_NAME_BYTES`` bytes; the extension stays."""
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > _LONGEST_EXTENSION or " " in extension:
        stem, dot, extension = name, "", ""
    ending = dot + extension
    room = LONGEST_NAME_BYTES - len(ending.encode())
    stem = stem[: longest - len(ending)].encode()[:room].decode(errors="ignore")
    return stem.rstrip(". ") + ending


def _no_device(name: str) -> str:
    return f"_{name}" if name.split(".", 1)[0].rstrip().lower() in _DEVICES else name
