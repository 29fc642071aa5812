"""Grant, collection, package and delivery, as the request's page and the custodian's pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from writdesk.adapters.vault import open_json
from writdesk.core.guideline import Guideline
from writdesk.store.decisions import SignedGrantRecord
from writdesk.store.productions import Collection, Production
from writdesk.store.requests import Request
from writdesk.web.desk.record import GrantedRow, granted_rows
from writdesk.web.desk.words import COLLECTION_STATES, HOLDINGS, PACKAGE_STATES, count_words, words
from writdesk.web.measures import instant_by, instant_words, size_words


@dataclass(frozen=True, kw_only=True)
class AccountRow:
    """One account asked about, and the immutable id it means."""

    asked: str
    account: str


@dataclass(frozen=True, kw_only=True)
class GrantCard:
    """A signed grant."""

    id: str
    signed_at: str
    expires_at: str
    key_id: str
    accounts: tuple[AccountRow, ...]
    granted: tuple[GrantedRow, ...]


@dataclass(frozen=True, kw_only=True)
class CountRow:
    """How many records of one kind a category has."""

    category: str
    kind: str
    records: str


@dataclass(frozen=True, kw_only=True)
class HoldingRow:
    """A field that is not simply held, and why."""

    category: str
    field: str
    holding: str
    note: str


@dataclass(frozen=True, kw_only=True)
class CollectionCard:
    """One run of the collector."""

    state: str
    is_running: bool
    is_failed: bool
    started: str
    ended: str
    fault: str
    counts: tuple[CountRow, ...]
    total: str
    media: str
    holdings: tuple[HoldingRow, ...]
    withheld: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PackageCard:
    """A certified production: its package and its delivery."""

    state: str
    is_built: bool
    is_failed: bool
    certified: str
    fault: str
    size: str
    files: str
    sha256: str
    manifest_sha256: str
    delivered: str
    available_until: str
    downloads: str


@dataclass(frozen=True, kw_only=True)
class Produced:
    """All of it; each part only once it is there."""

    grant: GrantCard | None
    collection: CollectionCard | None
    package: PackageCard | None


def produced_for(request: Request, guideline: Guideline) -> Produced:
    """The newest grant, collection and package of a request."""
    grant = (
        SignedGrantRecord.objects.select_related("decision")
        .filter(decision__request=request)
        .order_by("-signed_at")
        .first()
    )
    if grant is None:
        return Produced(grant=None, collection=None, package=None)
    collection = request.collections.select_related("started_by").last()
    package = request.productions.select_related("certified_by", "delivered_by").order_by("id").last()
    return Produced(
        grant=_grant(grant, request, guideline),
        collection=_collection(collection, request, guideline) if collection else None,
        package=_package(package) if package else None,
    )


def _grant(row: SignedGrantRecord, request: Request, guideline: Guideline) -> GrantCard:
    sealed = row.decision.accounts_sealed
    accounts = open_json(request.data_key, sealed, "decision.accounts") if sealed else []
    return GrantCard(
        id=str(row.id),
        signed_at=instant_words(row.signed_at),
        expires_at=instant_words(row.expires_at),
        key_id=row.key_id,
        accounts=tuple(AccountRow(asked="; ".join(e["asked"]), account=e["account"]) for e in accounts),
        granted=granted_rows(row.decision.granted, guideline),
    )


def _collection(row: Collection, request: Request, guideline: Guideline) -> CollectionCard:
    titles = {category.id: category.title for category in guideline.categories}
    summary = (
        open_json(request.data_key, row.summary_sealed, "collection.summary") if row.summary_sealed else {}
    )
    total = sum(sum(kinds.values()) for kinds in row.counts.values())
    return CollectionCard(
        state=COLLECTION_STATES[row.state],
        is_running=row.state == Collection.State.RUNNING,
        is_failed=row.state == Collection.State.FAILED,
        started=instant_by(row.started_at, row.started_by),
        ended=instant_words(row.ended_at) if row.ended_at else "",
        fault=row.fault,
        counts=tuple(
            CountRow(category=titles.get(category) or category, kind=words(kind), records=f"{number:,}")
            for category, kinds in row.counts.items()
            for kind, number in kinds.items()
        ),
        total=count_words(total, "record", "records"),
        media=f"{count_words(row.media_files, 'media file', 'media files')}, {size_words(row.media_bytes)}",
        holdings=_holdings(summary, titles),
        withheld=_withheld(summary, titles),
    )


def _holdings(summary: dict[str, Any], titles: dict[str, str]) -> tuple[HoldingRow, ...]:
    """The fields that are held only in part, encrypted, or not at all."""
    return tuple(
        HoldingRow(
            category=titles.get(entry["category"]) or entry["category"],
            field=words(entry["field"]),
            holding=HOLDINGS[entry["holding"]],
            note=entry["note"],
        )
        for entry in summary.get("holdings", [])
        if entry["holding"] != "held"
    )


def _withheld(summary: dict[str, Any], titles: dict[str, str]) -> tuple[str, ...]:
    return tuple(
        f"{titles.get(entry['category']) or entry['category']}: {entry['count']:,} × "
        f"{words(entry['kind']).lower()} left out ({words(entry['reason']).lower()})"
        for entry in summary.get("withheld", [])
    )


def _package(row: Production) -> PackageCard:
    until = row.available_until
    return PackageCard(
        state=PACKAGE_STATES[row.state],
        is_built=row.state == Production.State.BUILT,
        is_failed=row.state == Production.State.FAILED,
        certified=instant_by(row.certified_at, row.certified_by),
        fault=row.fault,
        size=size_words(row.size),
        files=f"{row.files:,}",
        sha256=row.sha256,
        manifest_sha256=row.manifest_sha256,
        delivered=instant_by(row.delivered_at, row.delivered_by) if row.delivered_at else "",
        available_until=instant_words(until) if until else "",
        downloads=count_words(row.downloads, "download", "downloads"),
    )
