"""The signs of a mail's sender as rows of a page: a mark, its word, and the sentence."""

from __future__ import annotations

from dataclasses import dataclass

from writdesk.actions.mail_signs import signs_of
from writdesk.documents.sender.signals import Weight
from writdesk.store.mail import Mail

# The word before the sentence; what is neither good nor bad has none.
_WORDS = {Weight.ALARM: "Alarm", Weight.WARNING: "Take care", Weight.GOOD: "Good", Weight.NEUTRAL: ""}


@dataclass(frozen=True, kw_only=True)
class SignRow:
    """One sentence about the sender."""

    weight: str
    word: str
    sentence: str


def sign_rows(mail: Mail) -> tuple[SignRow, ...]:
    """What the checks and the names said when the mail arrived, the worst on top."""
    return tuple(
        SignRow(weight=sign.weight.value, word=_WORDS[sign.weight], sentence=sign.sentence)
        for sign in signs_of(mail)
    )
