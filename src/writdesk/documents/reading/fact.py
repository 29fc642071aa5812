"""A fact read from a document: its name, its value, how it was written, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from writdesk.documents.reading.places import Box


@dataclass(frozen=True, kw_only=True, slots=True)
class Provenance:
    """Where a fact stands: a page and a box of a document, a line of one without pages, or a mail's header.

    ``document`` is the document's SHA-256.
    """

    document: str = ""
    page: int | None = None
    box: Box | None = None
    line: int | None = None
    header: str | None = None

    def to_document(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "document": self.document or None,
            "page": self.page,
            "box": self.box.to_document() if self.box else None,
            "line": self.line,
            "header": self.header,
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """One fact. What is not certain is offered, never asserted; ``because`` says what it was read from."""

    name: str
    value: str
    as_written: str
    provenance: Provenance
    is_certain: bool = True
    because: str = ""

    def offered(self, because: str = "") -> Fact:
        """The same, as an offer."""
        return replace(self, is_certain=False, because=because or self.because)

    def to_document(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "name": self.name,
            "value": self.value,
            "as_written": self.as_written,
            "is_certain": self.is_certain,
            "because": self.because,
            "provenance": self.provenance.to_document(),
        }
