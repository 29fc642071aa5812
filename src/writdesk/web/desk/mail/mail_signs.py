"""The signs of a mail's sender as rows of a page: a mark, its word, and the sentence."""

from __future__ import annotations

from dataclasses import dataclass

from writdesk.actions.mail.mail_signs import Sign, signs_of
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
    """What the checks and the names said when the mail arrived, the worst on top.

    Beside an alarm nothing is called good: a look-alike signs its own mail, and proves nothing by it.
    """
    signs = signs_of(mail)
    is_alarming = any(sign.weight is Weight.ALARM for sign in signs)
    return tuple(_row(sign, is_alarming=is_alarming) for sign in signs)


def _row(sign: Sign, *, is_alarming: bool) -> SignRow:
    weight = Weight.NEUTRAL if is_alarming and sign.weight is Weight.GOOD else sign.weight
    return SignRow(weight=weight.value, word=_WORDS[weight], sentence=sign.sentence)
