"""One account's logins among millions of log rows: by the collector, and by DuckDB bare, in the same run.

    python benchmarks/sources.py [--rows 5000000] [--rounds 60]

The collector verifies the grant, plans, asks, checks each row again and makes records; bare DuckDB asks the
same question of the same file and fetches the rows, once with DuckDB's own settings and once remembering the
file's footer, as the collector's engine does. All keep their engine open between rounds; rounds alternate and
ask about another account each time.
"""

from __future__ import annotations

import argparse
import platform as machine
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

from writdesk.core.grant import Grant, GrantedCategory, Purpose
from writdesk.sealing.grants import SignedGrant, sign_grant
from writdesk.sealing.signing import Signer
from writdesk.sources import Platform, collect, load_data_map, open_platform

NOW = datetime(2024, 3, 31, tzinfo=UTC)
ROWS_AN_ACCOUNT = 100
PLAIN, REMEMBERING, COLLECTOR = "DuckDB bare", "DuckDB bare, remembering", "collector"
QUESTION = (
    "SELECT account_id, event_id, at_ms, event, ip, device_model FROM read_parquet(?)"
    " WHERE account_id = ? ORDER BY at_ms, event_id"
)
DATA_MAP = """
[platform]
id = "bench"
title = "Bench"
guidelines = ["bench"]
[sources.logs]
url = "duckdb:///:memory:"
parquet = { login_events = "login_events.parquet" }
[accounts]
source = "logs"
table = "login_events"
id = "account_id"
id_type = "integer"
id_pattern = "[0-9]+"
[identifiers.user_id]
source = "logs"
table = "login_events"
column = "account_id"
column_type = "integer"
account = "account_id"
[kinds.login]
title = "Logins"
source = "logs"
table = "login_events"
account = "account_id"
account_type = "integer"
id = "event_id"
time = "at"
[kinds.login.columns]
at = { column = "at_ms", unit = "ms" }
event = "event"
ip = "ip"
device_model = "device_model"
[categories.log_data.fields]
logins = { columns = ["login.*"] }
"""


def make_log(path: Path, rows: int) -> None:
    """Write the log, sorted by account and time: a hundred logins an account."""
    duckdb.execute(
        "COPY (SELECT i // 100 AS account_id, i AS event_id, 1600000000000 + (i % 100) * 1000000 AS at_ms,"
        " CASE WHEN i % 3 = 0 THEN 'logout' ELSE 'login' END AS event,"
        " concat('192.0.2.', hash(i) % 254 + 1) AS ip, concat('Kite A', hash(i // 7) % 90) AS device_model"
        f" FROM range({rows}) t(i) ORDER BY account_id, at_ms) TO '{path}' (FORMAT parquet, COMPRESSION zstd)"
    )


def bare(connection: Any, path: Path, account: int) -> int:
    """The rows of an account by DuckDB alone."""
    return len(connection.execute(QUESTION, [str(path), account]).fetchall())


def signed_for(signer: Signer, account: int) -> SignedGrant:
    """A grant for the logins of one account."""
    grant = Grant(
        id="G-1",
        reference="LR-2024-000001",
        provider="Bench",
        guideline="bench@1",
        purpose=Purpose.PRODUCTION,
        accounts=(str(account),),
        categories=(GrantedCategory(category="log_data", fields=("logins",)),),
        granted_at=NOW,
        expires_at=NOW + timedelta(days=1),
    )
    return sign_grant(signer, grant)


def collected(platform: Platform, signer: Signer, signed: SignedGrant) -> int:
    """The records of an account through the collector."""
    public_key = signer.public_pem()
    return sum(1 for _ in collect(signed, public_key=public_key, platform=platform, now=NOW))


def milliseconds(work: Callable[[], int]) -> float:
    """How long it takes; it must bring every row of the account."""
    begun = time.perf_counter()
    count = work()
    assert count == ROWS_AN_ACCOUNT, count
    return (time.perf_counter() - begun) * 1000


def measure(folder: Path, rows: int, rounds: int) -> dict[str, list[float]]:
    """Alternate all; the first two rounds warm the files and the engines and are thrown away."""
    log = folder / "login_events.parquet"
    (folder / "map.toml").write_text(DATA_MAP, "utf-8")
    platform = open_platform(load_data_map(folder / "map.toml"), folder)
    signer = Signer.create(folder / "key")
    times: dict[str, list[float]] = {PLAIN: [], REMEMBERING: [], COLLECTOR: []}
    with duckdb.connect() as plain, duckdb.connect() as remembering:
        remembering.execute("SET parquet_metadata_cache = true")
        for number in range(rounds + 2):
            account = (number * 7919 + 13) % (rows // ROWS_AN_ACCOUNT)
            signed = signed_for(signer, account)
            works: dict[str, Callable[[], int]] = {
                PLAIN: partial(bare, plain, log, account),
                REMEMBERING: partial(bare, remembering, log, account),
                COLLECTOR: partial(collected, platform, signer, signed),
            }
            for name, work in works.items():
                times[name].append(milliseconds(work))
    platform.close()
    return {name: each[2:] for name, each in times.items()}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--rounds", type=int, default=60)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "login_events.parquet"
        make_log(log, options.rows)
        size = log.stat().st_size / 1e6
        times = measure(Path(folder), options.rows, options.rounds)
    print(f"{machine.platform()}, Python {machine.python_version()}, DuckDB {duckdb.__version__}")
    print(
        f"{options.rows:,} rows in Parquet ({size:.0f} MB), sorted by account; {ROWS_AN_ACCOUNT} rows of one"
    )
    medians = {name: statistics.median(each) for name, each in times.items()}
    for name, each in times.items():
        print(f"{name:24} median {medians[name]:6.1f} ms   best {min(each):6.1f} ms")
    for name in (PLAIN, REMEMBERING):
        print(f"collector over {name}: {medians[COLLECTOR] / medians[name]:.2f} (aim: 1.3)")


if __name__ == "__main__":
    main()
