"""Headers with parameters (RFC 2045, RFC 2231), as senders write them: ``text/plain; charset=utf-8``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from writdesk.documents.mail.charsets import decode_text
from writdesk.documents.mail.faults import Faults
from writdesk.documents.mail.headers import decode_words

_PARAMETER = re.compile(
    r';\s*([^\s;="]{1,80})\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;]*))',
    re.DOTALL,
)
_PIECE = re.compile(r"(.+?)\*(\d{1,3})(\*)?")
_MOST = 100


@dataclass(slots=True)
class Parameters:
    """What stands before the first semicolon, in lower case, and the parameters by name."""

    value: str = ""
    named: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str | None:
        """The parameter of this name, or None."""
        return self.named.get(name)


def read_parameters(text: str, faults: Faults) -> Parameters:
    """A header with parameters. Of a name that comes twice, the first counts.

    >>> read_parameters("text/plain; name*0*=utf-8''J%C3%BC; name*1=rgen", Faults()).get("name")
    'Jürgen'
    """
    result = Parameters(value=text.partition(";")[0].strip().lower())
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for match in list(_PARAMETER.finditer(text))[:_MOST]:
        name = match[1].lower()
        value = re.sub(r'\\(["\\])', r"\1", match[2]) if match[2] is not None else (match[3] or "").strip()
        numbered = _PIECE.fullmatch(name)
        if numbered:
            pieces.setdefault(numbered[1], {})[int(numbered[2])] = (value, bool(numbered[3]))
        elif name.endswith("*"):
            pieces.setdefault(name[:-1], {}).setdefault(0, (value, True))
        else:
            result.named.setdefault(name, decode_words(value, faults))
    for name, numbered_pieces in pieces.items():
        result.named[name] = _joined(numbered_pieces, faults)
    return result


def _joined(pieces: dict[int, tuple[str, bool]], faults: Faults) -> str:
    """The pieces of one value (RFC 2231) in their order; the first names the character set."""
    charset, content = "", b""
    for number in sorted(pieces):
        value, is_encoded = pieces[number]
        if number == 0 and is_encoded and value.count("'") >= 2:
            charset, _, value = value.split("'", 2)
        content += unquote_to_bytes(value) if is_encoded else value.encode("utf-8", errors="replace")
    return decode_text(content, charset, faults)
