"""Domains that imitate one of the directory's: the likeness, found among all that the desk knows."""

from __future__ import annotations

from functools import lru_cache

from django.db.models import Max

from writdesk.documents.sender.lookalikes import KnownDomains, Likeness
from writdesk.store.agencies import AgencyDomain


def imitated_by(domain: str) -> Likeness | None:
    """The directory's domain that this one looks like; None where it stands there itself."""
    return known_domains().imitated_by(domain) if domain else None


def known_domains() -> KnownDomains:
    """All domains of the directory, prepared once until another one comes."""
    return _prepared(AgencyDomain.objects.aggregate(newest=Max("id"))["newest"])


@lru_cache(maxsize=1)
def _prepared(_newest: int | None) -> KnownDomains:
    return KnownDomains(AgencyDomain.objects.values_list("domain", flat=True))
