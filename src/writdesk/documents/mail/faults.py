"""What can be wrong with a mail, as codes, with the sentence for the analyst. Such mail is kept and shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from writdesk.documents.mail.message import MailFault

FAULTS: Mapping[str, str] = {
    "too_large": "The mail is larger than is read; only its beginning was looked at.",
    "no_headers": "The file does not begin with the headers of a mail.",
    "bad_header_line": "A line among the headers is no header.",
    "too_many_headers": "The mail has more headers than are read.",
    "header_too_long": "A header is longer than is read.",
    "eight_bit_header": "A header holds bytes outside of ASCII that it does not declare.",
    "bad_encoded_word": "An encoded word in a header cannot be decoded.",
    "null_byte": "The mail holds zero bytes, which programs read in different ways.",
    "no_from": "No From header says who wrote.",
    "several_from": "Several From headers stand in the mail: programs show one sender and check another.",
    "several_authors": "The From header names several people.",
    "bad_from": "The From header holds no address that can be read.",
    "duplicated_header": "A header that may stand once stands several times.",
    "bad_address": "An address cannot be read.",
    "too_many_addresses": "More addresses are named than are read.",
    "bad_date": "The date cannot be read.",
    "no_date": "The mail has no date.",
    "no_message_id": "The mail has no Message-ID.",
    "no_boundary": "The mail says that it has parts, but not where one ends.",
    "missing_boundary": "The boundary between the parts never comes.",
    "unclosed_boundary": "The last part is not closed: the mail may have been cut off.",
    "bad_content_type": "The Content-Type of a part cannot be read.",
    "too_many_parts": "The mail has more parts than are read.",
    "nesting_too_deep": "Parts lie in parts more deeply than is read.",
    "unknown_charset": "A text names a character set that nobody knows.",
    "wrong_charset": "A text holds bytes that its character set does not have.",
    "unknown_transfer_encoding": "A part is encoded in a way that nobody knows.",
    "bad_transfer_encoding": "A part's encoding is damaged; what could be decoded was.",
    "text_too_long": "The text is longer than is read.",
    "hidden_text": "The HTML holds text that it does not show.",
    "text_differs": "The plain text and the HTML of this mail say different things.",
    "html_only": "The mail has no plain text; what is shown was made from its HTML.",
    "external_references": "The HTML fetches something from elsewhere when it is shown.",
    "scripts": "The HTML holds a script or a form.",
    "winmail": "The mail carries a winmail.dat, in which Outlook packs attachments; it is not unpacked.",
    "uuencoded": "An attachment stands uuencoded in the text.",
    "encrypted": "The mail, or a part of it, is encrypted.",
    "external_body": "A part says that its content lies elsewhere.",
    "bad_outlook_file": "The .msg file is damaged and cannot be read in full.",
    "no_transport_headers": "The .msg file does not hold the headers with which the mail was carried.",
    "unreadable": "The mail could not be taken apart. Its original is kept; look at it as text.",
}


class Faults:
    """The faults of one mail, each kept once with what it is about."""

    MOST = 100

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], MailFault] = {}

    def add(self, code: str, detail: str = "") -> None:
        """Enter a fault of this code."""
        assert code in FAULTS, code
        if len(self._found) < self.MOST:
            detail = detail[:200]
            self._found.setdefault((code, detail), MailFault(code=code, detail=detail))

    def __iter__(self) -> Iterator[MailFault]:
        return iter(self._found.values())
