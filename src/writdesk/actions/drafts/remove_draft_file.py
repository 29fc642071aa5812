"""A file is taken out of a draft."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from writdesk.actions.actor import Actor
from writdesk.actions.drafts.keep_draft_file import forget_files, open_for_change


def remove_draft_file(handle: UUID, file: UUID, *, by: Actor, at: datetime) -> bool:
    """Take a file out; False when it was gone already. Raises ``NotYet`` and ``NotFound``."""
    with transaction.atomic():
        draft = open_for_change(by, handle)
        removed = forget_files(draft.files.filter(pk=file))
        draft.changed_at, draft.reminded_at = at, None
        draft.save(update_fields=["changed_at", "reminded_at"])
    return removed > 0
