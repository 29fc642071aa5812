# ruff: noqa: E501 - a pattern is read as one line
"""What all fact modules look at: the paper, its labelled values, its sentences, the addressee's part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from writdesk.documents.reading.labels import Field, fields_of
from writdesk.documents.reading.paper import BREAK, Paper

_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|No|Nos|Inc|Ltd|Pte|LLC|Co|Mr|Mrs|Ms|Dr|Hon|St|Sec|Art|art|ss|s|Tel|tel|Ext|ext|vs?|Stat|Crim|"
    r"Proc|Code|Rev|Ann|Fla|Tex|Cal|Det|Sgt|Lt|Insp|Supt|Misc|Jr|Sr|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|"
    r"Nov|Dec|Ref|Dept|Atty|Asst|Ilma|Ilmo|Sra|cf|e\.g|i\.e|U\.S\.C|U\.S|P\.O|a\.m|p\.m))\.$"
)
_PROVIDER = re.compile(
    r"custodian|legal\s+process\s+team|law\s+enforcement\s+response|legal\s+(?:department|response)|"
    r"trust\s+(?:and|&)\s+safety|compliance|^\s*to\s*[:：]",
    re.IGNORECASE,
)
# How far an address reaches, and what ends it.
_ADDRESS_REACH = 240
_OPENS = re.compile(r"\b(?:Dear|Sirs?|Madam|Re:|RE:|Subject:|To [Ww]hom|Pursuant|[Pp]lease|I am|We )")
_COMPANY = re.compile(
    r"\b(?:Inc\.?|LLC|Ltd\.?|Limited|Pte\.?|GmbH|Corp(?:oration)?\.?|Company|PLC|S\.A\.)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the flow and where it stands there."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Context:
    """A paper with what is known about it. ``hosts`` are the platform's host names, where the desk knows them."""

    paper: Paper
    hosts: tuple[str, ...] = ()
    company: tuple[str, ...] = field(default=())

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The labelled values."""
        return fields_of(self.paper)

    def labelled(self, *keys: str) -> Iterator[Field]:
        """The values under these labels, in the order of the paper."""
        return (each for each in self.fields if each.key in keys)

    @property
    def text(self) -> str:
        """The flow."""
        return self.paper.text

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The flow's sentences; a block ends one, a list's item and a stop do."""
        return tuple(_sentences(self.text))

    def sentence_at(self, place: int) -> Sentence:
        """The sentence that holds this place."""
        for each in self.sentences:
            if each.start <= place < each.end:
                return each
        return Sentence("", place, place)

    def block_at(self, place: int) -> tuple[int, int]:
        """Where the block that holds this place begins and ends."""
        start = self.text.rfind(BREAK, 0, place) + 1
        end = self.text.find(BREAK, place)
        return start, len(self.text) if end < 0 else end

    def is_addressee(self, place: int) -> bool:
        """Whether this place stands in the lines to whom the paper is addressed."""
        start, end = self.block_at(place)
        start = max(start, place - _ADDRESS_REACH)
        opened = list(_OPENS.finditer(self.text, start, place))
        if opened:
            return False
        line = self.text.rfind("\n", start, place)
        lines = self.text[start:place] if line > start else self.text[start : min(end, place + 120)]
        before = self.text[max(0, start - 60) : start]
        return bool(
            _PROVIDER.search(lines)
            or _COMPANY.search(self.text[start : min(end, start + 80)])
            or re.search(r"\bto\s*[:：]\s*\W*$", before, re.IGNORECASE)
        )

    @cached_property
    def _order_shown(self) -> str | None:
        """What the paper's own days show: one that can be read only one way tells of the others."""
        pairs = [(int(hit[1]), int(hit[2])) for hit in _NUMERIC_DAY.finditer(self.text)]
        has_day_first = any(12 < first <= 31 and second <= 12 for first, second in pairs)
        has_month_first = any(first <= 12 < second <= 31 for first, second in pairs)
        if has_day_first == has_month_first:
            return None
        return "day" if has_day_first else "month"

    @cached_property
    def is_american(self) -> bool:
        """Whether dates are written month first: the paper speaks of United States law, places or agencies."""
        if self._order_shown is not None:
            return self._order_shown == "month"
        us = len(re.findall(_AMERICAN, self.text))
        other = len(re.findall(_ELSEWHERE, self.text))
        return us > 2 * other

    @cached_property
    def is_elsewhere(self) -> bool:
        """Whether dates are written day first."""
        if self._order_shown is not None:
            return self._order_shown == "day"
        return len(re.findall(_ELSEWHERE, self.text)) > len(re.findall(_AMERICAN, self.text))

    @cached_property
    def country(self) -> str | None:
        """The country whose law the paper cites, by what it calls itself; None when it does not say."""
        for name, pattern in _COUNTRIES:
            if re.search(pattern, self.text, re.IGNORECASE):
                return name
        return None


_NUMERIC_DAY = re.compile(r"(?<![\w/.\-])(\d{1,2})[/\-](\d{1,2})[/\-](?:19|20)\d{2}(?![\w/\-])")
_AMERICAN = (
    r"U\.?\s?S\.?\s?C\b|United States Code|Title 18|Sheriff|\bDistrict Attorney|State Attorney|"
    r"\b(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|"
    r"V[AT]|W[AIVY])\s+\d{5}\b|Superior Court|Circuit Court|County of|UNITED STATES DISTRICT|United States District|"
    r"Assistant United States Attorney|Grand Jury|GRAND JURY|Penal Code §|\bFBI\b|Police Department"
)
_ELSEWHERE = (
    r"\bSingapore\b|United Kingdom|\bConstabulary\b|Crown (?:Court|Prosecution|Office)|\bLondon\b|\bIndia\b|"
    r"\bConstable\b|[Ww]arrant card|[Ll]etter of request|[Mm]atricule|European|\bGarda\b|\bBundes|Procurator|\bMagistrates?['’] Court|letter rogatory|"
    r"mutual legal assistance|\b(?:NSW|Ontario|Québec)\b|[A-Z]{1,2}\d{1,2}[A-Z]?\s+\d[A-Z]{2}\b|"
    r"\bJuzgado\b|\bTribunal\b|\bParquet\b|Staatsanwaltschaft|\bHigh Court of\b"
)
_COUNTRIES = (
    (
        "Singapore",
        r"\bsingapore (?:police|courts?)|republic of singapore|state courts,? singapore|\bsingapore\b.{0,40}\bact\b",
    ),
    ("India", r"\bindia\b|bharatiya|\bFIR\b no"),
    (
        "United Kingdom",
        r"united kingdom|crown (?:court|prosecution|office)|constabulary|procurator fiscal|england and wales|police scotland|(?-i:\b[A-Z]{1,2}\d{1,2}[A-Z]?\s\d[A-Z]{2}\b)",
    ),
    ("Ireland", r"\bgarda\b|\bireland\b"),
    ("Australia", r"\baustralia\b|new south wales"),
    ("New Zealand", r"new zealand"),
    ("Canada", r"\bcanada\b|ontario|british columbia"),
    ("Malaysia", r"\bmalaysia\b"),
    ("Germany", r"staatsanwaltschaft|amtsgericht|germany|\bstpo\b"),
    ("France", r"tribunal judiciaire|procureur de la république|\bfrance\b"),
    ("Spain", r"\bspain\b|españa|spanish\s+(?:code|law|penal|criminal)"),
)


def _sentences(text: str) -> Iterator[Sentence]:
    start = 0
    for hit in re.finditer(
        rf"[.!?][\"”’)]?(?=\s)|\s*\n\s*{BREAK}\s*|;\s*(?=\n)|\n(?=\s*(?:[•·▪‣\-–*]|\(?[a-z0-9ivx]{{1,4}}[.)])\s)|"
        r"\n(?=(?:Part|PART|Schedule|SCHEDULE|Attachment|ATTACHMENT|Exhibit|EXHIBIT|Annex|ANNEX)\s+\w{1,3}\b)",
        text,
    ):
        end = hit.end()
        if text[hit.start()] == ".":
            tail = text[max(start, hit.start() - 12) : hit.start() + 1]
            following = text[end:].lstrip(" \t\n")[:1]
            if _ABBREVIATION.search(tail) or following.islower():
                continue
        if text[start:end].strip():
            yield _stripped(text, start, end)
        start = end
    if text[start:].strip():
        yield _stripped(text, start, len(text))


def _stripped(text: str, start: int, end: int) -> Sentence:
    while start < end and (text[start].isspace() or text[start] == BREAK):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == BREAK):
        end -= 1
    return Sentence(text[start:end], start, end)
