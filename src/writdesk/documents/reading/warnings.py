# ruff: noqa: E501 - a pattern is read as one line
"""What a person should know about a document before believing it: a code, a sentence, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from writdesk.documents.reading.places import Box

WARNINGS: Mapping[str, str] = {
    "hidden_white": "Words that cannot be seen stand on this page: their colour is the paper's.",
    "hidden_no_ink": "Words that cannot be seen stand on this page: where they should be there is no ink.",
    "hidden_off_page": "Words stand outside of this page, where nobody sees them.",
    "hidden_invisible": "Words stand on this page that the file itself marks as invisible.",
    "hidden_tiny": "Words stand on this page that are too small to be read.",
    "hidden_in_word": "Hidden words stand in this Word document.",
    "layer_differs": "This page is a picture with text laid over it, and the two do not say the same. "
    "The picture was read.",
    "text_over_scan": "This page is a picture with text laid over it. The picture was read.",
    "garbled_layer": "The text of this page is garbled. Its picture was read.",
    "ink_without_text": "This page shows writing that is not in its text. Its picture was read, too.",
    "turned": "The text of this page stands turned.",
    "pages_not_read": "Some pages were not read, because the document has more than are read by machine: read them yourself.",
    "words_not_read": "A page holds more words than are read by machine: read it yourself.",
    "page_not_read": "This page could not be read by machine: read it yourself.",
    "no_words": "No words were found on this page.",
    "saved_again": "The file was saved on top of itself after it was made: something was added or changed.",
    "changed_later": "The file says that it was changed on another day than it was made.",
    "pasted_signature": "A picture stands where the signature is expected.",
    "emergency_form": "This is a desk’s own emergency form, filled in: its fields were read.",
    "emergency_form_older": "This emergency form is of another version of the guideline than the newest.",
    "emergency_form_unknown": "This is an emergency form of a guideline that this desk does not have: its fields were not read.",
    "not_read": "The document was not read by machine: {why}",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentWarning:
    """One warning. ``detail`` holds what was found, such as the hidden words."""

    code: str
    message: str
    page: int | None = None
    box: Box | None = None
    detail: str = ""

    def to_document(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "code": self.code,
            "message": self.message,
            "page": self.page,
            "box": self.box.to_document() if self.box else None,
            "detail": self.detail or None,
        }


def warning(
    code: str, *, page: int | None = None, box: Box | None = None, detail: str = "", why: str = ""
) -> DocumentWarning:
    """The warning of this code, in words."""
    return DocumentWarning(
        code=code, message=WARNINGS[code].format(why=why), page=page, box=box, detail=detail[:300]
    )
