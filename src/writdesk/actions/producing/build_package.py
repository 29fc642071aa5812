"""The worker builds a certified production's package: sealed as it is written, named by its hash."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from writdesk.actions.act import act_on
from writdesk.actions.actor import DESK
from writdesk.actions.holding import Hold, WorkTaken, by_hand
from writdesk.actions.reading import form_of, guideline_of
from writdesk.adapters.blobs import new_blob_name
from writdesk.adapters.staging import StagedRecords
from writdesk.adapters.vault import desk_blobs, desk_identity, desk_keys, open_json, open_text, secret_of
from writdesk.core.collected import FieldHolding, Holding
from writdesk.core.guideline import Guideline, Passage
from writdesk.core.leaving_out import LeftOutReason, explanation_of
from writdesk.core.lifecycle import Party
from writdesk.ledger.codes import Code
from writdesk.production.errors import NotAsCertified
from writdesk.production.package import write_package
from writdesk.production.particulars import (
    AskedAccount,
    Custodian,
    GrantedData,
    GuidelineSentences,
    LeftOutRecords,
    NotProvided,
    PackageReceipt,
    Particulars,
    QuotedSentence,
    Reason,
)
from writdesk.sealing.streams import SealedWriter
from writdesk.store.productions import Production, left_out_of

SYSTEM = (Party.SYSTEM,)


def build_package(production_id: int, *, at: datetime, hold: Hold = by_hand) -> Production:
    """Build the package. Safe to run again after a crash: a built production is left alone.

    Raises ``WorkTaken`` when it is no longer wanted; then nothing of it stays.
    """
    production = Production.objects.select_related(
        "request__data_key", "collection__grant__decision", "certified_by"
    ).get(pk=production_id)
    if production.state != Production.State.BUILDING:
        return production
    blob = new_blob_name()
    receipt = _write(production, blob, at.replace(microsecond=0))
    try:
        return _enter_built(production, blob, receipt, at=at, hold=hold)
    except WorkTaken:
        desk_blobs().remove(blob)
        raise


def _enter_built(
    production: Production, blob: str, receipt: PackageReceipt, *, at: datetime, hold: Hold
) -> Production:
    with act_on(production.request.reference, code=Code.PRODUCTION_BUILT, by=DESK, may=SYSTEM, at=at) as act:
        hold()
        current = _still_building(production)
        current.state = Production.State.BUILT
        current.blob, current.size, current.sha256 = blob, receipt.size, receipt.sha256
        current.files, current.manifest_sha256 = receipt.files, receipt.manifest_sha256
        current.save()
        act.facts = {"sha256": receipt.sha256, "files": receipt.files, "bytes": receipt.size}
    return current


def fail_package(production_id: int, *, fault: str, at: datetime, hold: Hold = by_hand) -> Production:
    """Enter that a package could not be built; the custodian may certify again.

    ``fault`` is for the custodian's eyes. Raises ``WorkTaken`` when it has ended already.
    """
    production = Production.objects.select_related("request").get(pk=production_id)
    with act_on(production.request.reference, code=Code.PRODUCTION_FAILED, by=DESK, may=SYSTEM, at=at) as act:
        hold()
        current = _still_building(production)
        current.state, current.fault = Production.State.FAILED, fault[:400]
        current.save(update_fields=["state", "fault"])
        act.facts = {"kind": act.request.kind}
    return current


def _still_building(production: Production) -> Production:
    """The row, locked. A certificate made anew meanwhile is another package than the one at hand."""
    current = Production.objects.select_for_update().get(pk=production.pk)
    if current.state != Production.State.BUILDING or current.certified_at != production.certified_at:
        raise WorkTaken("This package was built or given up meanwhile.")
    return current


def _write(production: Production, blob: str, at: datetime) -> PackageReceipt:
    request, collection = production.request, production.collection
    guideline = guideline_of(request)
    secret = secret_of(request.data_key)
    summary = open_json(request.data_key, collection.summary_sealed or b"", "collection.summary")
    taken_out = left_out_of(collection)
    staged = StagedRecords(collection.records_blob, collection.media_blob, desk_blobs(), secret, taken_out)
    with desk_blobs().create(blob) as sink, SealedWriter(secret, sink, f"blob:{blob}") as sealed, staged:
        receipt = write_package(
            sealed,
            particulars=_particulars(production, guideline),
            records=staged,
            holdings=[FieldHolding(**{**h, "holding": Holding(h["holding"])}) for h in summary["holdings"]],
            not_provided=_not_provided(production, guideline, summary["withheld"]),
            left_out=_left_out(production),
            sentences=GuidelineSentences(
                retention=_quoted(guideline.retention), accuracy=_quoted(guideline.accuracy)
            ),
            custodian=Custodian(name=production.certified_by.name, title="Custodian of Records"),
            signer=desk_keys().signer,
            certificate_signer=desk_identity(guideline.provider, at),
            at=at,
            certificate_templates=Path(settings.LETTERS_DIR) / "certificate",
        )
        _must_be_as_certified(production, receipt)
    return receipt


def _must_be_as_certified(production: Production, receipt: PackageReceipt) -> None:
    """Packages of collections made before records could be looked through have no hashes to hold against."""
    if production.collection.sections and dict(receipt.tables) != production.certified_tables:
        raise NotAsCertified("the records are not those that were certified; certify them again")


def _left_out(production: Production) -> list[LeftOutRecords]:
    """What the custodian left out: one line for each kind, reason and explanation."""
    counted: Counter[tuple[str, str, str, str]] = Counter()
    for row in production.collection.left_outs.exclude(records=0):
        words = open_text(production.request.data_key, row.words_sealed or b"", "left_out.words")
        explanation = explanation_of(LeftOutReason(row.reason), words)
        counted[(row.category, row.kind, row.reason, explanation)] += row.records
    return [
        LeftOutRecords(category=category, kind=kind, why=why, explanation=explanation, records=records)
        for (category, kind, why, explanation), records in counted.items()
    ]


def _particulars(production: Production, guideline: Guideline) -> Particulars:
    request = production.request
    form = form_of(request)
    titles = {category.id: category.title or category.id for category in guideline.categories}
    processes = {process.id: process.title or process.id for process in guideline.processes}
    process = form.process.id if form.process and form.process.id else ""
    return Particulars(
        reference=request.reference,
        provider=guideline.provider,
        guideline=guideline.id,
        guideline_version=guideline.version,
        guideline_title=guideline.title,
        country=guideline.country or "",
        agency=request.agency,
        process=processes.get(process, process) or f"{request.kind} request",
        received_on=request.received_at.date(),
        accounts=tuple(
            AskedAccount(identifier="; ".join(entry["asked"]), account=entry["account"] or None)
            for entry in _accounts(production)
        ),
        granted=tuple(_granted(entry, titles) for entry in production.collection.grant.decision.granted),
    )


def _accounts(production: Production) -> list[dict[str, Any]]:
    sealed = production.collection.grant.decision.accounts_sealed
    return list(open_json(production.request.data_key, sealed or b"", "decision.accounts"))


def _granted(entry: dict[str, Any], titles: dict[str, str]) -> GrantedData:
    return GrantedData(
        category=entry["category"],
        title=titles.get(entry["category"], entry["category"]),
        fields=tuple(entry["fields"]),
        from_on=date.fromisoformat(entry["from_on"]) if entry["from_on"] else None,
        until_on=date.fromisoformat(entry["until_on"]) if entry["until_on"] else None,
    )


def _not_provided(
    production: Production, guideline: Guideline, withheld: list[dict[str, Any]]
) -> list[NotProvided]:
    """What was asked for and is not inside: not granted by the decision, or withheld by the collector."""
    titles = {category.id: category.title or category.id for category in guideline.categories}
    decision = production.collection.grant.decision
    granted = {entry["category"] for entry in decision.granted}
    assessment = open_json(production.request.data_key, decision.assessment_sealed, "decision.assessment")
    because = {line["category"]: line["because"] for line in assessment["reach"]}
    missing = [
        NotProvided(
            category=category,
            what=titles.get(category, category),
            reason=Reason.NOT_GRANTED,
            explanation=because.get(category, ""),
        )
        for category in production.request.categories
        if category not in granted
    ]
    return missing + [
        NotProvided(
            category=entry["category"],
            what=f"{entry['count']} × {entry['kind']}",
            reason=Reason(entry["reason"]),
            explanation=entry["explanation"],
        )
        for entry in withheld
    ]


def _quoted(passage: Passage) -> tuple[QuotedSentence, ...]:
    return (QuotedSentence(sentence=passage.text, section=passage.section),) if passage.text else ()
