# ruff: noqa: E501 - a pattern is read as one line
"""Names of courts, agencies and authorities: what such a name looks like, and where one begins and ends."""

from __future__ import annotations

import re

# Words that only an agency's name ends with or turns on.
AGENCY_WORD = (
    r"(?:police|sheriff['’]?s?|constabulary|gendarmerie|carabinieri|polizei|polic[ií]a|guardia|garda|marshals?|"
    r"bureau|agency|department|service|services|division|task\s+force|authority|unit|prosecution|prosecutor['’]?s?|"
    r"attorney['’]?s?|office|directorate|commission|secretariat|ministry|force|investigations?|inquiry|"
    r"inspection|patrol|rangers?|council|staatsanwaltschaft|kriminalamt|\w*polizei\w*|parquet|fiscal[ií]a|troop)"
)
_CAPITAL = r"(?:[A-ZÀ-Þ][\w’'.&\-À-ÿ]*|[A-Z]{2,})"
_LINK = r"(?:of|the|and|for|de|del|la|du|des|der|di|von|&|on)"
ORGANISATION = rf"{_CAPITAL}(?:,?\s+(?:{_LINK}\s+){{0,2}}{_CAPITAL}){{0,10}}"
_AGENCY = re.compile(rf"\b{AGENCY_WORD}\b", re.IGNORECASE)
_COURT = re.compile(
    r"\b(?:court|courts|tribunal|juzgado|gericht|amtsgericht|landgericht|magistrate['’]?s?|judge['’]?s chambers|audiencia|"
    r"grand jury)\b",
    re.IGNORECASE,
)
_PRIVATE = re.compile(r"\b(?:inc|llc|ltd|limited|pte|gmbh|corp|company|plc)\b\.?", re.IGNORECASE)
_NOT_NAMES = re.compile(
    r"\b(?:request|subpoena|warrant|order|preservation|emergency|disclosure|records|information|signature|"
    r"page|form|attachment|exhibit|date|case|criminal division|u\.?s\.? department of justice|custodian|"
    r"response|statement|treaty|letterhead|signed|executed|seal|sealed|copy|mail|days?)\b",
    re.IGNORECASE,
)


def is_court(text: str) -> bool:
    """Whether a line names a court."""
    return bool(_COURT.search(text))


def is_agency(text: str) -> bool:
    """Whether a line names an agency and nothing else.

    >>> [is_agency(line) for line in ("Pine County Sheriff's Office", "Request for records", "Chirrup, Inc.")]
    [True, False, False]
    """
    plain = " ".join(text.split()).strip(" .,;:")
    if (
        not 5 <= len(plain) <= 90
        or _PRIVATE.search(plain)
        or _NOT_NAMES.search(plain)
        or is_court(plain)
        or re.match(
            r"in\s+(?:the\s+name|the\s+matter|re)\b|application\s+of|to\s+(?:all|the|any)\b|re\b",
            plain,
            re.IGNORECASE,
        )
    ):
        return False
    if re.search(r"[\d@:()?\[\]_*<>]", plain) or not _AGENCY.search(plain) or len(plain.split()) < 2:
        return False
    words = [word for word in plain.split() if not re.fullmatch(_LINK, word, re.IGNORECASE)]
    return all(word[0].isupper() or not word[0].isalpha() for word in words)


def title_case(text: str) -> str:
    """Capitals alone made readable; anything else as it stands.

    >>> title_case("UNITED STATES DISTRICT COURT")
    'United States District Court'
    """
    if not text.isupper():
        return text
    lowered = [word.capitalize() if len(word) > 1 else word for word in text.split()]
    links = {"Of", "The", "And", "For", "In"}
    return (
        " ".join(word.lower() if place and word in links else word for place, word in enumerate(lowered))
        .replace("’S", "’s")
        .replace("'S", "'s")
    )
