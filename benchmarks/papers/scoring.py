"""Compare what was read with the truth: hits, false statements and misses, a fact at a time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from benchmarks.papers.truth import FREE_TEXT, NAMES, Facts

LEAST_F1 = 0.8
EITHER = " || "
Fact = tuple[str, str]


@dataclass(kw_only=True)
class Score:
    """Counts of one fact's name, or of all."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        """The share of what was asserted that is so; nothing when nothing was asserted."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        """The share of what is so that was asserted."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None


@dataclass(kw_only=True)
class Compared:
    """One document's facts sorted into right, wrong and missed."""

    right: list[Fact] = field(default_factory=list)
    wrong: list[Fact] = field(default_factory=list)
    missed: list[Fact] = field(default_factory=list)


def compare(facts: Facts, allowed: Facts, asserted: Iterable[Fact]) -> Compared:
    """Each true fact is found once; what is allowed counts neither way; names not in the contract do not."""
    found = Compared()
    left = [(name, value) for name, values in facts.items() for value in values]
    for name, value in dict.fromkeys((n, normal(n, v)) for n, v in asserted if n in NAMES):
        hit = next((fact for fact in left if fact[0] == name and is_same(name, value, fact[1])), None)
        if hit:
            left.remove(hit)
            found.right.append((name, value))
        elif not _is_said_already(name, value, facts, allowed):
            found.wrong.append((name, value))
    found.missed = left
    return found


def _is_said_already(name: str, value: str, facts: Facts, allowed: Facts) -> bool:
    known = (*facts.get(name, ()), *allowed.get(name, ()))
    return any(is_same(name, value, true) for true in known)


def is_same(name: str, value: str, true: str) -> bool:
    """Exact after normalisation; free text by the words both have; ``a || b`` takes either."""
    for one in true.split(EITHER):
        if normal(name, value) == normal(name, one):
            return True
        if name in FREE_TEXT and f1(value, one) >= LEAST_F1:
            return True
    return False


def normal(name: str, value: str) -> str:
    """Spaces and case do not count; in a statute neither do stops and the sign of the section."""
    plain = " ".join(value.split()).casefold()
    return re.sub(r"[\s.§]+", "", plain) if name == "statute" else plain


def f1(one: str, other: str) -> float:
    """The harmonic mean of precision and recall over words."""
    left, right = (Counter(re.findall(r"\w+", text.casefold())) for text in (one, other))
    common = sum((left & right).values())
    return 2 * common / (left.total() + right.total()) if common else 0.0


def tally(compared: Iterable[Compared]) -> dict[str, Score]:
    """Scores by the fact's name, and ``all``."""
    scores: dict[str, Score] = {"all": Score()}
    for one in compared:
        for kind in ("right", "wrong", "missed"):
            for name, _ in getattr(one, kind):
                for score in (scores.setdefault(name, Score()), scores["all"]):
                    setattr(score, kind, getattr(score, kind) + 1)
    return scores
