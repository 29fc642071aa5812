"""The same data map over PostgreSQL brings the same records as over SQLite."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator

import pytest
from sqlalchemy import URL, Engine, create_engine, delete, make_url, table, text
from sqlalchemy.exc import DBAPIError, OperationalError

from tests.clipstream import small_clipstream
from tests.sources.conftest import grant_of
from writdesk.core.request import Identifier
from writdesk.demo.clipstream.cast import CAST, LOUD_QUOKKA
from writdesk.demo.clipstream.schema import TABLES
from writdesk.demo.clipstream.tables import load_tables
from writdesk.sources import Resolved, load_data_map, open_platform, resolve_account

pytestmark = pytest.mark.postgres

LOCAL = "postgresql://postgres@127.0.0.1:5432/postgres"


def _server() -> URL:
    url = make_url(os.environ.get("WRITDESK_TEST_POSTGRES_URL", LOCAL))
    return url.set(drivername="postgresql+psycopg")


@pytest.fixture(scope="module")
def postgres() -> Iterator[URL]:
    """A database of its own on the server, with Clipstream's tables in it."""
    server = create_engine(_server(), isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 3})
    name = f"writdesk_sources_{os.getpid()}"
    try:
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
            connection.execute(text(f"CREATE DATABASE {name}"))
    except OperationalError as error:
        pytest.skip(f"No PostgreSQL answers: {error.orig}")
    url = _server().set(database=name)
    engine = create_engine(url)
    load_tables(_rows(), engine)
    engine.dispose()
    yield url
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def _rows():
    """Every row of the SQLite file; its truth values are numbers there."""
    rows = {}
    with sqlite3.connect(small_clipstream().folder / "clipstream.sqlite3") as connection:
        connection.row_factory = sqlite3.Row
        for name, columns in TABLES.tables.items():
            truths = {column.name for column in columns.columns if column.type.python_type is bool}
            rows[name] = [
                {key: bool(row[key]) if key in truths else row[key] for key in row.keys()}  # noqa: SIM118
                for row in connection.execute(f"SELECT * FROM {name}")
            ]
    return rows


@pytest.fixture
def on_postgres(postgres, tmp_path, monkeypatch):
    whole = small_clipstream()
    shutil.copytree(whole.folder / "logs", tmp_path / "logs")
    (tmp_path / "media").symlink_to(whole.folder / "media")
    map_text = whole.data_map.read_text("utf-8")
    map_text = map_text.replace('url = "sqlite:///clipstream.sqlite3"', 'url_env = "CLIPSTREAM_APP_URL"')
    (tmp_path / "map.toml").write_text(map_text, "utf-8")
    monkeypatch.setenv("CLIPSTREAM_APP_URL", postgres.render_as_string(hide_password=False))
    opened = open_platform(load_data_map(tmp_path / "map.toml"), tmp_path)
    yield opened
    opened.close()


def _comparable(records):
    return [
        (
            record.category,
            record.kind,
            record.account,
            record.id,
            dict(record.values),
            [m.name for m in record.media],
        )
        for record in records
    ]


def test_every_record_and_everything_withheld_is_the_same_as_over_sqlite(
    collected, category, data_map, on_postgres
):
    accounts = tuple(role.id for role in CAST)
    grant = grant_of(*(category(name) for name in data_map.categories), accounts=accounts)
    here, there = collected(grant), collected(grant, platform=on_postgres)
    first, second = _comparable(here), _comparable(there)
    assert len(first) > 1000
    assert first == second
    assert here.withheld == there.withheld


def test_a_name_resolves_as_of_a_date_over_postgresql(on_postgres):
    from datetime import UTC, datetime

    asked = [Identifier(type="username", value="quiet.quokka")]
    answer = resolve_account(on_postgres, asked, datetime(2024, 1, 15, tzinfo=UTC))
    assert answer == Resolved(account=LOUD_QUOKKA.id)


def test_the_platforms_postgresql_cannot_be_written(on_postgres):
    engine: Engine = on_postgres.engine("app")
    with engine.connect() as connection, pytest.raises(DBAPIError, match="read-only transaction"):
        connection.execute(delete(table("accounts")))
