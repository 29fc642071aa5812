"""What a collection yields: records with their media, and what is held of each field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import BinaryIO

Scalar = str | int | float | bool | None


class Holding(StrEnum):
    """Four different answers to "do you have it", per field."""

    HELD = "held"
    HELD_IN_PART = "held_in_part"
    NOT_HELD = "not_held"
    HELD_ENCRYPTED = "held_encrypted"


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldHolding:
    """What the platform holds of one field of one category, with a note for the officer."""

    category: str
    field: str
    holding: Holding
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Media:
    """One file that belongs to a record. ``open_stream`` may be called once or many times; the caller closes.

    ``name`` is a bare file name, safe on every system; ``size`` is in bytes.
    """

    name: str
    media_type: str
    size: int
    open_stream: Callable[[], BinaryIO]


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """One record of an account: a profile, a video, a message, a login.

    ``kind`` names the record's table in the data map ("video", "direct_message"). ``values`` keep the
    data map's column order. A time stands twice: normalised to UTC (ISO 8601) under its own name, and as
    the platform keeps it under the name with ``_original``.
    """

    category: str
    kind: str
    account: str
    id: str
    values: Mapping[str, Scalar]
    media: tuple[Media, ...] = field(default=())


class WithheldReason(StrEnum):
    """Why records within a granted category are not in the collection."""

    PUBLICLY_AVAILABLE = "publicly_available"
    UNDATED = "undated"


@dataclass(frozen=True, kw_only=True, slots=True)
class Withheld:
    """How many records of one kind were left out, and why."""

    category: str
    kind: str
    account: str
    reason: WithheldReason
    count: int
