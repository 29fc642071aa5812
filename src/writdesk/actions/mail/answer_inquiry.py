"""A person answers a general inquiry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from writdesk.actions.act import enter
from writdesk.actions.actor import Actor
from writdesk.actions.all_or_nothing import all_or_nothing
from writdesk.actions.errors import ChangedMeanwhile, InputRefused
from writdesk.adapters.vault import open_text, seal_text
from writdesk.core.lifecycle import Party
from writdesk.ledger.codes import Code
from writdesk.ledger.entry import FactValue
from writdesk.store.access import inquiry_for
from writdesk.store.jobs import enqueue
from writdesk.store.mail import Inquiry, InquiryMessage

MAY = (Party.ANALYST, Party.COUNSEL)
LONGEST = 20_000


def answer_inquiry(
    reference: str,
    *,
    text: str,
    cites: Sequence[tuple[str, str]] = (),
    by: Actor,
    at: datetime,
    seen: int | None = None,
) -> InquiryMessage:
    """The answer is kept in the thread and mailed; the inquiry is closed until the officer writes again.

    ``cites`` are pairs of heading and sentence of the guideline; they stand below the answer.
    Raises ``InputRefused``, ``NotAllowed``, ``ChangedMeanwhile``.
    """
    party, words = by.party(MAY), text.replace("\r\n", "\n").strip()
    if not words or len(words) > LONGEST:
        raise InputRefused([("text", "Write the answer.")])
    with all_or_nothing():
        inquiry = inquiry_for(by.somebody, reference, for_change=True)
        if seen is not None and seen != inquiry.revision:
            raise ChangedMeanwhile(f"{reference} was changed since you opened it; nothing of yours was done.")
        message = _keep(inquiry, words + _cited(cites), by, at)
        inquiry.is_open, inquiry.changed_at = False, at
        inquiry.revision += 1
        inquiry.save()
        enqueue("mail_inquiry_answer", str(message.pk), run_after=at, payload={"message": message.pk})
        facts: dict[str, FactValue] = {"provisions": len(cites)}
        enter(Code.INQUIRY_ANSWERED, by=by, role=party.value, at=at, facts=facts, reference=reference)
    return message


def _cited(cites: Sequence[tuple[str, str]]) -> str:
    lines = (f"Our guideline says, under “{section}”:\n“{text.strip()}”" for section, text in cites)
    return "".join(f"\n\n{line}" for line in lines)


def _keep(inquiry: Inquiry, words: str, by: Actor, at: datetime) -> InquiryMessage:
    key = inquiry.data_key
    first = inquiry.messages.filter(is_outgoing=False).first()
    asked = open_text(key, first.subject_sealed, "inquiry.subject") if first else ""
    return InquiryMessage.objects.create(
        inquiry=inquiry,
        is_outgoing=True,
        subject_sealed=seal_text(key, f"{inquiry.reference}: {_one_line(asked)}", "inquiry.subject"),
        text_sealed=seal_text(key, words + "\n", "inquiry.text"),
        by=by.person,
        at=at,
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())[:150]
