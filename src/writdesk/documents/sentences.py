"""Every fault and note in words. The confined process sends codes and numbers only; the words are ours."""

from __future__ import annotations

from collections.abc import Mapping

from writdesk.documents.inspection import MIB, Fault, Note

ACCEPTED = "PDF, PNG, JPEG, TIFF, Word (.docx) and plain text (UTF-8)"

FAULTS: Mapping[str, str] = {
    "empty": "This file is empty. Check it on your computer and upload it again.",
    "too_large": "This file is larger than {limit}. Split it, or scan it in black and white at 300 dpi, "
    "and upload the parts.",
    "wrong_type": "This file is {seen}. Upload one of these instead: {accepted}.",
    "wrong_extension": "This file is called .{extension}, but its content is {seen}. Give it its right "
    "extension, or save it anew as one of these, and upload it again: {accepted}.",
    "encrypted_pdf": "This PDF is protected by a password. Save it without one and upload it again.",
    "broken_pdf": "This PDF is damaged or incomplete and cannot be opened. Open it on your computer, "
    "print it to a new PDF and upload that.",
    "no_pages": "This PDF has no pages. Save it anew, with its pages, and upload it again.",
    "broken_docx": "This Word document is damaged and cannot be opened. Save it as a PDF and upload that.",
    "encrypted_docx": "Parts of this Word document are protected by a password. "
    "Save it without one and upload it again.",
    "broken_image": "This picture is damaged or incomplete. Scan it again and upload that.",
    "zip_bomb": "This file unpacks to far more than its size. Print it to a new PDF and upload that.",
    "too_many_pages": "This file has {pages:,} pages; {limit:,} are accepted. Split it and upload the parts.",
    "too_many_pixels": "A picture in this file has more than {limit:,} dots. "
    "Scan it at 300 dpi and upload it again.",
    "too_complex": "This file is too intricate to be read safely. Print it to a new PDF and upload that.",
}
# Codes that the program tells apart for the sake of a better sentence, under the code that others know.
PUBLIC_CODES: Mapping[str, str] = {
    "wrong_extension": "wrong_type",
    "no_pages": "broken_pdf",
    "too_many_pixels": "too_complex",
}

NOTES: Mapping[str, str] = {
    "owner_password": "The PDF opens without a password, but its maker restricted what may be done with it.",
    "repaired": "The PDF has errors in its structure that reading programs may mend in different ways.",
    "leading_bytes": "Other bytes stand before the PDF begins.",
    "scripts": "The PDF contains JavaScript.",
    "embedded_files": "Other files are embedded in it.",
    "launch_action": "The PDF asks to start a program.",
    "external_reference": "It refers to something outside of itself (a link, a remote file or template).",
    "automatic_action": "The PDF asks for something to happen when it is opened.",
    "submit_action": "The PDF contains a form that sends what is entered elsewhere.",
    "rich_media": "The PDF contains film, sound or three-dimensional content.",
    "xfa_form": "The PDF contains an XFA form, which many programs show differently.",
    "signature": "The PDF carries a digital signature, which has not been validated.",
    "macros": "The Word document contains macros.",
    "not_checked": "It was not checked for malware: the virus scanner could not tell.",
    "unusual_extension": "The name does not end as its kind of file usually does.",
}


def fault(code: str, **values: object) -> Fault:
    """The fault of this code, in words."""
    sentence = FAULTS[code].format_map({"accepted": ACCEPTED, **values})
    return Fault(PUBLIC_CODES.get(code, code), sentence)


def note(code: str) -> Note:
    """The note of this code, in words."""
    return Note(code, NOTES[code])


def size_in_words(size: int) -> str:
    """A size as people read it.

    >>> size_in_words(25 * 1024 * 1024)
    '25 MiB'
    """
    return f"{size / MIB:g} MiB" if size >= MIB else f"{size:,} bytes"
