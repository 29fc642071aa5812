"""The desk's own directory of agencies, and the call-backs made through it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from writdesk.core.directory import KnownDomain, Standing, domains_above
from writdesk.store.requests import Request

STANDINGS = [(standing.value, standing.value.replace("_", " ")) for standing in Standing]


class Agency(models.Model):
    """An agency as the desk knows it from sources of its own. ``place`` tells two of one name apart."""

    name = models.CharField(max_length=300)
    country = models.CharField(max_length=2)
    place = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=60, blank=True, help_text="As its registry calls it: County, Tribal …")

    class Meta:
        db_table = "agency"
        verbose_name_plural = "agencies"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["name", "country", "place"], name="one_agency_a_place")
        ]
        indexes: ClassVar = [models.Index(fields=["name", "id"], name="agency_by_name")]

    def __str__(self) -> str:
        return self.name


class AgencyDomain(models.Model):
    """A mail domain of an agency, with the source that says so.

    ``first_seen_on`` is empty for what a source held when the desk first read it: only what came later is
    new. What vanished from its source is marked and stays.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="domains")
    domain = models.CharField(max_length=253, unique=True)
    covers_subdomains = models.BooleanField(default=True)
    standing = models.CharField(max_length=16, choices=STANDINGS)
    source = models.CharField(max_length=300)
    first_seen_on = models.DateField(null=True)
    gone_on = models.DateField(null=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Who said what it is; no import changes that again.",
    )
    set_at = models.DateTimeField()

    class Meta:
        db_table = "agency_domain"

    def __str__(self) -> str:
        return self.domain

    def known(self) -> KnownDomain:
        """The entry as the rules of the directory read it."""
        return KnownDomain(
            domain=self.domain,
            agency=self.agency.name,
            country=self.agency.country,
            place=self.agency.place,
            standing=Standing(self.standing),
            source=self.source,
            first_seen_on=self.first_seen_on,
            gone_on=self.gone_on,
        )


def domain_entry(domain: str) -> AgencyDomain | None:
    """The directory's entry for a domain: its own, or of the nearest domain above that covers it."""
    candidates = domains_above(domain) if domain else ()
    found = {
        row.domain: row for row in AgencyDomain.objects.select_related("agency").filter(domain__in=candidates)
    }
    return next(
        (
            found[each]
            for each in candidates
            if each in found and (each == domain.lower() or found[each].covers_subdomains)
        ),
        None,
    )


def known_domain(domain: str) -> KnownDomain | None:
    """What the directory says of a mail domain; None where it does not have it."""
    entry = domain_entry(domain)
    return entry.known() if entry else None


class DirectoryImport(models.Model):
    """A file that was read into the directory."""

    source = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    read_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    rows = models.PositiveIntegerField()
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    gone = models.PositiveIntegerField()

    class Meta:
        db_table = "directory_import"
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.source}, {self.read_at:%Y-%m-%d}"


class AgencyNumber(models.Model):
    """A telephone number of an agency, with the independent source where the desk found it."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="numbers")
    number = models.CharField(max_length=40)
    source = models.CharField(max_length=300)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty where a file of the directory brought it.",
    )
    added_at = models.DateTimeField()

    class Meta:
        db_table = "agency_number"

    def __str__(self) -> str:
        return f"{self.agency}: {self.number}"


def numbers_of(request: Request) -> models.QuerySet[AgencyNumber]:
    """The directory's numbers of the agency that a request names, the oldest first."""
    return (
        AgencyNumber.objects.select_related("agency", "added_by")
        .filter(agency__name__iexact=request.agency, agency__country=request.country)
        .order_by("id")
    )


class CallBack(models.Model):
    """One call to a number of the directory, never to one that the request gave."""

    class Outcome(models.TextChoices):
        """What the agency said."""

        CONFIRMED = "confirmed"
        DENIED = "denied"
        NOT_REACHED = "not_reached"

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="call_backs")
    number = models.ForeignKey(AgencyNumber, on_delete=models.PROTECT, related_name="calls")
    outcome = models.CharField(max_length=12, choices=Outcome)
    note_sealed = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "call_back"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"call-back for {self.request}"
