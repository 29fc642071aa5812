"""The headers of a mail: split from the body line by line, unfolded and decoded. Nothing here raises."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

from writdesk.documents.mail.charsets import decode_text
from writdesk.documents.mail.faults import Faults
from writdesk.documents.mail.message import Header, MailLimits

_NAME = re.compile(rb"([!-9;-~]+)[ \t]*:")
# RFC 2047 section 2. The spaces that some programs leave inside the text are taken along.
_ENCODED_WORD = re.compile(r"=\?([^?\s]{1,64})\?([BbQq])\?([^?]*)\?=")
_BETWEEN_WORDS = re.compile(r"(\?=)[ \t\r\n]+(?==\?[^?\s]{1,64}\?[BbQq]\?)")
_LINE = re.compile(rb"[^\n]*\n|[^\n]+\Z")
_FOLD = re.compile(r"\r?\n|\r")


@dataclass(frozen=True, slots=True)
class RawHeader:
    """A header as it came: its name, and every byte after the colon without the last line end."""

    name: bytes
    value: bytes


def split_headers(raw: bytes, limits: MailLimits, faults: Faults) -> tuple[tuple[RawHeader, ...], int]:
    """The headers at the beginning of these bytes, and where the body begins."""
    found: list[list[bytes]] = []
    place = 0
    for match in _LINE.finditer(raw):
        line, place = match[0], match.end()
        if line in {b"\r\n", b"\n", b"\r\r\n"}:
            break
        if line[:1] in b" \t" and found:
            found[-1].append(line)
            continue
        name = _NAME.match(line)
        if name is None:
            if match.start() == 0 and line.startswith((b"From ", b">From ")):
                continue
            faults.add("bad_header_line", line[:80].decode("latin-1").strip())
            # RFC 5322 knows no such line. A body without an empty line before it begins here.
            return _made(found, limits, faults), match.start()
        if len(found) >= limits.headers:
            faults.add("too_many_headers")
            continue
        found.append([name[1], line[name.end() :]])
    return _made(found, limits, faults), place


def _made(found: list[list[bytes]], limits: MailLimits, faults: Faults) -> tuple[RawHeader, ...]:
    headers = []
    for name, *lines in found:
        value = b"".join(lines).rstrip(b"\r\n")
        if len(value) > limits.header_size:
            faults.add("header_too_long", name.decode("latin-1")[:60])
            value = value[: limits.header_size]
        headers.append(RawHeader(name, value))
    return tuple(headers)


def decode_headers(raw: tuple[RawHeader, ...], faults: Faults) -> tuple[Header, ...]:
    """The headers as people read them."""
    return tuple(
        Header(
            name=header.name.decode("latin-1"),
            value=decode_words(unfold(header.value, faults, header.name.decode("latin-1")), faults),
            raw=header.value.decode("latin-1"),
        )
        for header in raw
    )


def unfold(value: bytes, faults: Faults, name: str = "") -> str:
    """The value on one line. Bytes beyond ASCII are read as UTF-8, or else as Latin-1."""
    text = _FOLD.sub("", _eight_bit(value, faults, name))
    if "\0" in text:
        faults.add("null_byte", name)
        text = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
    return text.strip(" \t")


def _eight_bit(value: bytes, faults: Faults, name: str) -> str:
    if value.isascii():
        return value.decode("ascii")
    try:
        # RFC 6532 allows UTF-8 in headers.
        return value.decode("utf-8")
    except UnicodeDecodeError:
        faults.add("eight_bit_header", name)
        return value.decode("cp1252", errors="replace")


def decode_words(value: str, faults: Faults) -> str:
    """The value with its encoded words (RFC 2047) decoded; a broken one stays as written.

    >>> decode_words("=?utf-8?q?J=C3=BCrgen?= =?utf-8?b?IE0=?=", Faults())
    'Jürgen M'
    """
    if "=?" not in value:
        return value
    joined = _BETWEEN_WORDS.sub(r"\1", value)
    pieces: list[str] = []
    pending: list[tuple[str, bytes]] = []
    place = 0
    for match in _ENCODED_WORD.finditer(joined):
        if match.start() > place:
            pieces.extend(_texts(pending, faults))
            pieces.append(joined[place : match.start()])
        content = _word_bytes(match[2], match[3])
        if content is None:
            faults.add("bad_encoded_word", match[0])
            pieces.extend(_texts(pending, faults))
            pieces.append(match[0])
        else:
            pending.append((match[1].partition("*")[0].lower(), content))
        place = match.end()
    pieces.extend(_texts(pending, faults))
    return _FOLD.sub(" ", "".join(pieces) + joined[place:])


def _texts(pending: list[tuple[str, bytes]], faults: Faults) -> list[str]:
    """The words so far as text; neighbours of one character set together, as one sign may be split in two."""
    joined: list[tuple[str, bytes]] = []
    for charset, content in pending:
        if joined and joined[-1][0] == charset:
            joined[-1] = (charset, joined[-1][1] + content)
        else:
            joined.append((charset, content))
    pending.clear()
    return [decode_text(content, charset, faults) for charset, content in joined]


def _word_bytes(kind: str, text: str) -> bytes | None:
    try:
        content = text.encode("ascii")
        if kind in "Qq":
            return binascii.a2b_qp(content, header=True)
        content = re.sub(rb"\s+", b"", content)
        return base64.b64decode(content + b"=" * (-len(content) % 4), validate=True)
    except (ValueError, UnicodeEncodeError):
        return None
