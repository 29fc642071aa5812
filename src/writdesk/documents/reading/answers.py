# ruff: noqa: E501 - a pattern is read as one line
"""What the confined processes answer, taken apart with suspicion: only numbers in range and words come through."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from writdesk.documents.reading.places import Box, Page, Source, Word

LONGEST_WORD = 400
MOST_WORDS = 20_000
_HIDDEN = frozenset({"white", "no_ink", "off_page", "invisible", "tiny"})
_WHY_OCR = frozenset({"scan", "text_over_scan", "no_layer", "garbled_layer", "ink_without_text"})


class AnswerBroken(ValueError):
    """The confined process answered with something else than it may."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadPage:
    """A page's text layer, what it hides, and why its picture must be read, where it must."""

    page: Page
    hidden: tuple[tuple[str, Word], ...] = ()
    wants_ocr: str | None = None
    left_out: int = 0
    pictures: tuple[Box, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadFile:
    """All that the text process says about one file."""

    count: int | None = None
    pages: tuple[ReadPage, ...] = ()
    lines: tuple[Mapping[str, Any], ...] = ()
    makings: Mapping[str, Any] | None = None
    fault: str | None = None


def file_from(answer: bytes) -> ReadFile:
    """The text process's answer. Raises ``AnswerBroken``."""
    try:
        told = json.loads(answer)
        if "fault" in told:
            return ReadFile(fault=str(told["fault"])[:40])
        return ReadFile(
            count=_number(told["count"]) if "count" in told else None,
            pages=tuple(_page(number, page) for number, page in enumerate(told.get("pages", ()), 1)),
            lines=tuple(_line(line) for line in told.get("lines", ())),
            makings=_makings(told.get("makings")),
        )
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError) as reason:
        raise AnswerBroken("The confined process answered with something else") from reason


def recognised_from(number: int, answer: bytes) -> tuple[Page | None, int]:
    """The recognising process's answer: the page (None for a fault) and how many lines were left out."""
    try:
        told = json.loads(answer)
        if "fault" in told:
            return None, 0
        words = tuple(_word(word, Source.OCR) for word in told["words"][:MOST_WORDS])
        wide, high = (_size(side) for side in told["size"])
        turn = told["turn"] if told["turn"] in (0, 90, 180, 270) else 0
        skew = _size(abs(told["skew"])) * (1 if told["skew"] >= 0 else -1)
        page = Page(
            number=number,
            width=wide,
            height=high,
            words=words,
            turn=turn,
            skew=skew if abs(skew) < 0.3 else 0.0,
        )
        return page, _number(told.get("left_out", 0))
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError) as reason:
        raise AnswerBroken("The confined process answered with something else") from reason


def _page(number: int, told: Mapping[str, Any]) -> ReadPage:
    wide, high = (_size(side) for side in told["size"])
    words = tuple(_word(word, Source.TEXT) for word in told["words"][:MOST_WORDS])
    page = Page(number=number, width=wide, height=high, words=words, turn=_turn(told["words"]))
    wants = told.get("wants_ocr")
    return ReadPage(
        page=page,
        hidden=tuple(
            (reason, _word(word, Source.TEXT)) for reason, word in told["hidden"] if reason in _HIDDEN
        ),
        wants_ocr=wants if wants in _WHY_OCR else None,
        left_out=_number(told.get("left_out", 0)),
        pictures=tuple(_box(box) for box in told.get("pictures", ())),
    )


def _turn(words: Sequence[Sequence[Any]]) -> int:
    """By how much most words of a page stand turned."""
    turns = Counter(word[6] for word in words)
    if not turns:
        return 0
    turn, count = turns.most_common(1)[0]
    return int(turn) if turn in (90, 180, 270) and count > 0.6 * len(words) else 0


def _word(told: Sequence[Any], source: Source) -> Word:
    text = told[0]
    if not isinstance(text, str):
        raise AnswerBroken("A word that is no text")
    sure = min(1.0, _size(told[5])) if source is Source.OCR else 1.0
    return Word(_plain(text), _box(told[1:5]), sure, source)


def _plain(text: str) -> str:
    """Without what no paper shows: controls, private signs, halves of pairs."""
    kept = "".join(
        sign
        for sign in text[:LONGEST_WORD]
        if sign >= " " and not "\ud800" <= sign <= "\uf8ff" and sign != "\x7f"
    )
    return "".join(kept.split()) or "\ufffd"


def _box(told: Sequence[Any]) -> Box:
    left, top, right, bottom = (min(2.0, max(-1.0, float(edge))) for edge in told)
    if not all(math.isfinite(edge) for edge in (left, top, right, bottom)):
        raise AnswerBroken("A place that is none")
    return Box(left, top, max(left, right), max(top, bottom))


def _line(told: Mapping[str, Any]) -> Mapping[str, Any]:
    cell = told["cell"]
    return {
        "text": "".join(sign for sign in str(told["text"]) if sign >= " " or sign in "\t\n"),
        "part": str(told["part"])[:20],
        "cell": [_number(each) for each in cell[:3]] if cell else None,
        "hidden": bool(told["hidden"]),
    }


def _makings(told: Any) -> Mapping[str, Any] | None:
    if not isinstance(told, Mapping):
        return None
    names = ("producer", "creator", "created", "changed")
    found: dict[str, Any] = {
        name: "".join(sign for sign in str(told.get(name, ""))[:120] if sign.isprintable()) for name in names
    }
    return {**found, "saved_again": _number(told.get("saved_again", 0))}


def _number(told: Any) -> int:
    if not isinstance(told, int) or isinstance(told, bool) or not 0 <= told < 1 << 31:
        raise AnswerBroken("A number that is none")
    return told


def _size(told: Any) -> float:
    size = float(told)
    if not math.isfinite(size) or not 0 <= size < 1e7:
        raise AnswerBroken("A size that is none")
    return size
