"""Kinds of files in the words of the pages, and which of them are shown as pictures."""

from __future__ import annotations

from writdesk.documents.media_types import DOCX, JPEG, PDF, PNG, TEXT, TIFF

DRAWN = frozenset({PDF, PNG, JPEG, TIFF})
KINDS = {
    PDF: "PDF",
    PNG: "PNG picture",
    JPEG: "JPEG picture",
    TIFF: "TIFF picture",
    DOCX: "Word document",
    TEXT: "plain text",
}
