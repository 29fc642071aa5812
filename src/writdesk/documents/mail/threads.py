"""To which request a mail may belong: by message ids, references and plus-addresses; never by a name.

These are candidates. Whether the sender may add to a request is decided where its officers are known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from writdesk.documents.mail.message import Mail

_DASH = "[-\N{NON-BREAKING HYPHEN}]"
REFERENCE = re.compile(rf"(?<![A-Z0-9])([A-Z]{{2}}){_DASH}(\d{{4}}){_DASH}(\d{{6,9}})(?!\d)", re.ASCII)
_PLUS = re.compile(r"[^@+]+\+([a-z0-9-]{1,64})@", re.IGNORECASE)
_RECIPIENTS = ("delivered-to", "x-original-to", "envelope-to")


@dataclass(frozen=True, kw_only=True, slots=True)
class ThreadCandidates:
    """By what a mail may be known, strongest first within each.

    ``message_ids`` are those it answers; ``references`` stand in the subject and plus-addresses.
    """

    message_ids: tuple[str, ...] = ()
    references: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the mail begins something new."""
        return not self.message_ids and not self.references


def thread_candidates(mail: Mail) -> ThreadCandidates:
    """What the mail itself says that it belongs to."""
    ids = dict.fromkeys((*mail.in_reply_to, *reversed(mail.references)))
    ids.pop(mail.message_id or "", None)
    references = dict.fromkeys((*plus_references(mail), *references_in(mail.subject)))
    return ThreadCandidates(message_ids=tuple(ids)[:100], references=tuple(references)[:20])


def references_in(text: str) -> tuple[str, ...]:
    """Every reference of a request in a text, as the desk writes it.

    >>> references_in("AW: [lr-2026-000123] your question")
    ('LR-2026-000123',)
    """
    found = REFERENCE.finditer(text.upper())
    return tuple(dict.fromkeys(f"{match[1]}-{match[2]}-{match[3]}" for match in found))


def plus_references(mail: Mail) -> tuple[str, ...]:
    """References in the addresses that the mail was sent to (``requests+lr-2026-000123@…``)."""
    addresses = [mailbox.address for mailbox in (*mail.to, *mail.cc)]
    addresses += [value.strip("<> ") for name in _RECIPIENTS for value in mail.values(name)]
    found: dict[str, None] = {}
    for address in addresses:
        match = _PLUS.match(address)
        if match:
            found.update(dict.fromkeys(references_in(match[1])))
    return tuple(found)
