"""The data keys: one for each request and each officer, wrapped by the master key."""

from __future__ import annotations

import uuid

from django.db import models


class DataKey(models.Model):
    """A wrapped data key. Destroying it destroys whatever it sealed; the row stays as the proof."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wrapped = models.BinaryField(null=True)
    created_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "data_key"

    def __str__(self) -> str:
        return f"data key {self.id}"

    @property
    def context(self) -> str:
        """What the master key binds this key to."""
        return f"data-key:{self.id}"
