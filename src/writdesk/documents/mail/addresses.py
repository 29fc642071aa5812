"""Addresses in headers (RFC 5322 section 3.4), read forgivingly and once, so that all who ask see the same.

A display name in quotation marks may hold an address, commas and angle brackets: it is a name all the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from writdesk.documents.mail.faults import Faults
from writdesk.documents.mail.headers import decode_words, unfold
from writdesk.documents.mail.message import Mailbox

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|[^\s"(<>,;:]+|[\s(<>,;:]', re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


@dataclass(slots=True)
class _Reading:
    """What stands between two commas, so far."""

    words: list[str] = field(default_factory=list)
    comment: str = ""
    angle: str | None = None
    has_at: bool = False

    def is_empty(self) -> bool:
        return self.angle is None and not "".join(self.words).strip()


def read_mailboxes(raw: bytes, faults: Faults, *, most: int = 1_000) -> tuple[Mailbox, ...]:
    """Every mailbox of an address header. What is no address is named in the faults and left out.

    >>> read_mailboxes(b'"doe@pd.example" <mallory@mail.example>, Jane <j@a.test>', Faults())[0]
    Mailbox(name='doe@pd.example', address='mallory@mail.example')
    """
    found: list[Mailbox] = []
    for reading in _readings(unfold(raw, faults)):
        if len(found) >= most:
            faults.add("too_many_addresses")
            break
        mailbox = _mailbox(reading, faults)
        if mailbox is not None:
            found.append(mailbox)
    return tuple(found)


def _readings(text: str) -> list[_Reading]:
    """The header, cut at its commas and semicolons; names of groups are dropped."""
    readings = [_Reading()]
    pieces = _TOKEN.findall(text)
    place = 0
    while place < len(pieces):
        word, now = pieces[place], readings[-1]
        place += 1
        if word == "(":
            now.comment, place = _until_closed(pieces, place)
        elif word == "<":
            end = next((at for at in range(place, len(pieces)) if pieces[at] == ">"), len(pieces))
            # A second pair of brackets in one mailbox makes two of it: neither may hide the other.
            if now.angle is not None:
                now = _Reading()
                readings.append(now)
            now.angle, place = "".join(pieces[place:end]), end + 1
        elif word in ",;":
            readings.append(_Reading())
        elif word == ":" and now.angle is None and not now.has_at:
            readings[-1] = _Reading()
        else:
            now.words.append(word)
            now.has_at = now.has_at or "@" in word
    return [reading for reading in readings if not reading.is_empty()]


def _until_closed(pieces: list[str], place: int) -> tuple[str, int]:
    """A comment, with the comments in it, and where it ends."""
    start, depth = place, 1
    while place < len(pieces):
        word = pieces[place]
        depth += (word == "(") + word.count("(") * (word != "(") - word.count(")")
        place += 1
        if depth <= 0:
            break
    return "".join(pieces[start:place]).rstrip(")").strip(), place


def _mailbox(reading: _Reading, faults: Faults) -> Mailbox | None:
    words = "".join(_unquoted(word) for word in reading.words).strip()
    if reading.angle is not None:
        address, name = _address(reading.angle), words or reading.comment
    else:
        bare = re.sub(r"\s*@\s*", "@", "".join(reading.words)).strip()
        # Without brackets the last word with an @ is the address; what stands before it, a name.
        before, _, last = bare.rpartition(" ")
        address, name = _address(last or bare), _unquoted(before.strip()) or reading.comment
    if not _is_address(address):
        faults.add("bad_address", (reading.angle or words)[:80])
        return None
    return Mailbox(name=decode_words(name, faults).strip(), address=address)


def _address(text: str) -> str:
    """The address without a route before it (``@a,@b:c@d``) and without spaces around its parts."""
    address = re.sub(r"\s*([@.])\s*", r"\1", text.strip())
    if address.startswith("@") and ":" in address:
        address = address.partition(":")[2]
    return address


def _is_address(address: str) -> bool:
    local, at, domain = address.rpartition("@")
    return bool(at and local and domain) and not re.search(r"[\s<>,;]", domain)


def _unquoted(word: str) -> str:
    if not word.startswith('"'):
        return word
    return _ESCAPE.sub(r"\1", word[1:-1] if len(word) > 1 and word.endswith('"') else word[1:])
