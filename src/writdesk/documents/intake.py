"""Inspection of an uploaded file: what it is, and whether it may come in."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from functools import cache
from typing import Any, BinaryIO

from writdesk.core.names import safe_name
from writdesk.documents.errors import ReaderGaveUp
from writdesk.documents.inspection import MIB, Fault, Inspection, Limits
from writdesk.documents.media_types import (
    ACCEPTED_TYPES,
    TEXT,
    UNKNOWN,
    Seen,
    contradicts,
    extension_of,
    is_usual,
    media_type_of,
)
from writdesk.documents.reader_pool import ReaderPool
from writdesk.documents.sentences import FAULTS, NOTES, fault, note, size_in_words

DEFAULT_LIMITS = Limits()


def inspect(
    source: BinaryIO, *, name: str, limits: Limits = DEFAULT_LIMITS, pool: ReaderPool | None = None
) -> Inspection:
    """What the file is, read from where ``source`` stands to its end; parsed in a confined process.

    ``name`` is the name that the sender gave. A file that cannot come in has faults; nothing is raised.
    Raises ``ReaderUnavailable`` or ``ReaderBusy`` when the desk itself cannot read now.
    """
    content, size, sha256 = _read(source, limits.size)
    if content is None:
        too_large = fault("too_large", limit=size_in_words(limits.size))
        return Inspection(media_type=UNKNOWN, pages=None, size=size, sha256=sha256, faults=(too_large,))
    blank = Inspection(media_type=UNKNOWN, pages=None, size=size, sha256=sha256)
    if not content:
        return replace(blank, faults=(fault("empty"),))
    seen = media_type_of(content)
    inspection = replace(blank, media_type=seen.media_type)
    extension = extension_of(safe_name(name))
    if refusal := _refusal_by_type(seen, extension):
        return replace(inspection, faults=(refusal,))
    if not is_usual(extension, seen.media_type):
        inspection = replace(inspection, notes=(note("unusual_extension"),))
    return (
        inspection
        if seen.media_type == TEXT
        else _parsed(inspection, content, limits, pool or default_pool())
    )


@cache
def default_pool() -> ReaderPool:
    """The pool that all threads of this process share; its processes start with the first file."""
    return ReaderPool()


def _read(source: BinaryIO, limit: int) -> tuple[bytes | None, int, str]:
    """Content (None when it is over the limit), size and hash. What is over the limit is hashed, not kept."""
    kept, size, digest = bytearray(), 0, hashlib.sha256()
    while piece := source.read(MIB):
        size += len(piece)
        digest.update(piece)
        if size <= limit:
            kept += piece
        else:
            kept.clear()
    return (bytes(kept) if size <= limit else None), size, digest.hexdigest()


def _refusal_by_type(seen: Seen, extension: str) -> Fault | None:
    if seen.media_type not in ACCEPTED_TYPES:
        return fault("wrong_type", seen=seen.words)
    if contradicts(extension, seen.media_type):
        return fault("wrong_extension", extension=extension, seen=seen.words)
    return None


def _parsed(inspection: Inspection, content: bytes, limits: Limits, pool: ReaderPool) -> Inspection:
    job = json.dumps({"media_type": inspection.media_type, "limits": limits.as_numbers()}).encode()
    try:
        answer = pool.ask(job, content, seconds=limits.seconds)
        return _with_answer(inspection, json.loads(answer))
    except (ReaderGaveUp, ValueError, TypeError, KeyError, AttributeError):
        return replace(inspection, faults=(fault("too_complex"),))


def _with_answer(inspection: Inspection, answer: Any) -> Inspection:
    """The inspection with what the confined process says: known codes and numbers, nothing else."""
    faults = tuple(
        fault(_known(code, FAULTS), **_numbers(values)) for code, values in answer["faults"].items()
    )
    notes = tuple(note(_known(code, NOTES)) for code in answer["notes"])
    pages = None if answer["pages"] is None else _number(answer["pages"])
    return replace(inspection, pages=pages, faults=faults, notes=inspection.notes + notes)


def _known(code: Any, sentences: Any) -> str:
    if not isinstance(code, str) or code not in sentences:
        raise ValueError("The confined process answered with an unknown code")
    return code


def _numbers(values: Any) -> dict[str, int]:
    return {str(name): _number(value) for name, value in values.items()}


def _number(value: Any) -> int:
    if not isinstance(value, int) or not 0 <= value < 1 << 31:
        raise ValueError("The confined process answered with something else than a number")
    return int(value)
