# ruff: noqa: E501 - a pattern is read as one line
"""How much of a document is read by machine. What exceeds it is named and kept, not read."""

from __future__ import annotations

from dataclasses import dataclass, field

from writdesk.documents.inspection import Limits


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadingLimits:
    """Pages with text, pages recognised, seconds for the text of a document and for the recognition of a page."""

    files: Limits = field(default_factory=Limits)
    pages: int = 200
    recognised_pages: int = 30
    seconds: float = 20.0
    seconds_a_page: float = 90.0
    documents: int = 20
