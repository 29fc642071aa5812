"""A part's bytes, decoded as it says they are encoded; a damaged encoding gives what can be had of it."""

from __future__ import annotations

import binascii
import quopri
import re

from writdesk.documents.mail.faults import Faults
from writdesk.documents.mail.mime import Part

_AS_IT_IS = {"", "7bit", "8bit", "binary", "7-bit", "8-bit"}
_UUENCODED = {"x-uuencode", "uuencode", "x-uue", "uue"}
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=]")
_BAD_ESCAPE = re.compile(rb"=(?![0-9A-Fa-f]{2}|[ \t]*\r?\n|[ \t]*\Z)")
_BEGIN = re.compile(rb"^begin [0-7]{3,4} ([^\r\n]{1,200})\r?\n", re.MULTILINE)
_END = re.compile(rb"^end[ \t]*\r?$", re.MULTILINE)


def decoded(part: Part, faults: Faults) -> bytes:
    """The content of a part."""
    encoding = part.transfer_encoding.strip("\"' ;")
    if encoding in _AS_IT_IS:
        return part.body
    if encoding == "base64":
        return _from_base64(part.body, faults)
    if encoding == "quoted-printable":
        if _BAD_ESCAPE.search(part.body):
            faults.add("bad_transfer_encoding", encoding)
        return quopri.decodestring(part.body)
    if encoding in _UUENCODED:
        files = uuencoded_files(part.body, faults)
        return files[0][1] if files else part.body
    faults.add("unknown_transfer_encoding", encoding)
    return part.body


def _from_base64(body: bytes, faults: Faults) -> bytes:
    """Base64 up to its first padding; signs that are none of it are skipped (RFC 2045 section 6.8)."""
    bare = b"".join(body.split())
    clean = _NOT_BASE64.sub(b"", bare)
    # Some programs encode a text in several runs, each with its own padding.
    runs = [run for run in re.split(rb"=+", clean) if run]
    if len(clean) != len(bare) or len(runs) > 1 or any(len(run) % 4 == 1 for run in runs):
        faults.add("bad_transfer_encoding", "base64")
    content = b""
    for run in runs[:10_000]:
        whole = run[:-1] if len(run) % 4 == 1 else run
        content += binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))
    return content


def uuencoded_files(body: bytes, faults: Faults) -> list[tuple[str, bytes]]:
    """The files that stand uuencoded in a text, each with its name."""
    found: list[tuple[str, bytes]] = []
    place = 0
    while len(found) < 100:
        begin = _BEGIN.search(body, place)
        end = _END.search(body, begin.end()) if begin else None
        if begin is None or end is None:
            break
        faults.add("uuencoded")
        name = begin[1].decode("utf-8", errors="replace").strip()
        found.append((name, _uudecoded(body[begin.end() : end.start()], faults)))
        place = end.end()
    return found


def _uudecoded(body: bytes, faults: Faults) -> bytes:
    lines = []
    for line in body.splitlines():
        try:
            lines.append(binascii.a2b_uu(line))
        except binascii.Error:
            faults.add("bad_transfer_encoding", "uuencode")
    return b"".join(lines)
