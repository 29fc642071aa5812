"""The published JSON Schema of what ``writdesk read --json`` prints."""

from __future__ import annotations

from typing import Any

from writdesk.documents.reading.files import FORMAT

Schema = dict[str, Any]

_TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
_NUMBER_OR_NULL: Schema = {"type": ["integer", "null"]}
_BOX: Schema = {
    "description": "Fractions of the page as it is shown; the origin is at the top left.",
    "type": ["object", "null"],
    "properties": {edge: {"type": "number"} for edge in ("left", "top", "right", "bottom")},
}
_PROVENANCE: Schema = {
    "type": "object",
    "properties": {
        "document": {"description": "SHA-256", **_TEXT_OR_NULL},
        "page": {"description": "From 1; null where the document has no pages", **_NUMBER_OR_NULL},
        "box": _BOX,
        "line": {"description": "Line of a text, paragraph of a Word document, from 1", **_NUMBER_OR_NULL},
        "header": {"description": "The mail's header", **_TEXT_OR_NULL},
    },
}
_FACT: Schema = {
    "type": "object",
    "required": ["name", "value", "as_written", "is_certain", "provenance"],
    "properties": {
        "name": {"type": "string"},
        "value": {"type": "string"},
        "as_written": {"type": "string"},
        "is_certain": {"description": "False: offered, not asserted", "type": "boolean"},
        "because": {"type": "string"},
        "provenance": _PROVENANCE,
    },
}
_WARNING: Schema = {
    "type": "object",
    "properties": {
        "code": {"type": "string"},
        "message": {"type": "string"},
        "page": _NUMBER_OR_NULL,
        "box": _BOX,
        "detail": _TEXT_OR_NULL,
    },
}
_SIGNATURE: Schema = {
    "type": "object",
    "required": ["field", "verdict", "summary"],
    "properties": {
        "field": {"type": "string"},
        "verdict": {"type": "string"},
        "summary": {"description": "The bottom line, for a person", "type": "string"},
        "signer": _TEXT_OR_NULL,
        "signed_at": _TEXT_OR_NULL,
        "is_intact": {"type": ["boolean", "null"]},
        "covers": _TEXT_OR_NULL,
        "changed_after": _TEXT_OR_NULL,
        "is_trusted": {"type": ["boolean", "null"]},
    },
}
_DOCUMENT: Schema = {
    "type": "object",
    "required": ["sha256", "media_type", "pages", "signatures", "warnings"],
    "properties": {
        "name": {"type": "string"},
        "sha256": {"type": "string"},
        "media_type": {"type": "string"},
        "size": {"type": "integer"},
        "pages": _NUMBER_OR_NULL,
        "recognised_pages": {"description": "Read by OCR", "type": "array", "items": {"type": "integer"}},
        "made_with": {"type": ["object", "null"]},
        "signatures": {"type": "array", "items": _SIGNATURE},
        "warnings": {"type": "array", "items": _WARNING},
    },
}


def reading_schema() -> Schema:
    """JSON Schema (2020-12) of a file's reading."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What writdesk read found in a file",
        "type": "object",
        "required": ["format", "sha256", "sender", "kind", "facts", "documents"],
        "properties": {
            "format": {"const": FORMAT},
            "sha256": {"type": "string"},
            "sender": {"description": "Null for what is no mail", "type": ["object", "null"]},
            "subject": _TEXT_OR_NULL,
            "kind": {
                "type": "object",
                "required": ["value", "is_certain", "reasons"],
                "properties": {
                    "value": {"enum": ["legal", "emergency", "preservation", None]},
                    "is_certain": {"type": "boolean"},
                    "reasons": {"type": "array", "items": {"type": "string"}},
                },
            },
            "facts": {"type": "array", "items": _FACT},
            "documents": {"type": "array", "items": _DOCUMENT},
            "mail_faults": {"type": "array", "items": {"type": "string"}},
        },
    }
