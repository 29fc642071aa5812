"""DMARC (RFC 7489, RFC 9091): whether SPF or DKIM speak for the domain that the reader sees in From."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from writdesk.documents.sender.answers import Answers, Outcome
from writdesk.documents.sender.domains import (
    are_aligned,
    ascii_domain,
    organizational_domain,
    public_suffix,
)
from writdesk.documents.sender.results import DkimResult, DmarcResult, Result, SpfResult

POLICIES = ("none", "quarantine", "reject")
_VERSION = re.compile(r"v\s*=\s*DMARC1\s*(;|$)")


class NotToldYet(Exception):
    """The DNS failed where the policy should be: it cannot be told whether there is one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy:
    """A domain's record, read. ``domain`` is where it was found."""

    domain: str
    tags: dict[str, str]

    def word(self, tag: str, allowed: Sequence[str]) -> str | None:
        """A tag's value, if it is one of those allowed."""
        value = self.tags.get(tag, "").lower()
        return value if value in allowed else None

    @property
    def percentage(self) -> int:
        """The share of mail that the policy is to be applied to."""
        value = self.tags.get("pct", "100")
        return (
            int(value)
            if value.isascii() and value.isdigit() and len(value) < 4 and int(value) <= 100
            else 100
        )


def evaluate_dmarc(
    authors: Sequence[str], spf: SpfResult, dkim: Sequence[DkimResult], answers: Answers
) -> DmarcResult:
    """The result for the domains of every address in From. Raises ``AnswerMissing`` alone."""
    if len(authors) != 1:
        # A reader sees one of them and the check another: RFC 7489 section 6.6.1 lets such mail be rejected.
        return DmarcResult(result=Result.FAIL, policy="reject", reasons=("not_one_from",))
    domain = ascii_domain(authors[0])
    organization = organizational_domain(domain)
    if "." not in domain:
        return DmarcResult(result=Result.PERMERROR, domain=domain, reasons=("bad_from_domain",))
    try:
        policy = _found_policy(domain, organization, answers)
    except NotToldYet:
        return DmarcResult(
            result=Result.TEMPERROR,
            domain=domain,
            organizational_domain=organization,
            reasons=("dns_failed",),
        )
    except ValueError as trouble:
        return DmarcResult(
            result=Result.PERMERROR,
            domain=domain,
            organizational_domain=organization,
            reasons=(str(trouble),),
        )
    if policy is None:
        return DmarcResult(result=Result.NONE, domain=domain, organizational_domain=organization)
    return _judged(domain, policy, spf, dkim, asked_for=_asked_for(domain, policy, answers))


def _judged(
    domain: str, policy: Policy, spf: SpfResult, dkim: Sequence[DkimResult], *, asked_for: str
) -> DmarcResult:
    aligned = _aligned_by(domain, policy, spf, dkim)
    result, reasons = (Result.PASS, ()) if aligned else _without_alignment(domain, policy, spf, dkim)
    return DmarcResult(
        result=result,
        domain=domain,
        organizational_domain=organizational_domain(domain),
        policy=asked_for,
        policy_domain=policy.domain,
        percentage=policy.percentage,
        aligned_by=aligned,
        reasons=reasons,
    )


def _without_alignment(
    domain: str, policy: Policy, spf: SpfResult, dkim: Sequence[DkimResult]
) -> tuple[Result, tuple[str, ...]]:
    """Fail; unless what did not speak for the domain could not be told, and might have."""
    strictly_dkim = policy.tags.get("adkim", "r").lower() == "s"
    if spf.result is Result.CANNOT_TELL:
        return Result.CANNOT_TELL, ("envelope_not_known",)
    if spf.result is Result.TEMPERROR or any(
        one.result is Result.TEMPERROR and are_aligned(one.domain, domain, strictly=strictly_dkim)
        for one in dkim
    ):
        return Result.TEMPERROR, ("dns_failed",)
    return Result.FAIL, ("nothing_aligned",)


def _aligned_by(domain: str, policy: Policy, spf: SpfResult, dkim: Sequence[DkimResult]) -> tuple[str, ...]:
    found = []
    strictly_spf = policy.tags.get("aspf", "r").lower() == "s"
    if spf.result is Result.PASS and are_aligned(spf.domain, domain, strictly=strictly_spf):
        found.append("spf")
    strictly_dkim = policy.tags.get("adkim", "r").lower() == "s"
    for one in dkim:
        if one.result is Result.PASS and are_aligned(one.domain, domain, strictly=strictly_dkim):
            found.append("dkim")
            break
    return tuple(found)


def _asked_for(domain: str, policy: Policy, answers: Answers) -> str:
    """What the record asks for: ``p`` at its own domain, ``np`` or ``sp`` below it (RFC 9091 section 3.2)."""
    own = policy.word("p", POLICIES) or "none"
    if policy.domain == domain:
        return own
    below = policy.word("sp", POLICIES) or own
    nowhere = policy.word("np", POLICIES)
    if nowhere and not _exists(domain, answers):
        return nowhere
    return below


def _exists(domain: str, answers: Answers) -> bool:
    """Whether the domain has an address or takes mail. One that the DNS could not tell of may exist."""
    return any(
        answer.outcome is Outcome.FOUND or answer.has_failed
        for answer in (answers.ask(domain, kind) for kind in ("A", "AAAA", "MX"))
    )


def _found_policy(domain: str, organization: str, answers: Answers) -> Policy | None:
    """The domain's record, else its organisation's, else its public suffix's where that has ``psd=y``."""
    for place in dict.fromkeys((domain, organization)):
        policy = _policy_at(place, answers)
        if policy is not None:
            return policy
    suffix = public_suffix(domain)
    if suffix and suffix != domain:
        policy = _policy_at(suffix, answers)
        if policy is not None and policy.tags.get("psd", "").lower() == "y":
            return policy
    return None


def _policy_at(domain: str, answers: Answers) -> Policy | None:
    answer = answers.ask(f"_dmarc.{domain}", "TXT")
    if answer.has_failed:
        raise NotToldYet
    records = [record for record in answer.records if _VERSION.match(record)]
    # RFC 7489 section 6.6.3: several records are as good as none.
    if len(records) != 1:
        return None
    tags: dict[str, str] = {}
    for tag in records[0].split(";")[:50]:
        name, _, value = tag.partition("=")
        tags.setdefault(name.strip().lower(), value.strip())
    policy = Policy(domain=domain, tags=tags)
    if policy.word("p", POLICIES) is None:
        # Section 6.6.3 step 6: without a valid p, a record that asks for reports counts as p=none.
        if "mailto:" in tags.get("rua", "").lower():
            return Policy(domain=domain, tags={**tags, "p": "none"})
        raise ValueError("bad_record")
    return policy
