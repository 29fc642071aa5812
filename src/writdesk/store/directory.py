"""Looking through the directory of agencies: by name or domain, a page at a time by its place."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q, QuerySet

from writdesk.store.agencies import Agency, AgencyDomain, AgencyNumber
from writdesk.store.officers import Officer


@dataclass(frozen=True, kw_only=True)
class AgencyPlace:
    """After which agency a page begins."""

    name: str
    id: int


def officers_of(agency: Agency, *, limit: int) -> list[Officer]:
    """Officers with an account who wrote for an agency of this name, the latest first.

    Each has ``many``, how many requests, and ``last_at``, when the last one came.
    """
    requests = Q(requests__agency__iexact=agency.name, requests__country=agency.country)
    found = Officer.objects.filter(requests).select_related("data_key")
    counted = found.annotate(many=Count("requests"), last_at=Max("requests__received_at"))
    return list(counted.order_by("-last_at", "id")[:limit])


def agencies_like(
    found: QuerySet[Agency], words: str, *, after: AgencyPlace | None, limit: int
) -> list[Agency]:
    """The agencies whose name or domain holds ``words``, in the order of their names, with what they have."""
    if words:
        of_domain = AgencyDomain.objects.filter(agency=OuterRef("pk"), domain__contains=words.lower())
        found = found.filter(Q(name__icontains=words) | Exists(of_domain))
    if after is not None:
        found = found.filter(name__gte=after.name).exclude(name=after.name, id__lte=after.id)
    return list(
        found.order_by("name", "id").prefetch_related(
            Prefetch("domains", AgencyDomain.objects.order_by("domain")),
            Prefetch("numbers", AgencyNumber.objects.order_by("id")),
        )[:limit]
    )
