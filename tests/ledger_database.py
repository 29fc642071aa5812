"""A database of its own for a test of the ledger, with real transactions and with the triggers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections
from django.db.utils import load_backend

from tests.databases import BOTH, POSTGRES_URL, database_url
from writdesk.store import ledger_triggers
from writdesk.store.ledger import LedgerEntry, LedgerHead
from writdesk.store.ledger_checkpoints import LedgerCheckpoint
from writdesk.web.database import database_from_url

__all__ = ["BOTH", "POSTGRES_URL", "connected", "database_url", "make_tables"]
MODELS = (LedgerEntry, LedgerHead, LedgerCheckpoint)


@contextmanager
def connected(url: str) -> Iterator[Any]:
    """Django's default connection, pointing to this database."""
    before, replacement = connections["default"], _connection(url)
    connections["default"] = replacement
    try:
        yield replacement
    finally:
        replacement.close()
        connections["default"] = before


def make_tables(connection: Any) -> None:
    """The ledger's tables and triggers, as the migration makes them."""
    with connection.schema_editor() as editor:
        for model in MODELS:
            editor.create_model(model)
    with connection.schema_editor() as editor:
        ledger_triggers.install(None, editor)


def _connection(url: str) -> Any:
    entry = {**connections["default"].settings_dict, "OPTIONS": {}, **database_from_url(url)}
    return load_backend(entry["ENGINE"]).DatabaseWrapper({**entry, "CONN_MAX_AGE": 0}, alias="default")
