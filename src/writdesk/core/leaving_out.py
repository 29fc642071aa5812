"""Why a custodian leaves a collected record out of the package: a closed list, in the words people read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class LeftOutReason(StrEnum):
    """The class of a reason; it alone stands in the ledger."""

    THIRD_PARTY = "third_party"
    PRIVILEGED = "privileged"
    OUTSIDE_GRANT = "outside_grant"
    ABUSE_MATERIAL = "abuse_material"
    DUPLICATE = "duplicate"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True, slots=True)
class ReasonWords:
    """``choice``: for the custodian; ``explanation``: for the officer and the court."""

    choice: str
    explanation: str
    note: str = ""


REASONS: Mapping[LeftOutReason, ReasonWords] = {
    LeftOutReason.THIRD_PARTY: ReasonWords(
        choice="Content of a third person that was not asked for",
        explanation="Content of a person who is not the account holder, which was not asked for.",
    ),
    LeftOutReason.PRIVILEGED: ReasonWords(
        choice="Privileged",
        explanation="Appears to be privileged, such as correspondence with a lawyer.",
    ),
    LeftOutReason.OUTSIDE_GRANT: ReasonWords(
        choice="Outside the grant’s dates or categories",
        explanation="Lies outside the dates or categories that were granted.",
        note="The collector must not let this happen. Tell whoever runs this desk: it is a fault.",
    ),
    LeftOutReason.ABUSE_MATERIAL: ReasonWords(
        choice="Child sexual abuse material",
        explanation="Appears to be child sexual abuse material. It is not copied into a package; "
        "ask the custodian of records how it can be had.",
        note="It is not shown again here. Refer it as the law and your instructions say; the desk does not.",
    ),
    LeftOutReason.DUPLICATE: ReasonWords(
        choice="A duplicate of another record", explanation="The same record stands in this package once."
    ),
    LeftOutReason.OTHER: ReasonWords(choice="Another reason, in words", explanation=""),
}


def explanation_of(reason: LeftOutReason, words: str) -> str:
    """What the officer reads: the reason's own sentence, then the custodian's.

    >>> explanation_of(LeftOutReason.DUPLICATE, "Sent twice.")
    'The same record stands in this package once. Sent twice.'
    """
    return " ".join(part for part in (REASONS[reason].explanation, words.strip()) if part)
