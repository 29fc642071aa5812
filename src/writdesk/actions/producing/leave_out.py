"""The custodian leaves records out of what was collected, with a reason that the officer reads."""

from __future__ import annotations

from datetime import datetime

from writdesk.actions.act import act_on
from writdesk.actions.actor import Actor
from writdesk.actions.errors import InputRefused
from writdesk.actions.producing.reviewing import (
    Chosen,
    collection_in_review,
    must_be_open,
    sections_of,
    spans_chosen,
)
from writdesk.adapters.vault import seal_text
from writdesk.core.leaving_out import LeftOutReason
from writdesk.core.lifecycle import Party
from writdesk.core.spans import Spans, count_of, united, without
from writdesk.ledger.codes import Code
from writdesk.store.productions import Collection, LeftOut, left_out_of

LONGEST_WORDS = 1000


def leave_out(
    reference: str,
    *,
    chosen: Chosen,
    reason: LeftOutReason,
    words: str,
    by: Actor,
    at: datetime,
    seen: int | None = None,
) -> LeftOut:
    """Leave the chosen records out. Records that are left out already keep their first reason.

    ``words`` are needed where the reason is another one, and where nothing of a category would remain: an
    officer who was granted it reads there why. Raises ``InputRefused`` without them.
    """
    may = (Party.CUSTODIAN,)
    with act_on(reference, code=Code.RECORDS_LEFT_OUT, by=by, may=may, at=at, seen=seen) as act:
        collection = collection_in_review(act.request)
        must_be_open(collection)
        before = left_out_of(collection)
        spans = without(spans_chosen(collection, chosen), before)
        if not spans:
            raise InputRefused([("records", "There is nothing here that is not left out already.")])
        empties = _leaves_nothing(collection, chosen.category, united(before + spans))
        _check_words(reason, words, chosen.category if empties else "")
        row = LeftOut.objects.create(
            collection=collection,
            category=chosen.category,
            kind=chosen.kind,
            reason=reason.value,
            words_sealed=seal_text(act.request.data_key, words.strip(), "left_out.words"),
            spans=spans,
            records=count_of(spans),
            by=by.somebody,
            at=at,
        )
        act.facts = {"records": row.records, "reason": reason.value, "is_whole_category": empties}
    return row


def _leaves_nothing(collection: Collection, category: str, left_out: Spans) -> bool:
    """Whether no record of a category would remain."""
    spans = united(
        (section.first, section.last) for section in sections_of(collection) if section.category == category
    )
    return not without(spans, left_out)


def _check_words(reason: LeftOutReason, words: str, emptied: str) -> None:
    if len(words) > LONGEST_WORDS:
        raise InputRefused([("words", f"Say it in at most {LONGEST_WORDS:,} characters.")])
    if words.strip():
        return
    if emptied:
        name = emptied.replace("_", " ")
        raise InputRefused(
            [("words", f"Nothing of {name} would remain. Say in words why; the officer reads it.")]
        )
    if reason is LeftOutReason.OTHER:
        raise InputRefused([("words", "Say in words what the reason is; the officer reads it.")])
