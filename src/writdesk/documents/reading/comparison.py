"""A page's text layer against its picture: what both say, and what the layer hides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from writdesk.documents.reading.answers import ReadPage
from writdesk.documents.reading.places import Box, Word
from writdesk.documents.reading.warnings import DocumentWarning, warning


def agreement(layer: Iterable[Word], seen: Iterable[Word]) -> float:
    """The part of words (of three letters and more) that both have, from 0 to 1.

    >>> agreement([Word("Subpoena"), Word("No.")], [Word("subpoena"), Word("4471")])
    0.6666666666666666
    """
    left, right = _counted(layer), _counted(seen)
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 1.0


def _counted(words: Iterable[Word]) -> Counter[str]:
    plain = (re.sub(r"\W", "", word.text).lower() for word in words)
    return Counter(word for word in plain if len(word) >= 3)


def hidden_warnings(layer: ReadPage) -> list[DocumentWarning]:
    """One warning a reason, with the words and where they stand."""
    found = []
    for reason in dict.fromkeys(reason for reason, _ in layer.hidden):
        words = [word for each, word in layer.hidden if each == reason]
        box = Box.around(word.box for word in words if word.box) if words else None
        found.append(
            warning(
                f"hidden_{reason}",
                page=layer.page.number,
                box=box,
                detail=" ".join(word.text for word in words),
            )
        )
    if layer.page.turn:
        found.append(warning("turned", page=layer.page.number, detail=f"{layer.page.turn} degrees"))
    return found
