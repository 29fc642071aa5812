"""A file read as a whole: a mail with its attachments, or one document. What ``writdesk read`` answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from writdesk.documents.mail.message import Mail
from writdesk.documents.mail.outlook import is_outlook_file
from writdesk.documents.mail_reading import authenticate_mail, read_mail
from writdesk.documents.media_types import ACCEPTED_TYPES, TEXT, media_type_of
from writdesk.documents.reading.documents import DocumentReading, read_document
from writdesk.documents.reading.fact import Fact, Provenance
from writdesk.documents.reading.facts.process import Process
from writdesk.documents.reading.grammar import Reading, read_paper
from writdesk.documents.reading.limits import ReadingLimits
from writdesk.documents.reading.paper import paper_of_lines
from writdesk.documents.sender.authentication import Resolver
from writdesk.documents.sender.document import sender_document
from writdesk.documents.sender.results import Envelope, SenderAuthentication

FORMAT = 1
_MAIL_ENDINGS = (".eml", ".msg")


@dataclass(frozen=True, kw_only=True)
class FileReading:
    """A file as it was read. ``sender`` is None for what is no mail."""

    sha256: str
    mail: Mail | None
    authentication: SenderAuthentication | None
    body: Reading | None
    documents: tuple[DocumentReading, ...]

    @property
    def process(self) -> Process:
        """The kind that the file is taken for: a document says more than the mail it came with."""
        readings = [each.reading for each in self.documents if each.reading] + [self.body]
        told = [reading.process for reading in readings if reading]
        certain = [process for process in told if process.kind and process.is_certain]
        return next(iter(certain), next((process for process in told if process.kind), Process()))

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All facts, each value of a name once: the certain one, or the first."""
        return tuple(_merged(self._all()))

    def _all(self) -> Iterator[Fact]:
        for document in self.documents:
            if document.reading:
                yield from document.reading.facts
        if self.body:
            yield from self.body.facts
        if self.mail:
            yield from _of_headers(self.mail)

    def to_document(self) -> dict[str, Any]:
        """As ``writdesk schema reading`` describes it."""
        process = self.process
        return {
            "format": FORMAT,
            "sha256": self.sha256,
            "sender": sender_document(self.mail, self.authentication) if self.mail else None,
            "subject": self.mail.subject if self.mail else None,
            "kind": {
                "value": process.kind,
                "is_certain": process.is_certain,
                "reasons": list(process.reasons),
            },
            "facts": [fact.to_document() for fact in self.facts],
            "documents": [document.to_document() for document in self.documents],
            "mail_faults": [fault.code for fault in self.mail.faults] if self.mail else [],
        }


_SINGLE = frozenset(
    [
        "kind",
        "process",
        "process_form",
        "issued_by",
        "agency",
        "case_number",
        "issued_on",
        "returnable_on",
        "nondisclosure",
        "nondisclosure_until",
        "officer_name",
        "badge_number",
        "officer_email",
        "officer_phone",
        "officer_address",
        "po_box",
        "head_of_agency",
        "steps_being_taken",
        "extends",
        "signed_by",
        "date_range",
    ]
)


def _merged(facts: Iterator[Fact]) -> Iterator[Fact]:
    """Each value once. Of what there is one, a second certain value from another place is an offer."""
    seen: dict[tuple[str, str], int] = {}
    found: list[Fact] = []
    decided: dict[str, str] = {}
    for fact in facts:
        key = (fact.name, " ".join(fact.value.split()).lower())
        if fact.is_certain and fact.name in _SINGLE and decided.setdefault(fact.name, key[1]) != key[1]:
            fact = fact.offered("the file says something else as well")  # noqa: PLW2901
        if key not in seen:
            seen[key] = len(found)
            found.append(fact)
        elif fact.is_certain and not found[seen[key]].is_certain:
            found[seen[key]] = fact
    yield from found


def _of_headers(mail: Mail) -> Iterator[Fact]:
    """What a mail's headers say: offers, because anybody can write them."""
    author = mail.author
    if author and author.address:
        yield _header_fact(mail, "officer_email", author.address.lower(), "From")
    if author and author.name and author.name != author.address:
        yield _header_fact(mail, "officer_name", author.name, "From")
    if mail.date:
        yield _header_fact(mail, "issued_on", mail.date.date().isoformat(), "Date")


def _header_fact(mail: Mail, name: str, value: str, header: str) -> Fact:
    return Fact(
        name=name,
        value=value,
        as_written=mail.value(header) or value,
        provenance=Provenance(document=mail.sha256, header=header),
        is_certain=False,
        because=f"the mail's header {header}",
    )


def read_file(
    content: bytes,
    *,
    name: str,
    hosts: tuple[str, ...] = (),
    roots: tuple[bytes, ...] = (),
    envelope: Envelope | None = None,
    resolve: Resolver | None = None,
    at: datetime | None = None,
    limits: ReadingLimits | None = None,
) -> FileReading:
    """A file read. Its sender is checked only where ``resolve`` and ``at`` are given; else *cannot tell*."""
    limits = limits or ReadingLimits()
    if not is_mail(content, name):
        document = read_document(content, name=name, hosts=hosts, roots=roots, limits=limits)
        return FileReading(
            sha256=document.inspection.sha256,
            mail=None,
            authentication=None,
            body=None,
            documents=(document,),
        )
    mail = read_mail(content)
    authentication = None
    if resolve and at and not is_outlook_file(content):
        authentication, _ = authenticate_mail(content, envelope or Envelope(), at, resolve)
    return FileReading(
        sha256=mail.sha256,
        mail=mail,
        authentication=authentication,
        body=read_paper(paper_of_lines(mail.sha256, own_lines(mail.text), is_mail=True), hosts=hosts),
        documents=tuple(_attached(mail, hosts, roots, limits)),
    )


def is_mail(content: bytes, name: str) -> bool:
    """Whether a file is a mail: by its name, and not being anything else by its bytes."""
    seen = media_type_of(content).media_type
    if is_outlook_file(content):
        return True
    return name.lower().endswith(_MAIL_ENDINGS) and (seen == TEXT or seen not in ACCEPTED_TYPES)


def own_lines(text: str) -> list[str]:
    """A mail's lines without what it quotes: other people's words are not this request's.

    >>> own_lines("We ask.\\n> You wrote\\n\\nRegards")
    ['We ask.', '', '', 'Regards']
    """
    return ["" if line.lstrip().startswith(">") else line for line in text.splitlines()]


def _attached(
    mail: Mail, hosts: tuple[str, ...], roots: tuple[bytes, ...], limits: ReadingLimits
) -> Iterator[DocumentReading]:
    for attachment in mail.attachments[: limits.documents]:
        yield read_document(
            attachment.content, name=attachment.name or "document", hosts=hosts, roots=roots, limits=limits
        )
