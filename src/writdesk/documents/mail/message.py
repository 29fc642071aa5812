"""A mail as it was read: its headers in order, its text, its attachments, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

MIB = 1024 * 1024


@dataclass(frozen=True, kw_only=True, slots=True)
class MailLimits:
    """How much of a mail is read. What exceeds a limit is named in the faults and kept with the original."""

    size: int = 50 * MIB
    headers: int = 2_000
    header_size: int = 128 * 1024
    parts: int = 500
    nesting: int = 20
    # The body as text, in signs: what a person could read in a day is more than enough.
    text: int = 2_000_000
    addresses: int = 1_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Mailbox:
    """One address with the name before it. ``address`` is as written, without the angle brackets."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """What stands after the last ``@``, in lower case and without a final dot; empty where there is none.

        >>> Mailbox(name="Sgt. Doe", address="doe@PD.Springfield.Example").domain
        'pd.springfield.example'
        """
        local, at, domain = self.address.rpartition("@")
        return domain.strip().rstrip(".").lower() if at and local else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Header:
    """One header. ``value`` is unfolded and decoded; ``raw`` is the value as it came, bytes as Latin-1."""

    name: str
    value: str
    raw: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """A part that is not the body. ``media_type`` is what the mail claims, not what the bytes are."""

    name: str
    media_type: str
    content: bytes
    sha256: str
    is_inline: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class MailFault:
    """Something wrong with a mail: a stable code (``faults.py`` has the sentence) and what it is about."""

    code: str
    detail: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mail:
    """One mail. The single fields hold the first of their headers; the faults tell where there are several.

    ``sha256`` is of the bytes as they came. ``senders`` are the mailboxes of From. ``message_id``,
    ``in_reply_to`` and ``references`` are without angle brackets. ``text`` is the plain body, or is made from
    the HTML where there is only that; ``hidden_text`` is what the HTML holds but does not show.
    """

    sha256: str
    size: int
    message_id: str | None = None
    date: datetime | None = None
    subject: str = ""
    senders: tuple[Mailbox, ...] = ()
    sender: Mailbox | None = None
    reply_to: tuple[Mailbox, ...] = ()
    return_path: str | None = None
    to: tuple[Mailbox, ...] = ()
    cc: tuple[Mailbox, ...] = ()
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    headers: tuple[Header, ...] = ()
    text: str = ""
    hidden_text: str = ""
    attachments: tuple[Attachment, ...] = ()
    faults: tuple[MailFault, ...] = ()

    def values(self, name: str) -> tuple[str, ...]:
        """The decoded values of every header of this name, from the top."""
        lower = name.lower()
        return tuple(header.value for header in self.headers if header.name.lower() == lower)

    def value(self, name: str) -> str | None:
        """The first header of this name, or None."""
        return next(iter(self.values(name)), None)

    @property
    def author(self) -> Mailbox | None:
        """The one mailbox in From. None when From names nobody, or several: then nobody knows who wrote."""
        return self.senders[0] if len(self.senders) == 1 else None

    @property
    def fault_codes(self) -> frozenset[str]:
        """The codes of what is wrong."""
        return frozenset(fault.code for fault in self.faults)
