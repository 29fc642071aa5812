"""What speaks for and against a mail's sender, in sentences: frozen with the authentication at receipt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from writdesk.actions.directory.imitations import known_domains
from writdesk.adapters.vault import open_json
from writdesk.documents.mail.message import Mail as Read
from writdesk.documents.sender.document import signals_document
from writdesk.documents.sender.results import SenderAuthentication
from writdesk.documents.sender.signals import Weight
from writdesk.documents.sender.words import sentences_of
from writdesk.store.mail import Mail

# What makes the reader stop stands first.
_ORDER = (Weight.ALARM, Weight.WARNING, Weight.GOOD, Weight.NEUTRAL)


@dataclass(frozen=True, kw_only=True)
class Sign:
    """One sentence about the sender, and how it should be taken."""

    code: str
    weight: Weight
    sentence: str


def signs_to_freeze(read: Read, results: SenderAuthentication) -> list[dict[str, Any]]:
    """The signs as they are kept: what the checks say, and what the names in the mail give away today."""
    return signals_document(read, results, known_domains=known_domains())


def signs_of(mail: Mail) -> tuple[Sign, ...]:
    """The signs of a mail that was looked at, the worst on top; none before that, or once its key is gone."""
    if mail.authentication_sealed is None or mail.data_key.wrapped is None:
        return ()
    frozen = open_json(mail.data_key, mail.authentication_sealed, "mail.authentication")
    return tuple(sorted(_signs(frozen), key=lambda sign: _ORDER.index(sign.weight)))


def _signs(frozen: dict[str, Any]) -> list[Sign]:
    if "signs" in frozen:
        return [_sign(each["code"], each["weight"], each["explanation"]) for each in frozen["signs"]]
    # A mail of before the names were frozen, too: what the checks said is all that is known for certain.
    results = SenderAuthentication.from_json(frozen["results"])
    return [_sign(*each) for each in sentences_of(results)]


def _sign(code: str, weight: str, sentence: str) -> Sign:
    return Sign(code=code, weight=Weight(weight), sentence=sentence)
