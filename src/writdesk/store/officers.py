"""Officers: their particulars sealed, found again by a keyed hash of the address."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from writdesk.store.keys import DataKey


class Officer(models.Model):
    """A requesting officer who has an account at this desk."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="officer")
    data_key = models.OneToOneField(DataKey, on_delete=models.PROTECT)
    email_ref = models.CharField(max_length=64, unique=True, help_text="Keyed hash of the address.")
    particulars_sealed = models.BinaryField()
    registered_at = models.DateTimeField()

    class Meta:
        db_table = "officer"

    def __str__(self) -> str:
        return f"officer {self.pk}"


class SignInLink(models.Model):
    """A one-time link to an officer's mailbox.

    Only the hash of its token is kept, and the address is sealed under the token itself: without the mail
    nobody, the desk included, can tell from this row whom it was sent to.
    """

    token_hash = models.CharField(max_length=64, unique=True)
    email_ref = models.CharField(max_length=64, db_index=True)
    email_sealed = models.BinaryField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "sign_in_link"

    def __str__(self) -> str:
        return f"link made at {self.made_at}"
