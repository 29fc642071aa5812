"""The nearest known name to one that is not known, for messages that help."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that looks most like this one, or None when none does.

    >>> nearest("subpena", ["warrant", "subpoena"])
    'subpoena'
    """
    plain = {_plain(candidate): candidate for candidate in known}
    # Names are short; a longer one is no misspelling, and the comparison costs the square of its length.
    found = get_close_matches(_plain(name[:80]), plain, n=1, cutoff=0.6)
    return plain[found[0]] if found else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A half-sentence that names the nearest known name, or the whole list where nothing is near."""
    names = list(known)
    found = nearest(name, names)
    if found is not None:
        return f'did you mean "{found}"?'
    return f"known are {', '.join(names)}" if names else "none is known"


def _plain(name: str) -> str:
    return name.casefold().replace("-", "_").replace(" ", "_")
