"""What was asked for and is not in the package, or not whole, and why: as a table and as JSON Lines."""

from __future__ import annotations

from collections.abc import Iterable

from writdesk.core.collected import FieldHolding
from writdesk.production.bagging import BagFile, BagWriter
from writdesk.production.cells import csv_line, json_line
from writdesk.production.particulars import (
    REASON_WORDS,
    GuidelineSentences,
    NotProvided,
    Particulars,
    QuotedSentence,
    Reason,
    not_provided_of,
)

_PATH = "data/not-provided"
_NO_ACCOUNT = "This identifier leads to no account."
_COLUMNS = ("category", "what", "reason", "explanation")


def gather_not_provided(
    particulars: Particulars, holdings: Iterable[FieldHolding], not_provided: Iterable[NotProvided]
) -> list[NotProvided]:
    """Everything that is missing: accounts not found, fields not held, and what was withheld."""
    missing = [
        NotProvided(
            category="", what=asked.identifier, reason=Reason.ACCOUNT_NOT_FOUND, explanation=_NO_ACCOUNT
        )
        for asked in particulars.accounts
        if asked.account is None
    ]
    missing += [found for holding in holdings if (found := not_provided_of(holding)) is not None]
    return missing + list(not_provided)


def write_not_provided(bag: BagWriter, missing: list[NotProvided]) -> list[BagFile]:
    """Both files; with no rows they say that nothing is missing."""
    rows = [csv_line(_COLUMNS)]
    lines = []
    for one in missing:
        rows.append(csv_line((one.category, one.what, REASON_WORDS[one.reason], one.explanation)))
        values = (one.category, one.what, one.reason.value, one.explanation)
        counted = {"kind": one.kind, "records": one.records} if one.records else {}
        lines.append(json_line(dict(zip(_COLUMNS, values, strict=True)) | counted))
    return [bag.add(f"{_PATH}.csv", b"".join(rows)), bag.add(f"{_PATH}.jsonl", b"".join(lines))]


def write_about(bag: BagWriter, particulars: Particulars, sentences: GuidelineSentences) -> BagFile:
    """What the guideline says about retention and about the truth of what people entered, word for word."""
    title = (
        f"{particulars.guideline_title} ({particulars.guideline}, version {particulars.guideline_version})"
    )
    parts = [f"About these records\n\nFrom the guideline of {particulars.provider}: {title}\n"]
    parts += _section("How long records are kept", sentences.retention)
    parts += _section("How far the provider vouches for what account holders entered", sentences.accuracy)
    return bag.add("data/about-the-records.txt", "\n".join(parts).encode())


def _section(title: str, quoted: tuple[QuotedSentence, ...]) -> list[str]:
    said = [f"  “{one.sentence}”{f' ({one.section})' if one.section else ''}\n" for one in quoted]
    return [title, "-" * len(title), "", *(said or ["  The guideline says nothing about this.\n"])]
