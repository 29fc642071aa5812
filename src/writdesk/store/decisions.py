"""Decisions: proposed by one person and, where it is dangerous, confirmed by another."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from writdesk.store.requests import Request


class Decision(models.Model):
    """What was decided, by whom, with the letter that says so.

    ``granted`` lists categories with fields and dates, ``accounts_sealed`` the immutable account ids;
    ``assessment_sealed`` is the assessment as the deciding person saw it.
    """

    class Outcome(models.TextChoices):
        """The dispositions a person can choose."""

        APPROVE = "approve"
        CLARIFY = "clarify"
        REJECT = "reject"
        REFER = "refer"
        DISREGARD = "disregard"

    class State(models.TextChoices):
        """Whether a second person still has to speak."""

        PROPOSED = "proposed"
        IN_FORCE = "in_force"
        DECLINED = "declined"
        TAKEN_BACK = "taken_back"

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=12, choices=Outcome)
    state = models.CharField(max_length=12, choices=State)
    granted = models.JSONField(default=list)
    accounts_sealed = models.BinaryField(null=True)
    assessment_sealed = models.BinaryField()
    reason_sealed = models.BinaryField()
    letter_sealed = models.BinaryField()
    refer_to = models.CharField(max_length=200, blank=True)
    second_person_because = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    second_at = models.DateTimeField(null=True)
    second_reason_sealed = models.BinaryField(null=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True)
    taken_back_reason_sealed = models.BinaryField(null=True)

    class Meta:
        db_table = "decision"
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(second__isnull=True) | ~models.Q(second=models.F("by")),
                name="the_second_is_never_the_first",
            ),
            models.UniqueConstraint(
                fields=["request"], condition=models.Q(state="proposed"), name="one_open_proposal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.request}"


class SignedGrantRecord(models.Model):
    """The signed grant of an approval, as the collector gets it."""

    id = models.UUIDField(primary_key=True)
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="grant")
    body_sealed = models.BinaryField()
    signature = models.BinaryField()
    key_id = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        db_table = "signed_grant"

    def __str__(self) -> str:
        return f"grant {self.id}"
