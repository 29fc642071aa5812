"""The documents that came with a request. The bytes lie sealed in blob storage."""

from __future__ import annotations

from django.db import models

from writdesk.store.requests import Request


class Document(models.Model):
    """One uploaded file, kept as it came."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="documents")
    blob = models.CharField(max_length=64, unique=True)
    name_sealed = models.BinaryField()
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField(null=True)
    received_at = models.DateTimeField()
    has_notes = models.BooleanField(default=False, help_text="The inspection noted something about it.")
    notes = models.JSONField(default=list, help_text="Codes of what the inspection noted.")
    message = models.ForeignKey(
        "store.Message", null=True, on_delete=models.PROTECT, related_name="documents"
    )

    class Meta:
        db_table = "document"

    def __str__(self) -> str:
        return f"document {self.pk} of {self.request}"
