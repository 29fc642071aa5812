"""A database of its own for a test of the ledger, with real transactions and with the triggers."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.db.utils import load_backend

from writdesk.store import ledger_triggers
from writdesk.store.ledger import LedgerEntry, LedgerHead
from writdesk.store.ledger_checkpoints import LedgerCheckpoint
from writdesk.web.database import database_from_url

POSTGRES_URL = os.environ.get("WRITDESK_TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
MODELS = (LedgerEntry, LedgerHead, LedgerCheckpoint)
BOTH = [pytest.param("sqlite"), pytest.param("postgres", marks=pytest.mark.postgres)]


@contextmanager
def database_url(kind: str, folder: Path) -> Iterator[str]:
    """The address of an empty database, which is dropped afterwards."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/ledger.sqlite3"
        return
    name = f"writdesk_ledger_{uuid.uuid4().hex[:12]}"
    _on_server(f'CREATE DATABASE "{name}"')
    try:
        yield POSTGRES_URL.rpartition("/")[0] + f"/{name}"
    finally:
        _on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


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


def _on_server(statement: str) -> None:
    import psycopg

    try:
        with psycopg.connect(POSTGRES_URL, autocommit=True, connect_timeout=5) as server:
            server.execute(statement)  # type: ignore[call-overload]
    except psycopg.OperationalError as error:
        pytest.skip(f"no PostgreSQL at {POSTGRES_URL}: {error}")
