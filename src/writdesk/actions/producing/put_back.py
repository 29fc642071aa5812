"""The custodian puts records back that were left out, before anything is certified."""

from __future__ import annotations

from datetime import datetime

from writdesk.actions.act import act_on
from writdesk.actions.actor import Actor
from writdesk.actions.errors import InputRefused
from writdesk.actions.producing.reviewing import Chosen, collection_in_review, must_be_open, spans_chosen
from writdesk.core.lifecycle import Party
from writdesk.core.spans import Spans, count_of, without
from writdesk.ledger.codes import Code
from writdesk.store.access import NotFound
from writdesk.store.productions import Collection, left_out_of


def put_back(reference: str, *, chosen: Chosen, by: Actor, at: datetime, seen: int | None = None) -> int:
    """Put the chosen records back, whatever left them out. Returns how many there were."""
    may = (Party.CUSTODIAN,)
    with act_on(reference, code=Code.RECORDS_PUT_BACK, by=by, may=may, at=at, seen=seen) as act:
        collection = collection_in_review(act.request)
        must_be_open(collection)
        back = _put_back(collection, spans_chosen(collection, chosen))
        act.facts = {"records": back}
    return back


def undo_leaving_out(
    reference: str, *, left_out: int, by: Actor, at: datetime, seen: int | None = None
) -> int:
    """Put back all that one act left out. Returns how many records there were."""
    may = (Party.CUSTODIAN,)
    with act_on(reference, code=Code.RECORDS_PUT_BACK, by=by, may=may, at=at, seen=seen) as act:
        collection = collection_in_review(act.request)
        must_be_open(collection)
        row = collection.left_outs.filter(pk=left_out).first()
        if row is None:
            raise NotFound("There is no such act.")
        back = _put_back(collection, row.as_spans())
        act.facts = {"records": back}
    return back


def _put_back(collection: Collection, spans: Spans) -> int:
    before = count_of(left_out_of(collection))
    for row in collection.left_outs.all():
        left = without(row.as_spans(), spans)
        if left != row.as_spans():
            row.spans, row.records = left, count_of(left)
            row.save(update_fields=["spans", "records"])
    back = before - count_of(left_out_of(collection))
    if not back:
        raise InputRefused([("records", "None of these is left out.")])
    return back
