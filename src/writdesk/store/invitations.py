"""One-time links by which members of staff open their account, or choose a new password."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class Invitation(models.Model):
    """A link that was given to one person. Only the hash of its token is kept; a newer one ends it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invitations")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty where it was made at the desk's command line.",
    )
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "invitation"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"invitation made at {self.made_at}"
