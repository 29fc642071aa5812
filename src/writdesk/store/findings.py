"""What people said about findings: facts attested, findings overruled."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from writdesk.store.requests import Request


class Attestation(models.Model):
    """A person attests one fact of a request (a letterhead, a signature, good faith), with a reason."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="attestations")
    fact = models.CharField(max_length=100)
    value = models.BooleanField()
    reason_sealed = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "attestation"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.fact} of {self.request}"


class Overruling(models.Model):
    """A person overrules the finding on one provision, with a reason."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="overrulings")
    provision = models.CharField(max_length=100)
    outcome = models.CharField(max_length=12)
    reason_sealed = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "overruling"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.provision} of {self.request}"
