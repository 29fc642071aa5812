"""The canonical forms of RFC 6376 section 3.4, in time linear in the mail's size.

dkimpy's regular expressions take quadratic time over long runs of spaces; its choice of headers and its
canonical headers are right and used here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import cast

import dkim  # type: ignore[import-untyped]
from dkim.canonicalization import ALGORITHMS  # type: ignore[import-untyped]

HeaderFields = tuple[tuple[bytes, bytes], ...]

_LINE_END = re.compile(rb"\r?\n")
_NAME = re.compile(rb"([\x21-\x39\x3b-\x7e]+)[ \t]*:")
_SPACES = re.compile(rb"[\t ]+")
_MOST_HEADERS = 5_000


class NoHeaders(ValueError):
    """These bytes are no mail that could be signed."""


def split_message(raw: bytes) -> tuple[HeaderFields, bytes]:
    """The headers (each value with its line ends, as CRLF) and the body. Raises ``NoHeaders``."""
    lines = _LINE_END.split(raw)
    headers: list[tuple[bytes, list[bytes]]] = []
    for place, line in enumerate(lines):
        if not line:
            return _joined(headers), b"\r\n".join(lines[place + 1 :])
        if line[:1] in b" \t":
            if not headers:
                raise NoHeaders("A mail does not begin with a folded line")
            headers[-1][1].append(line)
            continue
        name = _NAME.match(line)
        if name is None:
            if place == 0 and line.startswith(b"From "):
                continue
            raise NoHeaders("A line among the headers is no header")
        if len(headers) >= _MOST_HEADERS:
            raise NoHeaders("There are too many headers")
        # The simple form keeps the spaces before the colon.
        headers.append((line[: name.end() - 1], [line[name.end() :]]))
    return _joined(headers), b""


def _joined(headers: Iterable[tuple[bytes, list[bytes]]]) -> HeaderFields:
    return tuple((name, b"".join(line + b"\r\n" for line in lines)) for name, lines in headers)


def canonical_body(body: bytes, algorithm: bytes) -> bytes:
    """The body in its simple or relaxed form."""
    lines = body.split(b"\r\n")
    if algorithm == b"relaxed":
        lines = [_SPACES.sub(b" ", line.rstrip(b"\t ")) for line in lines]
    while lines and not lines[-1]:
        lines.pop()
    if not lines:
        # Section 3.4.3: an empty body is one line end in the simple form; 3.4.4: nothing in the relaxed one.
        return b"" if algorithm == b"relaxed" else b"\r\n"
    return b"\r\n".join(lines) + b"\r\n"


def canonical_header(field: tuple[bytes, bytes], algorithm: bytes) -> bytes:
    """One header in its simple or relaxed form, with its line end."""
    name, value = field
    if algorithm == b"relaxed":
        unfolded = _SPACES.sub(b" ", _LINE_END.sub(b"", value))
        return name.lower().rstrip(b" \t") + b":" + unfolded.strip(b" \t") + b"\r\n"
    return name + b":" + value


def chosen_headers(headers: HeaderFields, names: Sequence[bytes]) -> HeaderFields:
    """The headers that ``h=`` names, from the bottom up (RFC 6376 section 5.4.2)."""
    bare = [(name.rstrip(b" \t").lower(), (name, value)) for name, value in headers]
    found = dkim.select_headers(bare, [name.lower() for name in names])
    return tuple(cast("list[tuple[bytes, bytes]]", [field for _, field in found]))


def policy_of(value: bytes) -> tuple[bytes, bytes] | None:
    """The two algorithms of ``c=``; None where one is unknown."""
    header, _, body = value.partition(b"/")
    both = (header.strip().lower(), body.strip().lower() or b"simple")
    return both if all(name in ALGORITHMS for name in both) else None
