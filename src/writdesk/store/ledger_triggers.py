"""Triggers by which the database itself refuses to change or delete what is in the ledger.

A migration installs them: ``migrations.RunPython(install, remove)``. Whoever owns the database can drop them;
what they do then, ``writdesk ledger verify`` finds.
"""

from __future__ import annotations

from typing import Any

_TABLES = ("ledger_entry", "ledger_checkpoint")
_REFUSAL = "the ledger is append-only"

_SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{refusal}'); END
"""
_SQLITE_HEAD = """
CREATE TRIGGER ledger_head_grows BEFORE UPDATE ON ledger_head WHEN NEW.size < OLD.size
BEGIN SELECT RAISE(ABORT, '{refusal}'); END
"""
_POSTGRES_FUNCTION = """
CREATE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{refusal}' USING ERRCODE = 'restrict_violation'; END $$
"""
_POSTGRES = """
CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change()
"""
_POSTGRES_HEAD = """
CREATE TRIGGER ledger_head_grows BEFORE UPDATE ON ledger_head
FOR EACH ROW WHEN (NEW.size < OLD.size) EXECUTE FUNCTION refuse_ledger_change()
"""


def install(_apps: Any, schema_editor: Any) -> None:
    """Create the triggers, as a migration's step."""
    for statement in _creation(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def remove(_apps: Any, schema_editor: Any) -> None:
    """Drop the triggers, as a migration's step backward."""
    for statement in _removal(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def _creation(vendor: str) -> list[str]:
    if vendor == "sqlite":
        each = [
            _SQLITE.format(table=table, verb=verb, refusal=_REFUSAL)
            for table in _TABLES
            for verb in ("UPDATE", "DELETE")
        ]
        return [*each, _SQLITE_HEAD.format(refusal=_REFUSAL)]
    return [
        _POSTGRES_FUNCTION.format(refusal=_REFUSAL),
        *(_POSTGRES.format(table=table) for table in _TABLES),
        _POSTGRES_HEAD,
    ]


def _removal(vendor: str) -> list[str]:
    if vendor == "sqlite":
        names = [f"{table}_no_{verb}" for table in _TABLES for verb in ("UPDATE", "DELETE")]
        return [f"DROP TRIGGER {name}" for name in (*names, "ledger_head_grows")]
    return [
        *(f"DROP TRIGGER {table}_no_change ON {table}" for table in _TABLES),
        "DROP TRIGGER ledger_head_grows ON ledger_head",
        "DROP FUNCTION refuse_ledger_change()",
    ]
