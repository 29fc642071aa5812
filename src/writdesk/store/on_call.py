"""Who is on call for emergencies, the alarms that were raised, and whom each paged."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from writdesk.store.requests import Request


class OnCall(models.Model):
    """A person's place in the order in which people are paged: turn 1 first, then 2, and so on."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="on_call")
    turn = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "on_call"
        ordering: ClassVar = ["turn", "id"]

    def __str__(self) -> str:
        return f"{self.person}, turn {self.turn}"


class Alarm(models.Model):
    """One emergency for which people are paged until somebody has it."""

    request = models.OneToOneField(Request, on_delete=models.PROTECT, related_name="alarm")
    raised_at = models.DateTimeField()
    rounds = models.PositiveSmallIntegerField(default=0, help_text="How often somebody was paged.")
    quiet_at = models.DateTimeField(null=True)
    quieted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Who has it; empty where the request was taken up or decided without that.",
    )

    class Meta:
        db_table = "alarm"
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"alarm for {self.request}"


class Paged(models.Model):
    """One page to one person, or to the webhook (``person`` is empty)."""

    alarm = models.ForeignKey(Alarm, on_delete=models.PROTECT, related_name="pages")
    round = models.PositiveSmallIntegerField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    has_left = models.BooleanField(help_text="Whether the mail server or the webhook took it.")

    class Meta:
        db_table = "paged"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"page {self.round} of {self.alarm}"
