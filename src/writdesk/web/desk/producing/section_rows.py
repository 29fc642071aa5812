"""The records of a section as rows: values in words, other people marked, media named and never opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from writdesk.adapters.sections import Section
from writdesk.adapters.staged_reading import StagedRecord
from writdesk.core.leaving_out import REASONS, LeftOutReason
from writdesk.core.spans import Spans, holds
from writdesk.documents.media_types import JPEG, PNG, TIFF
from writdesk.store.productions import LeftOut
from writdesk.web.desk.words import words
from writdesk.web.measures import size_words

DRAWN = frozenset({JPEG, PNG, TIFF})
LONG = 60
_ORIGINAL = "_original"


@dataclass(frozen=True, kw_only=True)
class FieldRow:
    """One value of a record."""

    name: str
    value: str
    as_kept: str
    is_long: bool
    is_other_person: bool


@dataclass(frozen=True, kw_only=True)
class MediaRow:
    """One file of a record: named, measured, and drawn only where that is safe."""

    name: str
    media_type: str
    size: str
    sha256: str
    picture_url: str


@dataclass(frozen=True, kw_only=True)
class RecordRow:
    """One record. ``number`` is its number in the collection, ``place`` that in the section."""

    number: int
    place: str
    id: str
    account: str
    left_out: str
    is_hidden: bool
    is_chosen: bool
    others: int
    fields: tuple[FieldRow, ...]
    media: tuple[MediaRow, ...]


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What the acts of leaving out say about each record of a section."""

    acts: tuple[tuple[Spans, LeftOutReason], ...]

    def reason_of(self, number: int) -> LeftOutReason | None:
        """Why a record is left out; None for one that would go."""
        return next((reason for spans, reason in self.acts if holds(spans, number)), None)


def standing_of(section: Section, acts: Sequence[LeftOut]) -> Standing:
    """The acts on this section."""
    return Standing(
        acts=tuple(
            (act.as_spans(), LeftOutReason(act.reason))
            for act in acts
            if (act.category, act.kind) == (section.category, section.kind)
        )
    )


def record_row(
    reference: str, section: Section, record: StagedRecord, standing: Standing, chosen: frozenset[int]
) -> RecordRow:
    """One record; of abuse material nothing is shown but that it is there."""
    reason = standing.reason_of(record.number)
    is_hidden = reason is LeftOutReason.ABUSE_MATERIAL
    others = section.third_persons_in(record.account, record.values)
    return RecordRow(
        number=record.number,
        place=f"{record.number - section.first + 1:,}",
        id=record.id,
        account=record.account,
        left_out=REASONS[reason].choice if reason else "",
        is_hidden=is_hidden,
        is_chosen=record.number in chosen,
        others=len(others),
        fields=() if is_hidden else _fields(record.values, section, others),
        media=() if is_hidden else tuple(_media(reference, section, record)),
    )


def _fields(values: dict[str, Any], section: Section, others: set[str]) -> tuple[FieldRow, ...]:
    return tuple(
        FieldRow(
            name=words(name),
            value=_instant(value) if f"{name}{_ORIGINAL}" in values else _shown(value),
            as_kept=_shown(values[f"{name}{_ORIGINAL}"]) if f"{name}{_ORIGINAL}" in values else "",
            is_long=len(_shown(value)) > LONG,
            is_other_person=name in section.columns and str(value) in others,
        )
        for name, value in values.items()
        if value not in (None, "") and not (name.endswith(_ORIGINAL) and name[: -len(_ORIGINAL)] in values)
    )


def _instant(value: Any) -> str:
    """A moment that the collector put into UTC, to the last digit.

    >>> _instant("2024-01-07T05:59:24.622000+00:00"), _instant("2024-01-07T05:59:24+00:00")
    ('2024-01-07 05:59:24.622 UTC', '2024-01-07 05:59:24 UTC')
    """
    text = _shown(value)
    if not text.endswith("+00:00"):
        return text
    whole, point, parts = text.removesuffix("+00:00").replace("T", " ").partition(".")
    return f"{whole}{point}{parts.rstrip('0')} UTC"


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _media(reference: str, section: Section, record: StagedRecord) -> list[MediaRow]:
    return [
        MediaRow(
            name=place["name"],
            media_type=place["media_type"],
            size=size_words(place["size"]),
            sha256=place["sha256"],
            picture_url=reverse(
                "desk_record_picture",
                args=[reference, section.category, section.kind, record.number, index],
            )
            if place["media_type"] in DRAWN
            else "",
        )
        for index, place in enumerate(record.media)
    ]
