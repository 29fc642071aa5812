# ruff: noqa: E501 - a pattern is read as one line
"""Days as papers write them, in many forms. Where the order of day and month is open, both are offered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan enero januar janvier gennaio",
            "february feb febrero februar février fevrier febbraio",
            "march mar marzo märz maerz mars",
            "april apr abril avril aprile",
            "may mayo mai maggio",
            "june jun junio juni juin giugno",
            "july jul julio juli juillet luglio",
            "august aug agosto août aout",
            "september sep sept septiembre septembre settembre",
            "october oct octubre oktober octobre ottobre",
            "november nov noviembre novembre",
            "december dec diciembre dezember décembre decembre dicembre",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")(?![a-zà-ÿ])\.?"
# Digits as OCR writes them when it errs.
_D = r"[\dOoIl|]"
_YEAR = rf"(?:[12]{_D}{{3}}|['’]\d\d(?!\d))"
_DAY = rf"(?:[0-3Ol]?{_D})(?:\s?(?:st|nd|rd|th|º|°|er))?(?![\dA-Za-z])"
_AND = r"[\s\n,]*"
MONTH_FIRST = rf"(?P<m1>{_MONTH})\s*(?P<d1>{_DAY}){_AND}(?P<y1>{_YEAR})"
DAY_FIRST = rf"(?P<d2>{_DAY})[\s\-.]*(?:day\s+of\s+|de\s+|of\s+)?(?P<m2>{_MONTH})[\s,\-.]*(?:de\s+|del\s+|in\s+the\s+year\s+)?(?P<y2>{_YEAR})"
ISO = r"(?P<y3>[12]\d{3})-(?P<m3>[01]?\d)-(?P<d3>[0-3]?\d)(?![\d-])"
NUMBERS = r"(?P<a>[0-3]?\d)\s?(?P<sep>[/.\-])\s?(?P<b>[0-3]?\d)\s?(?P=sep)\s?(?P<y4>(?:19|20)\d{2}|\d{2})(?![\d/\-])"
_PATTERN = re.compile(rf"(?<![\w/])(?:{MONTH_FIRST}|{DAY_FIRST}|{ISO}|{NUMBERS})", re.IGNORECASE)
FIRST_YEAR, LAST_YEAR = 1950, 2099


@dataclass(frozen=True, slots=True)
class Day:
    """A day found in a text. ``others`` are what it may be as well."""

    on: date
    start: int
    end: int
    others: tuple[date, ...] = ()

    @property
    def is_certain(self) -> bool:
        """Whether it can be only this day."""
        return not self.others


def days_in(text: str, *, american: bool = False, elsewhere: bool = False) -> Iterator[Day]:
    """The days in a text, from left to right.

    >>> [str(day.on) for day in days_in("on March 4, 2026 and 5 April 2026")]
    ['2026-03-04', '2026-04-05']
    >>> [(str(day.on), day.is_certain) for day in days_in("03/04/2026")]
    [('2026-03-04', False)]
    """
    for hit in _PATTERN.finditer(text):
        day = _day(hit, american=american, elsewhere=elsewhere)
        if day:
            yield day


def _day(hit: re.Match[str], *, american: bool, elsewhere: bool) -> Day | None:
    for number in ("1", "2"):
        if hit[f"m{number}"]:
            return _made(hit, _year(hit[f"y{number}"]), _month(hit[f"m{number}"]), _number(hit[f"d{number}"]))
    if hit["y3"]:
        return _made(hit, int(hit["y3"]), int(hit["m3"]), int(hit["d3"]))
    return _numeric(hit, american=american, elsewhere=elsewhere)


def _numeric(hit: re.Match[str], *, american: bool, elsewhere: bool) -> Day | None:
    first, second, year = int(hit["a"]), int(hit["b"]), int(hit["y4"])
    year += 2000 if year < 100 else 0
    month_first, day_first = _date(year, first, second), _date(year, second, first)
    if month_first and day_first and month_first != day_first:
        if hit["sep"] == "." or (elsewhere and not american):
            return Day(day_first, hit.start(), hit.end())
        if american:
            return Day(month_first, hit.start(), hit.end())
        return Day(month_first, hit.start(), hit.end(), (day_first,))
    found = month_first or day_first
    return Day(found, hit.start(), hit.end()) if found else None


def _made(hit: re.Match[str], year: int, month: int, day: int) -> Day | None:
    found = _date(year, month, day)
    return Day(found, hit.start(), hit.end()) if found else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def _number(written: str) -> int:
    digits = re.match(rf"{_D}+", written)
    return int(_digits(digits.group())) if digits else 0


def _year(written: str) -> int:
    plain = written.lstrip("'’")
    year = int(_digits(plain))
    return year + 2000 if year < 100 else year


def _digits(written: str) -> str:
    return written.translate(str.maketrans("OoIl|", "00111"))


def _month(written: str) -> int:
    return _MONTHS[written.lower().rstrip(".")]


def month_of(written: str) -> int | None:
    """The number of a month by its name."""
    return _MONTHS.get(written.lower().rstrip("."))
