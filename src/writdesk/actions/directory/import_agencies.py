"""A registry's file is read into the directory: again and again without doubles; what vanished is marked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import IntegrityError

from writdesk.actions.act import enter
from writdesk.actions.actor import Actor
from writdesk.actions.all_or_nothing import all_or_nothing
from writdesk.actions.errors import InputRefused
from writdesk.adapters.agency_files import AgencyFile, AgencyRow
from writdesk.core.lifecycle import Party
from writdesk.ledger.codes import Code
from writdesk.store.agencies import Agency, AgencyDomain, AgencyNumber, DirectoryImport

MAY = (Party.SYSTEM,)
AT_ONCE = 1000
AT_THE_SAME_TIME = (
    "Another file was read into the directory at the same time; nothing of this one. Try again."
)
_KEPT = ("agency_id", "covers_subdomains", "standing", "source", "gone_on")


def import_agencies(file: AgencyFile, *, content: bytes, by: Actor, at: datetime) -> DirectoryImport:
    """Take in every row or none. A person's word on a domain stands against the file's.

    A domain that the same source had and has no longer is marked as gone on this day; one that comes back
    is seen anew. Raises ``InputRefused`` where another import runs, and ``NoRoom``.
    """
    try:
        with all_or_nothing():
            return _import(file, hashlib.sha256(content).hexdigest(), by, at)
    except IntegrityError as error:
        raise InputRefused([("file", AT_THE_SAME_TIME)]) from error


def _import(file: AgencyFile, sha256: str, by: Actor, at: datetime) -> DirectoryImport:
    agencies = _agencies(file.rows)
    domains = _Domains(source=file.source, at=at)
    for row in file.rows:
        if row.domain:
            domains.take(row, agencies[_key(row)])
    domains.save()
    _numbers(file.rows, agencies, at)
    made = DirectoryImport.objects.create(
        source=file.source,
        sha256=sha256,
        read_at=at,
        by=by.person,
        rows=len(file.rows),
        added=len(domains.new),
        changed=len(domains.changed),
        gone=domains.gone,
    )
    facts = {"rows": made.rows, "added": made.added, "changed": made.changed, "gone": made.gone}
    enter(
        Code.DIRECTORY_IMPORTED,
        by=by,
        role=by.party(MAY).value,
        at=at,
        facts={**facts, "file": sha256},
    )
    return made


def _key(row: AgencyRow) -> tuple[str, str, str]:
    return row.agency, row.country, row.place


def _agencies(rows: Iterable[AgencyRow]) -> dict[tuple[str, str, str], int]:
    """The id of each row's agency; those that are not there yet are made."""
    known = {
        (name, country, place): pk
        for pk, name, country, place in Agency.objects.values_list("pk", "name", "country", "place")
    }
    missing = {
        _key(row): Agency(name=row.agency, country=row.country, place=row.place, kind=row.kind)
        for row in rows
        if _key(row) not in known
    }
    for made in Agency.objects.bulk_create(missing.values(), batch_size=AT_ONCE):
        known[made.name, made.country, made.place] = made.pk
    return known


@dataclass(kw_only=True)
class _Domains:
    """The domains of one source: as they stand, and what this file makes of them."""

    source: str
    at: datetime
    new: list[AgencyDomain] = field(default_factory=list)
    changed: list[AgencyDomain] = field(default_factory=list)
    gone: int = 0

    def __post_init__(self) -> None:
        self._known = {row.domain: row for row in AgencyDomain.objects.all()}
        self._named: set[str] = set()
        # What the first file holds was there before anybody looked: none of it is new.
        is_first = not DirectoryImport.objects.filter(source=self.source).exists()
        self._seen_on: date | None = None if is_first else self.at.date()

    def take(self, row: AgencyRow, agency_id: int) -> None:
        self._named.add(row.domain)
        known = self._known.get(row.domain)
        if known is None:
            self.new.append(self._made(row, agency_id))
        elif known.set_by_id is None:
            self._renew(known, row, agency_id)

    def _made(self, row: AgencyRow, agency_id: int) -> AgencyDomain:
        return AgencyDomain(
            agency_id=agency_id,
            domain=row.domain,
            covers_subdomains=row.covers_subdomains,
            standing=row.standing.value,
            source=self.source,
            first_seen_on=self._seen_on,
            set_at=self.at,
        )

    def _renew(self, known: AgencyDomain, row: AgencyRow, agency_id: int) -> None:
        before = [getattr(known, name) for name in _KEPT]
        if known.gone_on is not None:
            known.first_seen_on = self.at.date()
        known.agency_id, known.covers_subdomains = agency_id, row.covers_subdomains
        known.standing, known.source, known.gone_on = row.standing.value, self.source, None
        if before != [getattr(known, name) for name in _KEPT]:
            known.set_at = self.at
            self.changed.append(known)

    def save(self) -> None:
        AgencyDomain.objects.bulk_create(self.new, batch_size=AT_ONCE)
        AgencyDomain.objects.bulk_update(
            self.changed, [*_KEPT, "first_seen_on", "set_at"], batch_size=AT_ONCE // 4
        )
        vanished = [
            row.pk
            for row in self._known.values()
            if row.source == self.source
            and row.domain not in self._named
            and row.gone_on is None
            and row.set_by_id is None
        ]
        for start in range(0, len(vanished), AT_ONCE // 2):
            some = vanished[start : start + AT_ONCE // 2]
            AgencyDomain.objects.filter(pk__in=some).update(gone_on=self.at.date())
        self.gone = len(vanished)


def _numbers(rows: Iterable[AgencyRow], agencies: dict[tuple[str, str, str], int], at: datetime) -> None:
    """The numbers that a file brings with their sources. One that stands there already stays as it is."""
    known = set(AgencyNumber.objects.values_list("agency_id", "number"))
    new = {
        (agencies[_key(row)], row.number): AgencyNumber(
            agency_id=agencies[_key(row)], number=row.number, source=row.number_source, added_at=at
        )
        for row in rows
        if row.number and (agencies[_key(row)], row.number) not in known
    }
    AgencyNumber.objects.bulk_create(new.values(), batch_size=AT_ONCE)
