"""Writes the logs as Parquet, sorted by account and time, so that one account's rows lie together."""

from __future__ import annotations

import csv
from pathlib import Path

from writdesk.demo.clipstream.world import Row

_TYPES = {
    "event": "VARCHAR",
    "ip": "VARCHAR",
    "device_model": "VARCHAR",
    "act": "VARCHAR",
    "file_name": "VARCHAR",
}
_TYPES |= {"direction": "VARCHAR"}
_TIMES = ("at_ms", "at_us", "at_s")


def write_logs(logs: dict[str, list[Row]], folder: Path) -> None:
    """One Parquet file a log. One thread only: the bytes must be the same each time."""
    import duckdb

    folder.mkdir(parents=True)
    with duckdb.connect(config={"threads": 1}) as engine:
        for name, rows in sorted(logs.items()):
            _write_log(engine, rows, folder / f"{name}.parquet")


def _write_log(engine, rows: list[Row], target: Path) -> None:  # type: ignore[no-untyped-def]
    passing = target.with_suffix(".csv")
    with passing.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    types = {column: _TYPES.get(column, "BIGINT") for column in rows[0]}
    order = next(column for column in _TIMES if column in rows[0])
    relation = engine.read_csv(str(passing), header=True, dtype=types).order(f"account_id, {order}, event_id")
    relation.write_parquet(str(target), compression="zstd", row_group_size=20_000)
    passing.unlink()
