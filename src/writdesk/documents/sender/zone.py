"""Answers from a zone file (RFC 1035): for a mail in a file. What is not in it does not exist."""

from __future__ import annotations

from collections.abc import Iterable

import dns.exception
import dns.name
import dns.rdataclass
import dns.rdatatype
import dns.zonefile

from writdesk.documents.errors import ZoneUnreadable
from writdesk.documents.sender.answers import Answer, Outcome, Question

__all__ = ["Zone", "ZoneUnreadable", "read_zone", "record_text"]

_MOST_ALIASES = 10


def read_zone(text: str) -> Zone:
    """A zone file as something that answers. Raises ``ZoneUnreadable``."""
    try:
        rrsets = dns.zonefile.read_rrsets(text, origin=".", rdclass=None, default_ttl=60)
    except (dns.exception.DNSException, ValueError, KeyError) as reason:
        raise ZoneUnreadable(f"The zone file cannot be read: {reason}") from reason
    records: dict[Question, list[str]] = {}
    for rrset in rrsets:
        name = rrset.name.to_text(omit_final_dot=True).lower()
        kind = dns.rdatatype.to_text(rrset.rdtype)
        records.setdefault(Question(name, kind), []).extend(record_text(kind, rdata) for rdata in rrset)
    return Zone(records)


class Zone:
    """Records by question; follows aliases as a resolver does."""

    def __init__(self, records: dict[Question, list[str]]) -> None:
        self._records = records
        self._names = {question.name for question in records}

    def answer(self, questions: Iterable[Question]) -> dict[Question, Answer]:
        """The answer to each question."""
        return {question: self._answer(question, 0) for question in questions}

    def _answer(self, question: Question, aliases: int) -> Answer:
        found = self._records.get(question)
        if found:
            return Answer(Outcome.FOUND, tuple(found))
        alias = self._records.get(Question(question.name, "CNAME"))
        if alias and aliases < _MOST_ALIASES:
            return self._answer(Question(alias[0], question.type), aliases + 1)
        exists = question.name in self._names or any(
            name.endswith("." + question.name) for name in self._names
        )
        return Answer(Outcome.NO_DATA if exists else Outcome.NO_DOMAIN)


def record_text(kind: str, rdata: object) -> str:
    """A record of dnspython's as the text in which it is kept."""
    if kind == "TXT":
        return b"".join(rdata.strings).decode("latin-1")  # type: ignore[attr-defined]
    if kind == "MX":
        exchange = rdata.exchange.to_text(omit_final_dot=True).lower()  # type: ignore[attr-defined]
        return f"{rdata.preference} {exchange}"  # type: ignore[attr-defined]
    if kind in {"PTR", "CNAME"}:
        return str(rdata.target.to_text(omit_final_dot=True).lower())  # type: ignore[attr-defined]
    return str(rdata)
