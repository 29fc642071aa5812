"""What is kept about ways to sign in beside the authenticators themselves: joined identities and resets."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from writdesk.store.keys import DataKey


class JoinedIdentity(models.Model):
    """An account at the single sign-on provider that belongs to one member of staff.

    Only a keyed reference of issuer and subject is kept: the same for the same account, readable by nobody.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="joined_identity"
    )
    identity_ref = models.CharField(max_length=64, unique=True)
    joined_at = models.DateTimeField()

    class Meta:
        db_table = "joined_identity"
        verbose_name_plural = "joined identities"

    def __str__(self) -> str:
        return f"identity joined at {self.joined_at}"


class SecondFactorReset(models.Model):
    """A lost second factor that an administrator took away, with how it was made sure who asked."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="second_factor_resets"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
    reason_sealed = models.BinaryField()

    class Meta:
        db_table = "second_factor_reset"

    def __str__(self) -> str:
        return f"second factor reset at {self.at}"
