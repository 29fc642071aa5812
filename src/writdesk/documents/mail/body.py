"""Of the parts of a mail: what is its text, and what is attached."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from writdesk.documents.mail.charsets import decode_text
from writdesk.documents.mail.content import decoded, uuencoded_files
from writdesk.documents.mail.faults import Faults
from writdesk.documents.mail.headers import split_headers, unfold
from writdesk.documents.mail.html_text import HtmlText, read_html, tidy
from writdesk.documents.mail.message import Attachment, MailLimits
from writdesk.documents.mail.mime import Part

_BODY_TYPES = {"text/plain", "text/html"}
_WINMAIL = {"application/ms-tnef", "application/vnd.ms-tnef"}
_ENCRYPTED = {"multipart/encrypted", "application/pgp-encrypted"}
_ENDINGS = {
    "message/rfc822": ".eml",
    "application/pdf": ".pdf",
    "text/html": ".html",
    "text/plain": ".txt",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/tiff": ".tif",
}
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")
_WORD = re.compile(r"\w{3,}")


@dataclass(slots=True)
class Body:
    """What was gathered from the parts so far."""

    limits: MailLimits
    faults: Faults
    plain: list[str] = field(default_factory=list)
    beside: list[HtmlText] = field(default_factory=list)
    instead: list[HtmlText] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)

    def add(self, part: Part) -> None:
        """Take in one leaf."""
        self._name_oddities(part)
        content = decoded(part, self.faults)
        if part.media_type in _BODY_TYPES and not _is_attached(part):
            self._add_text(part, content)
        else:
            self.attach(_name(part), part.media_type, content, is_inline=part.disposition.value == "inline")

    def attach(self, name: str, media_type: str, content: bytes, *, is_inline: bool = False) -> None:
        """Take in one attachment; one without a name gets one after its kind."""
        if not name:
            name = _own_name(media_type, content, len(self.attachments) + 1, self.limits)
        self.attachments.append(
            Attachment(
                name=_CONTROLS.sub(" ", PurePosixPath(name.replace("\\", "/")).name or name).strip()[:255],
                media_type=media_type,
                content=content,
                sha256=hashlib.sha256(content).hexdigest(),
                is_inline=is_inline,
            )
        )

    def text(self) -> tuple[str, str]:
        """The body as it is shown, and what its HTML hides."""
        pages = [*self.instead, *self.beside]
        plain = "\n\n".join(text for text in self.plain if text.strip())
        self._name_differences(plain, pages)
        if plain:
            shown = "\n\n".join([plain, *(page.shown for page in self.beside if page.shown)])
        else:
            shown = "\n\n".join(page.shown for page in pages)
        if len(shown) > self.limits.text:
            self.faults.add("text_too_long", str(self.limits.text))
        hidden = "\n\n".join(page.hidden for page in pages if page.hidden)
        return shown[: self.limits.text], hidden[: self.limits.text]

    def _add_text(self, part: Part, content: bytes) -> None:
        text = decode_text(content, part.type_parameters.get("charset"), self.faults)
        if part.media_type == "text/html":
            page = read_html(text, most=self.limits.text)
            (self.instead if "multipart/alternative" in part.around else self.beside).append(page)
            return
        if "\0" in text:
            self.faults.add("null_byte", "body")
        for name, file in uuencoded_files(content, self.faults):
            self.attach(name, "application/octet-stream", file)
        self.plain.append(text.replace("\r\n", "\n").replace("\0", "\N{REPLACEMENT CHARACTER}"))

    def _name_oddities(self, part: Part) -> None:
        if part.media_type in _WINMAIL or _name(part).lower() == "winmail.dat":
            self.faults.add("winmail")
        if part.media_type in _ENCRYPTED or _ENCRYPTED.intersection(part.around):
            self.faults.add("encrypted")
        if part.media_type == "message/external-body":
            self.faults.add("external_body")
        kind = part.type_parameters.get("smime-type")
        if (
            part.media_type in {"application/pkcs7-mime", "application/x-pkcs7-mime"}
            and kind != "signed-data"
        ):
            self.faults.add("encrypted")

    def _name_differences(self, plain: str, pages: list[HtmlText]) -> None:
        if any(_says_something(page.hidden) for page in pages):
            self.faults.add("hidden_text", next(page.hidden for page in pages if page.hidden)[:100])
        if any(page.fetches for page in pages):
            self.faults.add("external_references")
        if any(page.runs for page in pages):
            self.faults.add("scripts")
        if pages and not plain:
            self.faults.add("html_only")
        if plain and self.instead and _differ(plain, " ".join(page.shown for page in self.instead)):
            self.faults.add("text_differs")


def _says_something(text: str) -> bool:
    return bool(_WORD.search(text))


def _differ(plain: str, shown: str) -> bool:
    """Whether one text says much that the other does not; an address behind a link is no difference."""
    one, other = (set(_WORD.findall(re.sub(r"https?://\S+", "", text).lower())) for text in (plain, shown))
    alone = max(len(one - other), len(other - one))
    return alone > 5 and alone > 0.25 * min(len(one), len(other))


def _is_attached(part: Part) -> bool:
    named = part.disposition.get("filename") or part.type_parameters.get("name")
    return part.disposition.value == "attachment" or bool(named)


def _name(part: Part) -> str:
    return part.disposition.get("filename") or part.type_parameters.get("name") or ""


def _own_name(media_type: str, content: bytes, number: int, limits: MailLimits) -> str:
    ending = _ENDINGS.get(media_type, ".bin")
    if media_type == "message/rfc822":
        headers, _ = split_headers(content[:65_536], limits, Faults())
        subject = next((h.value for h in headers if h.name.lower() == b"subject"), b"")
        title = tidy(unfold(subject, Faults()))[:80].replace("/", "-")
        if title and "=?" not in title:
            return title + ending
    return f"part-{number}{ending}"
