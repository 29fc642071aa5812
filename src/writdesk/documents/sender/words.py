"""The results in words that an analyst understands, each with its code and its weight."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from writdesk.documents.sender.results import (
    ArcResult,
    DkimResult,
    DmarcResult,
    Result,
    SenderAuthentication,
    SpfResult,
)

Sentence = tuple[str, str, str]

REASONS: Mapping[str, str] = {
    "bad_syntax": "it is not written as it must be",
    "tag_missing": "a part of it is missing",
    "unknown_version": "it is of a version that nobody knows",
    "unknown_algorithm": "it was made in a way that nobody knows",
    "unknown_canonicalization": "it names a form of the text that nobody knows",
    "unknown_query_method": "its key is to be asked for in a way that nobody knows",
    "from_not_signed": "it does not cover the sender's address",
    "identity_outside_domain": "it speaks for an address outside of its domain",
    "expires_before_signed": "it ends before it was made",
    "too_many_signatures": "there are more signatures than are looked at",
    "dns_failed": "the DNS did not answer",
    "no_key": "its key is not in the DNS",
    "bad_key": "its key in the DNS cannot be read",
    "several_keys": "several keys stand in the DNS where one should",
    "key_revoked": "its key was revoked",
    "key_of_another_kind": "its key is of another kind",
    "key_for_another_service": "its key is not for mail",
    "hash_not_allowed": "its key forbids this way of signing",
    "body_changed": "the text was changed after it was signed",
    "headers_changed": "signed headers were changed, or another key made it",
    "expired": "it had expired",
    "signed_in_future": "it says that it was made in the future",
    "sha1": "it was made with SHA-1, which can be forged",
    "key_too_small": "its key is so short that it can be broken",
    "partly_signed": "it covers only the beginning of the text: anybody could have added the rest",
    "testing": "its domain says that it only tests signing",
    "header_added": "a header stands in the mail more often than was signed",
    "set_incomplete": "a part of the chain is missing",
    "set_doubled": "a part of the chain stands twice",
    "too_many_sets": "the chain is longer than any may be",
    "bad_instance": "the chain is not numbered as it must be",
    "chain_failed_before": "somebody who handed the mail on found the chain broken already",
    "message_changed": "the mail was changed after it was last handed on",
    "seal_broken": "a seal of the chain does not fit",
    "not_one_from": "the mail does not name exactly one sender",
    "bad_from_domain": "the sender's domain cannot be read",
    "bad_record": "the domain's record cannot be read",
    "nothing_aligned": "neither the sending server nor an intact signature speaks for it",
    "envelope_not_known": "the sending server is not known",
}


def sentences_of(authentication: SenderAuthentication) -> Iterator[Sentence]:
    """Code, weight and sentence of every result: DMARC first, as it sums up the others."""
    yield _of_dmarc(authentication.dmarc)
    yield _of_spf(authentication.spf)
    if not authentication.dkim:
        yield "dkim_none", "neutral", "The mail carries no signature."
    for one in authentication.dkim:
        yield _of_dkim(one)
    if authentication.arc.result is not Result.NONE:
        yield _of_arc(authentication.arc)


def _because(reasons: tuple[str, ...]) -> str:
    return "; ".join(REASONS.get(reason, reason) for reason in reasons) or "no reason was found"


def _of_dkim(one: DkimResult) -> Sentence:
    code = f"dkim_{one.result.value}"
    who = one.domain or "a domain that cannot be read"
    if one.result is Result.PASS:
        rest = "" if one.is_aligned else " It is not the sender's domain."
        covers = f"The signature of {who} is intact and covers the whole message.{rest}"
        return code, "good" if one.is_aligned else "neutral", covers
    if one.result is Result.POLICY:
        return (
            code,
            "warning",
            f"The signature of {who} is intact, but proves little: {_because(one.reasons)}.",
        )
    if one.result is Result.TEMPERROR:
        return code, "neutral", f"The signature of {who} could not be checked: {_because(one.reasons)}."
    if one.result is Result.FAIL:
        return code, "warning", f"The signature of {who} does not fit this mail: {_because(one.reasons)}."
    return code, "warning", f"The signature of {who} cannot be used: {_because(one.reasons)}."


_SPF: Mapping[Result, tuple[str, str]] = {
    Result.PASS: ("good", "{domain} lets this server send its mail."),
    Result.FAIL: ("warning", "{domain} says that this server may not send its mail."),
    Result.SOFTFAIL: ("warning", "{domain} says that this server should probably not send its mail."),
    Result.NEUTRAL: ("neutral", "{domain} does not say whether this server may send its mail."),
    Result.NONE: ("neutral", "{domain} does not say which servers may send its mail."),
    Result.TEMPERROR: (
        "neutral",
        "Which servers may send for {domain} could not be asked: the DNS did not answer.",
    ),
    Result.PERMERROR: ("warning", "What {domain} says about its servers cannot be followed: {reason}."),
    Result.CANNOT_TELL: ("neutral", "Nobody knows which server sent this mail, so SPF cannot be told."),
}


def _of_spf(spf: SpfResult) -> Sentence:
    weight, sentence = _SPF.get(spf.result, _SPF[Result.CANNOT_TELL])
    reason = spf.reason.removeprefix("SPF Permanent Error: ") or "no reason was found"
    words = sentence.format(domain=spf.domain or "The sender's server", reason=reason)
    return f"spf_{spf.result.value}", weight, words


def _of_dmarc(dmarc: DmarcResult) -> Sentence:
    code, domain = f"dmarc_{dmarc.result.value}", dmarc.domain
    if dmarc.result is Result.PASS:
        means = {"spf": "the sending server", "dkim": "an intact signature"}
        by = " and ".join(means[name] for name in dmarc.aligned_by)
        return (
            code,
            "good",
            f"The mail comes from {domain}: vouched for by {by}. This does not prove who wrote it.",
        )
    if dmarc.result is Result.NONE:
        return (
            code,
            "neutral",
            f"{domain} does not say how its mail can be told from forgeries (no DMARC record).",
        )
    if dmarc.result is Result.FAIL and "not_one_from" in dmarc.reasons:
        return code, "alarm", "Whom the mail comes from cannot be told: it does not name exactly one sender."
    if dmarc.result is Result.FAIL:
        wish = {"reject": "asks to refuse such mail", "quarantine": "asks to distrust such mail"}
        asks = wish.get(dmarc.policy, "asks for nothing in this case")
        weight = "alarm" if dmarc.policy in wish else "warning"
        return (
            code,
            weight,
            f"Nothing shows that the mail comes from {domain}: {_because(dmarc.reasons)}. {domain} {asks}.",
        )
    return code, "neutral", f"Whether the mail comes from {domain} cannot be told: {_because(dmarc.reasons)}."


def _of_arc(arc: ArcResult) -> Sentence:
    hands = ", ".join(one.domain for one in arc.sets) or "others"
    code = f"arc_{arc.result.value}"
    if arc.result is Result.PASS:
        return (
            code,
            "neutral",
            f"The mail was handed on by {hands}, whose seals are intact. Whether to trust them is open.",
        )
    return (
        code,
        "neutral",
        f"The mail was handed on by {hands}, but the chain of seals is broken: {_because(arc.reasons)}.",
    )
