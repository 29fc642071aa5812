"""The parts of a mail (RFC 2046): a flat walk over the tree, with limits. Nothing here raises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from writdesk.documents.mail.faults import Faults
from writdesk.documents.mail.headers import RawHeader, split_headers, unfold
from writdesk.documents.mail.message import MailLimits
from writdesk.documents.mail.parameters import Parameters, read_parameters

_MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,127}/[a-z0-9!#$&^_.+-]{1,127}")
# Some programs forget the semicolon, and other programs read what was meant.
_NO_SEMICOLON = re.compile(r"^([\w.+-]{1,80}/[\w.+-]{1,80})[ \t]+(?=[\w-]{1,40}[ \t]*=)")
_TEXT = "text/plain"


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One leaf: what it says it is, its bytes as they came, and the multiparts around it, outermost first."""

    media_type: str
    type_parameters: Parameters
    disposition: Parameters
    transfer_encoding: str
    body: bytes
    around: tuple[str, ...]


@dataclass(slots=True)
class _Walk:
    limits: MailLimits
    faults: Faults
    parts: int = 0


def walk_parts(
    headers: tuple[RawHeader, ...], body: bytes, limits: MailLimits, faults: Faults
) -> Iterator[Part]:
    """Every leaf in the order in which it stands."""
    yield from _walk(headers, body, (), _TEXT, _Walk(limits, faults))


def _walk(
    headers: tuple[RawHeader, ...], body: bytes, around: tuple[str, ...], default: str, walk: _Walk
) -> Iterator[Part]:
    walk.parts += 1
    if walk.parts > walk.limits.parts:
        walk.faults.add("too_many_parts", str(walk.limits.parts))
        return
    part = _part(headers, body, around, default, walk.faults)
    if not part.media_type.startswith("multipart/"):
        yield part
        return
    if len(around) >= walk.limits.nesting:
        walk.faults.add("nesting_too_deep", str(walk.limits.nesting))
        yield part
        return
    pieces = _pieces(part, walk)
    if pieces is None:
        # Parts that cannot be told apart are shown as the text they are.
        yield _as_text(part)
        return
    inner = "message/rfc822" if part.media_type == "multipart/digest" else _TEXT
    for piece in pieces:
        own, start = split_headers(piece, walk.limits, walk.faults)
        yield from _walk(own, piece[start:], (*around, part.media_type), inner, walk)
        if walk.parts > walk.limits.parts:
            return


def _part(
    headers: tuple[RawHeader, ...], body: bytes, around: tuple[str, ...], default: str, faults: Faults
) -> Part:
    fields = _fields(headers, faults)
    given = fields.get("content-type", default)
    mended = _NO_SEMICOLON.sub(r"\1; ", given)
    if mended != given:
        faults.add("bad_content_type", given[:80])
    kind = read_parameters(mended, faults)
    media_type = kind.value
    if not _MEDIA_TYPE.fullmatch(media_type):
        if media_type != "text":
            faults.add("bad_content_type", media_type)
        # RFC 2045 section 5.2: what cannot be read is plain text.
        media_type = _TEXT
    return Part(
        media_type=media_type,
        type_parameters=kind,
        disposition=read_parameters(fields.get("content-disposition", ""), faults),
        transfer_encoding=fields.get("content-transfer-encoding", "").strip().lower(),
        body=body,
        around=around,
    )


def _fields(headers: tuple[RawHeader, ...], faults: Faults) -> dict[str, str]:
    """The headers that say how a part is made. Of one that comes twice, the first counts, and it is named."""
    found: dict[str, str] = {}
    for header in headers:
        name = header.name.decode("latin-1").lower()
        if not name.startswith("content-"):
            continue
        if name in found:
            faults.add("duplicated_header", name)
        else:
            found[name] = unfold(header.value, faults, name)
    return found


def _as_text(part: Part) -> Part:
    return Part(
        media_type=_TEXT,
        type_parameters=Parameters(value=_TEXT),
        disposition=Parameters(),
        transfer_encoding=part.transfer_encoding,
        body=part.body,
        around=part.around,
    )


def _pieces(part: Part, walk: _Walk) -> list[bytes] | None:
    """What lies between the boundaries; None where there is no boundary."""
    boundary = part.type_parameters.get("boundary")
    if not boundary:
        walk.faults.add("no_boundary")
        return None
    marker = boundary.rstrip().encode("utf-8", errors="replace")[:200]
    line = re.compile(rb"(?:\A|\r?\n)--" + re.escape(marker) + rb"(--)?[ \t]*(?=\r?\n|\Z)")
    found: list[bytes] = []
    start: int | None = None
    for match in line.finditer(part.body):
        if start is not None:
            found.append(_piece(part.body, start, match.start()))
        if match[1]:
            return found
        start = match.end()
        if len(found) > walk.limits.parts:
            walk.faults.add("too_many_parts", str(walk.limits.parts))
            return found
    if start is None:
        walk.faults.add("missing_boundary")
        return None
    walk.faults.add("unclosed_boundary")
    found.append(_piece(part.body, start, len(part.body)))
    return found


def _piece(body: bytes, start: int, end: int) -> bytes:
    """The bytes of a part, without the line end after its boundary line."""
    for line_end in (b"\r\n", b"\n"):
        if body.startswith(line_end, start):
            # Two boundaries with nothing between them share that line end.
            return body[min(start + len(line_end), end) : end] if end > start else b""
    return body[start:end]
