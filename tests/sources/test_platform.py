"""Sources are opened to be read and for nothing else."""

from __future__ import annotations

import textwrap
from dataclasses import replace

import pytest
import sqlalchemy
from sqlalchemy import delete, func, select, table

from tests.clipstream import small_clipstream
from tests.sources.conftest import grant_of
from writdesk.core.request import Identifier
from writdesk.sources import load_data_map, open_platform, resolve_account
from writdesk.sources.data_map import Source
from writdesk.sources.errors import PlatformError, RowOutsideGrant
from writdesk.sources.times import to_utc


def test_the_applications_database_cannot_be_written(platform):
    with (
        platform.engine("app").connect() as connection,
        pytest.raises(sqlalchemy.exc.OperationalError, match="readonly"),
    ):
        connection.execute(delete(table("accounts")))


def test_the_logs_engine_reads_its_own_folder_and_no_other(platform, tmp_path):
    other = tmp_path / "other.parquet"
    other.write_bytes((small_clipstream().folder / "logs" / "login_events.parquet").read_bytes())
    with platform.engine("logs").connect() as connection:
        for function, path in [("read_parquet", str(other)), ("read_text", "/etc/passwd")]:
            foreign = getattr(func, function)(path).table_valued("account_id", name="foreign_file")
            with pytest.raises(sqlalchemy.exc.DatabaseError, match="Permission"):
                connection.execute(select(func.count()).select_from(foreign)).all()


def test_the_logs_engine_cannot_be_talked_out_of_it(platform):
    with (
        platform.engine("logs").connect() as connection,
        pytest.raises(sqlalchemy.exc.DatabaseError, match="locked"),
    ):
        connection.execute(sqlalchemy.text("SET enable_external_access = true"))


def test_a_database_file_that_is_not_there_is_named_and_not_created(data_map, tmp_path):
    platform = open_platform(data_map, tmp_path)
    with pytest.raises(PlatformError, match=r"clipstream\.sqlite3"):
        platform.engine("app")
    assert list(tmp_path.iterdir()) == []


def test_a_url_from_the_environment_is_asked_for_by_name(data_map, tmp_path, monkeypatch):
    monkeypatch.delenv("CLIPSTREAM_URL", raising=False)
    source = Source(id="app", url_env="CLIPSTREAM_URL", parquet={})
    platform = open_platform(replace(data_map, sources={"app": source}), tmp_path)
    with pytest.raises(PlatformError, match="CLIPSTREAM_URL"):
        platform.engine("app")
    monkeypatch.setenv("CLIPSTREAM_URL", f"sqlite:///{small_clipstream().folder}/clipstream.sqlite3")
    assert platform.engine("app").dialect.name == "sqlite"


def test_a_folder_whose_name_has_signs_of_an_address_is_opened_all_the_same(data_map, tmp_path):
    folder = tmp_path / "a?b#c%20d"
    folder.symlink_to(small_clipstream().folder)
    with open_platform(data_map, folder).engine("app").connect() as connection:
        assert connection.execute(select(func.count()).select_from(table("accounts"))).scalar_one() == 520


def _with(tmp_path, before, after):
    text = small_clipstream().data_map.read_text("utf-8")
    assert before in text
    path = tmp_path / "spoilt.toml"
    path.write_text(text.replace(before, textwrap.dedent(after)), "utf-8")
    return open_platform(load_data_map(path), small_clipstream().folder)


def test_a_join_that_multiplies_rows_stops_the_collection(collected, category, tmp_path):
    join = '[kinds.device.joins.other]\ntable = "videos"\non = { account_id = "account_id" }\n'
    platform = _with(tmp_path, "[kinds.device.columns]", join + "[kinds.device.columns]")
    with pytest.raises(RowOutsideGrant, match="twice"):
        list(collected(grant_of(category("subscriber_information", "device_model")), platform=platform))


def test_seconds_declared_as_milliseconds_are_noticed(collected, category, tmp_path):
    platform = _with(
        tmp_path, 'column = "first_seen_ms", unit = "ms"', 'column = "first_seen_ms", unit = "s"'
    )
    with pytest.raises(PlatformError, match="unit"):
        list(collected(grant_of(category("subscriber_information", "device_model")), platform=platform))


def test_a_column_that_the_database_does_not_have_is_a_fault_of_the_platform(collected, category, tmp_path):
    platform = _with(tmp_path, 'body = "body"\ndeleted_at', 'body = "text"\ndeleted_at')
    with pytest.raises(PlatformError, match="data map"):
        list(collected(grant_of(category("user_interactions", "direct_messages")), platform=platform))


def test_a_lookup_in_a_table_that_is_not_there_is_a_fault_of_the_platform(tmp_path):
    from datetime import UTC, datetime

    platform = _with(tmp_path, 'table = "username_history"\ncolumn', 'table = "no_such_table"\ncolumn')
    with pytest.raises(PlatformError, match="data map"):
        resolve_account(platform, [Identifier(type="username", value="a")], datetime(2024, 3, 4, tzinfo=UTC))


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        (1709564400, "ms"),
        (1709564400000, "s"),
        ("2024-03-04", "s"),
        (True, "s"),
        ("2024-03-04T15:00:00+02:00", "iso"),
        ("yesterday", "iso"),
        (1709564400, "iso"),
        ("1709564400", "timestamp"),
        (10**30, "us"),
    ],
)
def test_what_is_no_moment_in_its_unit_is_refused(value, unit):
    from writdesk.sources.data_map import TimeUnit

    with pytest.raises(PlatformError, match="unit"):
        to_utc(value, TimeUnit(unit))
