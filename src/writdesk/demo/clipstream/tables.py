"""Writes the application's tables into SQLite, or into any database that SQLAlchemy reaches."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, create_engine
from sqlalchemy.schema import CreateIndex, CreateTable

from writdesk.demo.clipstream.schema import TABLES
from writdesk.demo.clipstream.world import Row


def write_tables(rows: dict[str, list[Row]], database: Path) -> None:
    """Create the SQLite file with all tables."""
    engine = create_engine(f"sqlite:///{database}")
    load_tables(rows, engine)
    engine.dispose()


def load_tables(rows: dict[str, list[Row]], engine: Engine) -> None:
    """Create the tables on an engine and fill them, in one transaction.

    Indexes are made by name, not by ``create_all``, whose order changes from run to run.
    """
    with engine.begin() as connection:
        for table in TABLES.sorted_tables:
            connection.execute(CreateTable(table))
            if rows.get(table.name):
                connection.execute(table.insert(), rows[table.name])
            for index in sorted(table.indexes, key=lambda index: str(index.name)):
                connection.execute(CreateIndex(index))
