"""What the names in a mail give away, each as a signal: a stable code, its evidence, and a sentence.

A signal decides nothing. ``weight`` says how an analyst should take it: good, neutral, warning, alarm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from writdesk.core.conditions.sender import PRIVATE_MAIL
from writdesk.documents.mail.message import Mail, Mailbox
from writdesk.documents.sender.domains import ascii_domain, organizational_domain, unicode_domain
from writdesk.documents.sender.lookalikes import KnownDomains, mixes_scripts
from writdesk.documents.sender.results import Result, SenderAuthentication
from writdesk.documents.sender.words import sentences_of

_MATTERING = ("Subject", "To", "Date", "Reply-To", "Sender", "Content-Type", "In-Reply-To")
_ADDRESS = re.compile(r"[\w.+%-]{1,64}@((?:[\w-]{1,63}\.)+[\w-]{2,63})")


class Weight(StrEnum):
    """How a signal should be taken."""

    GOOD = "good"
    NEUTRAL = "neutral"
    WARNING = "warning"
    ALARM = "alarm"


@dataclass(frozen=True, kw_only=True, slots=True)
class Signal:
    """One sign. ``evidence`` is what it rests on, as written in the mail."""

    code: str
    weight: Weight
    explanation: str
    evidence: tuple[str, ...] = ()


def signals_of(
    mail: Mail,
    authentication: SenderAuthentication | None = None,
    *,
    known_domains: KnownDomains | Iterable[str] = (),
) -> tuple[Signal, ...]:
    """Every signal: first what the checks say, then what the names do. ``known_domains`` are agencies'."""
    found: list[Signal] = []
    if authentication is not None:
        found.extend(
            Signal(code=code, weight=Weight(weight), explanation=text)
            for code, weight, text in sentences_of(authentication)
        )
        found.extend(_of_what_is_not_signed(mail, authentication))
    found.extend(_of_the_author(mail))
    author = mail.author
    if author is not None:
        found.extend(_of_the_name(author))
        found.extend(_of_other_addresses(mail, author))
    known = known_domains if isinstance(known_domains, KnownDomains) else KnownDomains(known_domains)
    found.extend(_of_the_domains(mail, known))
    return tuple(found)


def _of_what_is_not_signed(mail: Mail, authentication: SenderAuthentication) -> Iterator[Signal]:
    """Headers that matter and that no passing signature of the sender's own domain covers."""
    passed = [one for one in authentication.dkim if one.result is Result.PASS and one.is_aligned]
    if not passed:
        return
    signed = frozenset(name for one in passed for name in one.signed_headers)
    bare = tuple(name for name in _MATTERING if mail.values(name) and name.lower() not in signed)
    if bare:
        yield Signal(
            code="headers_not_signed",
            # Another Reply-To leads the answer astray; another Content-Type shows the signed text otherwise.
            weight=Weight.WARNING if {"Reply-To", "Content-Type"}.intersection(bare) else Weight.NEUTRAL,
            explanation=f"The signature does not cover {', '.join(bare)}: what stands there could have been "
            "changed on the way.",
            evidence=bare,
        )


def _of_the_author(mail: Mail) -> Iterator[Signal]:
    if mail.author is None:
        yield Signal(
            code="not_one_author",
            weight=Weight.ALARM,
            explanation="The mail does not name exactly one sender. Programs show one and check another.",
            evidence=tuple(box.address for box in mail.senders[:10]),
        )


def _of_the_name(author: Mailbox) -> Iterator[Signal]:
    """A display name that holds an address: many programs show the name alone."""
    for match in _ADDRESS.finditer(author.name):
        if match[0].lower() != author.address.lower():
            is_other = organizational_domain(match[1]) != organizational_domain(author.domain)
            yield Signal(
                code="name_holds_another_address",
                weight=Weight.ALARM if is_other else Weight.WARNING,
                explanation=f"The sender's name shows the address {match[0]}, but the mail gives "
                f"{author.address} as its sender.",
                evidence=(author.name, author.address),
            )
            return


def _of_other_addresses(mail: Mail, author: Mailbox) -> Iterator[Signal]:
    """Where answers and bounces go, and who handed the mail in, against who wrote it."""
    others = [("reply_to", "Answers would go to", box.address, box.domain) for box in mail.reply_to]
    if mail.sender is not None:
        others.append(("sender", "The mail was handed in by", mail.sender.address, mail.sender.domain))
    if mail.return_path:
        domain = mail.return_path.rpartition("@")[2].lower()
        others.append(("return_path", "Undeliverable mail would go to", mail.return_path, domain))
    for header, words, address, domain in others[:20]:
        if address.lower() == author.address.lower() or not domain:
            continue
        yield _difference(header, words, address, domain, author)


def _difference(header: str, words: str, address: str, domain: str, author: Mailbox) -> Signal:
    own = organizational_domain(author.domain)
    if ascii_domain(domain) == ascii_domain(author.domain):
        code, weight, rest = "another_address", Weight.NEUTRAL, "of the same domain as the sender"
    elif organizational_domain(domain) == own:
        code, weight, rest = "another_subdomain", Weight.NEUTRAL, f"which also belongs to {own}"
    else:
        # A return path elsewhere is common (services that send for others); an answer elsewhere is the trick.
        weight = Weight.ALARM if header == "reply_to" else Weight.WARNING
        code, rest = "another_domain", f"which does not belong to {own}"
    return Signal(
        code=f"{header}_{code}",
        weight=weight,
        explanation=f"{words} {address}, {rest}.",
        evidence=(author.address, address),
    )


def _of_the_domains(mail: Mail, known: KnownDomains) -> Iterator[Signal]:
    boxes = (*mail.senders, *mail.reply_to, *((mail.sender,) if mail.sender else ()))
    for domain in dict.fromkeys(box.domain for box in boxes[:50] if box.domain):
        if organizational_domain(domain) in PRIVATE_MAIL:
            yield Signal(
                code="free_mail",
                weight=Weight.WARNING,
                explanation=f"{domain} is a private mail service: anybody can have an address there.",
                evidence=(domain,),
            )
        yield from _of_the_script(domain)
        likeness = known.imitated_by(domain)
        if likeness is not None:
            yield Signal(
                code=f"looks_like_{likeness.way}",
                weight=Weight.ALARM,
                explanation=f"{_both(likeness.domain)} looks like {_both(likeness.known)}, but is another.",
                evidence=(domain, likeness.known),
            )


def _of_the_script(domain: str) -> Iterator[Signal]:
    if mixes_scripts(domain):
        yield Signal(
            code="mixed_scripts",
            weight=Weight.ALARM,
            explanation=f"{_both(domain)} mixes letters of several scripts, which look alike and are not.",
            evidence=(ascii_domain(domain),),
        )
    elif "xn--" in ascii_domain(domain):
        yield Signal(
            code="international_domain",
            weight=Weight.NEUTRAL,
            explanation=f"{_both(domain)} is written with signs beyond a to z.",
            evidence=(ascii_domain(domain),),
        )


def _both(domain: str) -> str:
    """The domain as the DNS has it, and as it looks where that differs."""
    plain, shown = ascii_domain(domain), unicode_domain(ascii_domain(domain))
    return plain if plain == shown else f"{plain} (shown as “{shown}”)"
