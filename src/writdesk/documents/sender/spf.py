"""SPF (RFC 7208) by pyspf, which is given recorded answers in place of the network.

What pyspf gets wrong, and what is done about it, stands in docs/mail-authentication.md.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import replace
from datetime import datetime
from typing import Any

import spf  # type: ignore[import-untyped]

from writdesk.documents.sender.answers import AnswerMissing, Answers, Outcome, may_exist
from writdesk.documents.sender.domains import ascii_domain
from writdesk.documents.sender.results import Envelope, Result, SpfResult

_WORDS = {
    "pass": Result.PASS,
    "fail": Result.FAIL,
    "softfail": Result.SOFTFAIL,
    "neutral": Result.NEUTRAL,
    "none": Result.NONE,
    "temperror": Result.TEMPERROR,
    "permerror": Result.PERMERROR,
}
_LONGEST_REASON = 300


class _Query(spf.query):  # type: ignore[misc]
    """A query of pyspf's whose every question goes to the recorded answers."""

    def __init__(self, envelope: Envelope, answers: Answers, at: datetime) -> None:
        self._answers = answers
        super().__init__(i=envelope.ip, s=envelope.mail_from or "", h=envelope.helo or "")
        # The %{t} macro: the time of the evaluation, not of its repetition.
        self.t = str(int(at.timestamp()))

    def dns(self, name: str, qtype: str, cnames: object = None, ignore_void: bool = False) -> list[Any]:
        """The records in the shape that pyspf expects. Takes the place of its way to the network."""
        answer = self._answers.ask(str(name), qtype)
        if answer.has_failed:
            raise spf.TempError(f"DNS {answer.outcome.value}", str(name))
        if not answer.records and not ignore_void:
            self._count_void(str(name), answer.outcome)
        return [_record(qtype, record) for record in answer.records]

    def _count_void(self, name: str, outcome: Outcome) -> None:
        # RFC 7208 section 4.6.4: more than two void lookups are a permanent error. A name that no DNS can
        # hold is not looked up at all.
        if outcome is Outcome.NO_DOMAIN and not may_exist(name.rstrip(".").lower()):
            return
        self.void_lookups += 1
        if self.void_lookups > spf.MAX_VOID_LOOKUPS:
            raise spf.PermError(f"Void lookup limit of {spf.MAX_VOID_LOOKUPS} exceeded")


def _record(qtype: str, record: str) -> Any:
    if qtype == "TXT":
        return (record.encode("latin-1", errors="replace"),)
    if qtype == "MX":
        preference, _, exchange = record.partition(" ")
        return int(preference), exchange
    return record


def evaluate_spf(envelope: Envelope, answers: Answers, at: datetime) -> SpfResult:
    """Whether the server may send for the domain in the envelope. Raises ``AnswerMissing`` alone."""
    if envelope.ip is None or envelope.mail_from is None:
        return SpfResult(result=Result.CANNOT_TELL, reason="the envelope is not known")
    identity = "mailfrom" if envelope.mail_from else "helo"
    sender = envelope.mail_from or envelope.helo or ""
    local, at_sign, written = sender.strip("<> ").rpartition("@")
    # RFC 8616 section 4: an international domain is asked for in punycode.
    domain = ascii_domain(written)
    try:
        ipaddress.ip_address(envelope.ip)
    except ValueError:
        return SpfResult(result=Result.CANNOT_TELL, domain=domain, reason="the IP address cannot be read")
    # RFC 7208 section 4.3: a malformed domain, or one of a single label, has no policy.
    if "." not in domain or not may_exist(domain):
        return SpfResult(result=Result.NONE, domain=domain, identity=identity, reason="no domain to ask")
    asked = replace(envelope, mail_from=local + at_sign + domain) if envelope.mail_from else envelope
    result, reason = _checked(asked, answers, at)
    return SpfResult(result=result, domain=domain, identity=identity, reason=reason)


def _checked(envelope: Envelope, answers: Answers, at: datetime) -> tuple[Result, str]:
    try:
        word, _, reason = _Query(envelope, answers, at).check()
    except AnswerMissing:
        raise
    except RecursionError:
        word, reason = "permerror", "the policy includes itself"
    except Exception as trouble:
        # pyspf lets out what it did not think of (bad macros, odd bytes): the policy cannot be followed.
        word, reason = "permerror", f"the policy cannot be followed ({type(trouble).__name__})"
    # It swallows whatever happens while it fetches an explanation, a missing answer, too.
    if answers.missing:
        raise AnswerMissing
    return _WORDS.get(word, Result.PERMERROR), re.sub(r"[^\x20-\x7e]+", " ", str(reason))[:_LONGEST_REASON]
