# ruff: noqa: E501 - a pattern is read as one line
"""The days a paper speaks of: when it was issued, by when it is answered, and the period that is asked for."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import date

from writdesk.documents.reading.fact import Fact
from writdesk.documents.reading.facts.context import Context
from writdesk.documents.reading.facts.dates import Day, days_in, month_of
from writdesk.documents.reading.labels import Field
from writdesk.documents.reading.paper import BREAK

_TO = r"\s*(?:,?\s*(?:to|and\s+ending(?:\s+on)?|ending(?:\s+on)?|through|thru|until|till|and|up\s+to|al|au|bis|hasta)(?:\s+(?:and\s+including|el))?|[-–—])\s*"
_LEADS = re.compile(
    r"(?:period|between|from|beginning|starting|commencing|dates?|range|during|time\s*-?\s*frame|period\s+of|del|du|vom|for|window)[^.\n]{0,24}[:\s(]*$",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(r"\b(?:e\.\s?g\.|for\s+(?:example|instance)|such\s+as)", re.IGNORECASE)
_SHORT = re.compile(
    rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:de\s+)?(?P<m1>[A-Za-zé]+){_TO}(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:de\s+)?(?P<m2>[A-Za-zé]+)\s+(?:de\s+)?(?P<year>\d{{4}})",
    re.IGNORECASE,
)
_SHORT_US = re.compile(
    rf"(?P<m1>[A-Z][a-z]+)\.?\s+(?P<d1>\d{{1,2}}){_TO}(?P<m2>[A-Z][a-z]+)\.?\s+(?P<d2>\d{{1,2}}),?\s+(?P<year>\d{{4}})"
)
_ISSUED_BEFORE = re.compile(
    r"(?:dated?|issued|executed|signed|sworn|made|filed|granted|entered|done|given|ordered|witness(?:[^\ue000]{0,160}?,)?|issued\s+under\b[^.\ue000]{0,60}?|witness\s[^.\ue000]{0,100}?(?:seal|hand)[^.\ue000]{0,40}?)(?:\s+(?:and\s+time\s+issued|on|at|in|this|under\s+my\s+hand|by\s+me|as\s+of|"
    r"the|of|issue|issued)){0,4}(?:\s+(?:in|at)\s+(?:[A-Z][\w.]+\s*,?\s*){1,3}(?:on|this|,)?)?\s*[:,]?\s*(?:this\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_RETURN_BEFORE = re.compile(
    r"(?:on\s+or\s+before|no\s+later\s+than|not\s+later\s+than|return(?:able)?(?:\s+(?:date|on|by))*|by|due(?:\s+by|\s+on)?)\s*:?\s*(?:the\s+)?$",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"produc|respon[sd]|repl(?:y|ies)|compl(?:y|iance)|return|answer|furnish|provide|disclos|deliver|material|records\s+(?:by|due)|execute|grateful|receive",
    re.IGNORECASE,
)
_OTHER_EVENT = re.compile(
    r"\b(?:ninety|expires?|ends?|end\s+on|serve\s+on|reported|born|birth|rev\.?|signed\s+at\s+washington|form|first\s+(?:request|seen)|"
    r"we\s+asked|previous|posted|missing|since|stamp|received|incident|arrest|until|disclose)\b",
    re.IGNORECASE,
)


def read_periods(context: Context, *, is_legal: bool) -> Iterator[Fact]:
    """Date ranges, the day of issue and the day of return."""
    ranges = list(_ranges(context))
    seen: set[str] = set()
    for value, start, end, is_certain in ranges:
        if value not in seen:
            seen.add(value)
            fact = context.paper.fact("date_range", value, start, end)
            yield fact if is_certain and len(seen) == 1 else fact.offered("a span of days")
    within = [(start, end) for _, start, end, _ in ranges]
    yield from _issued(context, within)
    if is_legal:
        yield from _returnable(context, within)


def _days(context: Context, text: str) -> list[Day]:
    return list(days_in(text, american=context.is_american, elsewhere=context.is_elsewhere))


def _ranges(context: Context) -> Iterator[tuple[str, int, int, bool]]:
    text = context.text
    days = _days(context, text)
    for first, second in itertools.pairwise(days):
        between = text[first.end : second.start]
        if _EXAMPLE.search(text[context.sentence_at(first.start).start : first.start][-120:]):
            continue
        if BREAK in between or not re.fullmatch(_TO, between, re.IGNORECASE) or first.on > second.on:
            continue
        led = bool(_LEADS.search(text[max(0, first.start - 50) : first.start]))
        is_certain = first.is_certain and second.is_certain
        yield f"{first.on}/{second.on}", first.start, second.end, is_certain and (led or "/" not in between)
    for pattern in (_SHORT, _SHORT_US):
        for hit in pattern.finditer(text):
            found = _short(hit)
            if found:
                yield found, hit.start(), hit.end(), True


def _short(hit: re.Match[str]) -> str | None:
    months = month_of(hit["m1"]), month_of(hit["m2"])
    if not all(months):
        return None
    try:
        first = date(int(hit["year"]), months[0] or 0, int(hit["d1"]))
        second = date(int(hit["year"]), months[1] or 0, int(hit["d2"]))
    except ValueError:
        return None
    return f"{first}/{second}" if first <= second else None


def _field_day(context: Context, field: Field) -> Day | None:
    found = _days(context, field.value)
    return found[0] if found and found[0].start < 30 else None


def _is_hearing(context: Context, field: Field) -> bool:
    """Whether a caption's "Date:" is the hearing's: a time stands beneath it."""
    lines = " ".join(line.text for line in field.more[:1])
    at = context.text.find(field.value)
    after = context.text[at : at + len(field.value) + 40] if at >= 0 else ""
    return bool(re.search(r"\btime\s*:", lines + after, re.IGNORECASE)) and field.label.lower() == "date"


def _issued(context: Context, within: list[tuple[int, int]]) -> Iterator[Fact]:
    found: list[tuple[int, Fact]] = []
    for field in context.labelled("issued"):
        day = _field_day(context, field)
        if day and not _is_hearing(context, field):
            is_plain = field.label.lower() == "date"
            fact = _day_fact(
                field.fact(context.paper, "issued_on", str(day.on), field.value[day.start : day.end]), day
            )
            found.append((2 if is_plain else 0, fact))
    text = context.text
    for day in _days(context, text):
        if any(start <= day.start < end for start, end in within):
            continue
        before = text[max(0, day.start - 130) : day.start].rpartition(BREAK)[2]
        if _OTHER_EVENT.search(before.rpartition("\n")[2][-40:]):
            continue
        line = text[text.rfind("\n", 0, day.start) + 1 : _line_end(text, day.end)]
        weight = _issue_weight(before, line, text[day.start : day.end])
        if weight is not None:
            found.append(
                (weight, _day_fact(context.paper.fact("issued_on", str(day.on), day.start, day.end), day))
            )
    yield from _best(found)


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end < 0 else end


def _issue_weight(before: str, line: str, written: str) -> int | None:
    if _ISSUED_BEFORE.search(before):
        return 1
    rest = line.replace(written, "").strip(" .,;\t-–")
    if not rest:
        return 3
    # A date at the head of a letter beside its number or place.
    is_head = re.fullmatch(
        r"(?:(?:[A-Z][\w’'\-]+\.?\s?){1,3},?(?:\s+(?:den|le|the|on|a|el|il))?)?|(?:[-–.]\s*)?(?:file|ref\w*|our|incident|case|matter|docket|your)\b.{0,60}|(?=\S*\d)(?=\S*[/\-])[A-Z\d][\w/.\-]{3,24}\s*[·|•,;—–-]?",
        rest,
        re.IGNORECASE,
    )
    return 4 if is_head else None


def _best(found: list[tuple[int, Fact]]) -> Iterator[Fact]:
    """The best one for certain; others, when they say another day, as offers."""
    seen: set[str] = set()
    for _, fact in sorted(found, key=lambda each: each[0]):
        if fact.value not in seen:
            yield fact if not seen else fact.offered("another day stands in the paper, too")
            seen.add(fact.value)


def _day_fact(fact: Fact, day: Day) -> Fact:
    if day.is_certain:
        return fact
    return fact.offered(f"day and month may be the other way round ({day.others[0]})")


def _is_return(lead: str, before: str, sentence: str) -> bool:
    """Whether a sentence says by when it is answered, or when one has to appear."""
    if re.search(r"\b(?:appear|attend)\b", lead, re.IGNORECASE) and re.search(r"\bon\s+(?:the\s+)?$", before):
        return True
    is_answer = bool(_RETURN_BEFORE.search(before)) and bool(_ASKS.search(sentence))
    return is_answer and not re.search(r"dated\s+by|signed", before)


def _returnable(context: Context, within: list[tuple[int, int]]) -> Iterator[Fact]:
    found: list[tuple[int, Fact]] = []
    for field in context.labelled("returnable", "issued"):
        day = _field_day(context, field)
        if day and (field.key == "returnable" or _is_hearing(context, field)):
            fact = field.fact(context.paper, "returnable_on", str(day.on), field.value[day.start : day.end])
            found.append((0, _day_fact(fact, day)))
    text = context.text
    for day in _days(context, text):
        if any(start <= day.start < end for start, end in within):
            continue
        sentence = context.sentence_at(day.start)
        before = text[max(sentence.start, day.start - 40) : day.start]
        if _is_return(text[sentence.start : day.start], before, sentence.text):
            found.append(
                (1, _day_fact(context.paper.fact("returnable_on", str(day.on), day.start, day.end), day))
            )
    yield from _best(found)
