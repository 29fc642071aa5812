"""The worker's part of a collection: collect under the grant, stage, and enter how it ended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import chain

from writdesk.actions.act import act_on
from writdesk.actions.actor import DESK
from writdesk.actions.holding import Hold, WorkTaken, by_hand
from writdesk.adapters.platform import desk_platform
from writdesk.adapters.sections import third_parties_in
from writdesk.adapters.staging import Staged, discard, stage
from writdesk.adapters.vault import desk_blobs, desk_keys, open_text, seal_json, secret_of
from writdesk.core.collected import FieldHolding, Withheld, WithheldReason
from writdesk.core.lifecycle import Event, Party, Status, TransitionRefused
from writdesk.ledger.codes import Code
from writdesk.sealing.grants import SignedGrant
from writdesk.sources import Collection as Records
from writdesk.sources import collect, holdings
from writdesk.store.decisions import SignedGrantRecord
from writdesk.store.productions import Collection, note_progress
from writdesk.store.requests import Request

SYSTEM = (Party.SYSTEM,)


def run_collection(collection_id: int, *, at: datetime, hold: Hold = by_hand) -> Collection:
    """Collect what the grant covers. Safe to run again after a crash: an ended collection is left alone.

    Raises ``WorkTaken`` when it is no longer wanted; then nothing of it stays.
    """
    collection = Collection.objects.select_related("request__data_key", "grant").get(pk=collection_id)
    if collection.state != Collection.State.RUNNING or collection.request.status != Status.COLLECTING:
        return collection
    signed = signed_grant(collection.grant, collection.request)
    platform = desk_platform()
    records = collect(
        signed,
        public_key=desk_keys().signer.public_pem(),
        platform=platform,
        now=at,
        on_progress=lambda progress: note_progress(collection_id, progress.records),
    )
    parties = third_parties_in(platform.data_map, records.grant.accounts)
    staged = stage(records, desk_blobs(), secret_of(collection.request.data_key), parties)
    try:
        summary = _summary(records, holdings(platform.data_map, records.grant))
        return finish_collection(collection, staged, summary, at=at, hold=hold)
    except (WorkTaken, TransitionRefused):
        discard(staged, desk_blobs())
        raise


def _summary(records: Records, held: Iterable[FieldHolding]) -> dict[str, object]:
    return {
        "holdings": [
            {"category": h.category, "field": h.field, "holding": h.holding.value, "note": h.note}
            for h in held
        ],
        "withheld": [_withheld_document(entry) for entry in records.withheld],
    }


_WHY_WITHHELD = {
    WithheldReason.PUBLICLY_AVAILABLE: "Publicly available on the platform; not provided through a request.",
    WithheldReason.UNDATED: "Bears no time, so that it cannot be said to lie within the dates asked for.",
}


def _withheld_document(entry: Withheld) -> dict[str, object]:
    return {
        "category": entry.category,
        "kind": entry.kind,
        "count": entry.count,
        "reason": entry.reason.value,
        "explanation": _WHY_WITHHELD[entry.reason],
    }


def signed_grant(row: SignedGrantRecord, request: Request) -> SignedGrant:
    """The grant as it was signed."""
    body = open_text(request.data_key, row.body_sealed, "grant.body").encode()
    return SignedGrant(body=body, signature=bytes(row.signature), key_id=row.key_id)


def finish_collection(
    collection: Collection,
    staged: Staged,
    summary: dict[str, object],
    *,
    at: datetime,
    hold: Hold = by_hand,
) -> Collection:
    """Enter a finished collection; the request is ready to be looked through and certified."""
    reference = collection.request.reference
    with act_on(reference, code=Code.COLLECTION_FINISHED, by=DESK, may=SYSTEM, at=at) as act:
        hold()
        current = _still_running(collection.pk)
        act.move(Event.FINISH_COLLECTION)
        current.state = Collection.State.FINISHED
        current.ended_at = at
        current.records_blob, current.media_blob = staged.records_blob, staged.media_blob
        current.counts, current.so_far = staged.counts, staged.records
        current.sections = [section.document() for section in staged.sections]
        current.marks = staged.marks.tobytes()
        current.media_files, current.media_bytes = staged.media_files, staged.media_bytes
        current.summary_sealed = seal_json(act.request.data_key, summary, "collection.summary")
        current.save()
        act.facts = {
            "records": sum(chain.from_iterable(kinds.values() for kinds in staged.counts.values())),
            "files": staged.media_files,
            "bytes": staged.media_bytes,
        }
    return current


def fail_collection(collection_id: int, *, fault: str, at: datetime, hold: Hold = by_hand) -> Collection:
    """Enter a collection that could not be finished; the custodian may start another.

    ``fault`` is for the custodian's eyes. Raises ``WorkTaken`` when it has ended already.
    """
    reference = Collection.objects.select_related("request").get(pk=collection_id).request.reference
    with act_on(reference, code=Code.COLLECTION_FAILED, by=DESK, may=SYSTEM, at=at) as act:
        hold()
        collection = _still_running(collection_id)
        act.move(Event.FAIL_COLLECTION)
        collection.state = Collection.State.FAILED
        collection.ended_at = at
        collection.fault = fault[:400]
        collection.save()
        act.facts = {}
    return collection


def _still_running(collection_id: int) -> Collection:
    collection = Collection.objects.select_for_update().get(pk=collection_id)
    if collection.state != Collection.State.RUNNING:
        raise WorkTaken("This collection has ended meanwhile.")
    return collection
