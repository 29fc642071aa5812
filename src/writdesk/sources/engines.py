"""Opens sources read-only, each backend in its own way. Imported when the first one is asked for."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import (
    URL,
    ColumnClause,
    Engine,
    FromClause,
    String,
    column,
    create_engine,
    event,
    func,
    literal,
    make_url,
    table,
)
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import QueuePool

from writdesk.sources.data_map import Source
from writdesk.sources.errors import PlatformError


def open_source(source: Source, base: Path) -> Engine:
    """The read-only engine of a source. Raises ``PlatformError``; a server is not asked yet."""
    url = _url(source)
    opened = {"sqlite": _open_sqlite, "duckdb": _open_duckdb, "postgresql": _open_postgresql}
    try:
        return opened.get(url.get_backend_name(), _open_other)(url, source, base)
    except SQLAlchemyError as error:
        raise PlatformError(f"source {source.id!r} cannot be opened: {error}") from error


def from_clause(source: Source, base: Path, name: str, alias: str, columns: Iterable[str]) -> FromClause:
    """A table, or the Parquet files that stand for it, under an alias, with just these columns."""
    wanted: list[ColumnClause[Any]] = [column(each) for each in sorted(set(columns))]
    if name in source.parquet:
        files = literal(_place(source.parquet[name], base), String)
        return func.read_parquet(files).table_valued(*wanted, name=alias)
    schema, _, bare = name.rpartition(".")
    return table(bare, *wanted, schema=schema or None).alias(alias)


def _url(source: Source) -> URL:
    text = source.url or os.environ.get(source.url_env or "")
    if not text:
        raise PlatformError(
            f"source {source.id!r}: set {source.url_env} in the environment to the source's URL"
        )
    try:
        return make_url(text)
    except SQLAlchemyError as error:
        raise PlatformError(f"source {source.id!r}: its URL is none that SQLAlchemy reads") from error


def _open_sqlite(url: URL, source: Source, base: Path) -> Engine:
    path = Path(_place(url.database or "", base))
    if not path.is_file():
        raise PlatformError(f"source {source.id!r}: there is no database file {path}")
    query = {"mode": "ro", "uri": "true"}
    return create_engine(URL.create("sqlite", database=f"file:{quote(str(path))}", query=query))


def _open_duckdb(url: URL, source: Source, base: Path) -> Engine:
    """A file is opened read-only; over Parquet, the engine may read the named folders and nothing else."""
    if url.database not in (None, "", ":memory:"):
        place = url.set(database=_place(url.database, base))
        return create_engine(place, connect_args={"read_only": True})
    # The dialect would give one connection to each thread; two collections in one thread need two.
    engine = create_engine(url, poolclass=QueuePool)
    settings = _confined(source, base)

    @event.listens_for(engine, "connect")
    def confine(connection: Any, _record: object) -> None:
        for setting in settings:
            connection.execute(setting)

    return engine


def _confined(source: Source, base: Path) -> list[str]:
    """The engine's settings, in the order in which it takes them; none for files on another machine."""
    files = [_place(pattern, base) for pattern in source.parquet.values()]
    remembering = "SET parquet_metadata_cache = true"  # a file's own time of change makes it read anew
    if any("://" in name for name in files):
        return [remembering]
    folders = sorted({name.split("*")[0].rpartition("/")[0].replace("'", "''") for name in files})
    allowed = ", ".join(f"'{folder}'" for folder in folders)
    return [
        remembering,
        f"SET allowed_directories = [{allowed}]",
        "SET enable_external_access = false",
        "SET lock_configuration = true",
    ]


def _open_postgresql(url: URL, _source: Source, _base: Path) -> Engine:
    engine = create_engine(url, isolation_level="REPEATABLE READ")
    return engine.execution_options(postgresql_readonly=True)


def _open_other(url: URL, _source: Source, _base: Path) -> Engine:
    """Warehouses: reading only is a matter of the account that the URL names. See docs/data-map.md."""
    return create_engine(url)


def _place(path: str, base: Path) -> str:
    return path if "://" in path else str(base / path)
