"""The desk's own directory of agencies, and the call-backs made through it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from writdesk.store.requests import Request


class Agency(models.Model):
    """An agency as the desk knows it from sources of its own."""

    name = models.CharField(max_length=300)
    country = models.CharField(max_length=2)

    class Meta:
        db_table = "agency"
        verbose_name_plural = "agencies"
        constraints: ClassVar = [models.UniqueConstraint(fields=["name", "country"], name="one_agency")]

    def __str__(self) -> str:
        return self.name


class AgencyNumber(models.Model):
    """A telephone number of an agency, with the independent source where the desk found it."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="numbers")
    number = models.CharField(max_length=40)
    source = models.CharField(max_length=300)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
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
