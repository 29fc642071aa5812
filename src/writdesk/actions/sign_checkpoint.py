"""The worker signs the ledger as it stands, so that nobody can rewrite it afterwards without being caught."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings

from writdesk.adapters.vault import desk_keys
from writdesk.store.ledger_checkpoints import LedgerCheckpoint, make_checkpoint


def sign_checkpoint(*, at: datetime) -> LedgerCheckpoint:
    """Sign a checkpoint, or return the last one if nothing was entered since. Raises ``LedgerBroken``."""
    origin = f"{urlsplit(settings.SITE_URL).netloc}/ledger"
    return make_checkpoint(desk_keys().signer, origin=origin, at=at)
