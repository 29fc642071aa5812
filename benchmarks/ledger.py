"""How fast the ledger is written and verified, beside a bare insert in the same database in the same run.

python -m benchmarks.ledger [--entries 300000] [--acts 4000]
"""

from __future__ import annotations

import argparse
import os
import platform
import sqlite3
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

AT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
ROUNDS = 5


def main() -> None:
    """Measure on SQLite and on PostgreSQL."""
    arguments = _arguments()
    os.environ.setdefault("WRITDESK_HOME", tempfile.mkdtemp(prefix="writdesk-bench-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "writdesk.settings")
    import django

    django.setup()
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{arguments.acts} acts, {arguments.entries} entries; load before: {os.getloadavg()[0]:.1f}")
    _measure_hashing()
    for kind in ("sqlite", "postgres"):
        _measure_database(kind, arguments)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=300_000, help="length of the ledger that is verified")
    parser.add_argument("--acts", type=int, default=4_000, help="how many acts are committed one by one")
    return parser.parse_args()


def _measure_database(kind: str, arguments: argparse.Namespace) -> None:
    from tests.ledger_database import connected, database_url, make_tables

    temporary = tempfile.TemporaryDirectory()
    with temporary as folder, database_url(kind, Path(folder)) as url, connected(url) as connection:
        make_tables(connection)
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE bare (id bigint PRIMARY KEY, body text)")
        print(f"\n{kind} {_version(connection)}")
        _measure_acts(connection, arguments.acts)
        _measure_bulk()
        _lengthen(connection, arguments.entries)
        _measure_verify(arguments.entries)
        _measure_proofs(arguments.entries)


def _measure_acts(connection: Any, acts: int) -> None:
    """A bare row, an entry, and both; turn by turn, so that all meet the same weather."""
    from django.db import transaction

    from writdesk.store.ledger import append

    def bare(number: int) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO bare (id, body) VALUES (%s, %s)", [number, "x" * 300])

    def entered(number: int) -> None:
        with transaction.atomic():
            append(_entry(number))

    def both(number: int) -> None:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO bare (id, body) VALUES (%s, %s)", [-1 - number, "x" * 300])
            append(_entry(number))

    each, rates = acts // ROUNDS, {bare: [], entered: [], both: []}  # type: ignore[var-annotated]
    for start in range(0, each * ROUNDS, each):
        for act, measured in rates.items():
            numbers = range(start, start + each)
            measured.append(each / _seconds(lambda act=act, numbers=numbers: [act(n) for n in numbers]))
    one, two, three = (_median(measured) for measured in rates.values())
    print(f"  a bare row, one transaction each      {one:>10,.0f}/s")
    print(f"  a ledger entry, one transaction each  {two:>10,.0f}/s   {two / one:.2f} of bare")
    print(f"  a row and its ledger entry            {three:>10,.0f}/s   {three / one:.2f} of bare")


def _measure_bulk() -> None:
    from django.db import transaction

    from writdesk.store.ledger import append

    def append_many() -> None:
        with transaction.atomic():
            for number in range(5000):
                append(_entry(number))

    print(f"  ledger entries, 5,000 a transaction   {5000 / _seconds(append_many):>10,.0f}/s")


def _lengthen(connection: Any, entries: int) -> None:
    """Make the ledger as long as asked, past the front door because that would take long."""
    from django.db import transaction

    from writdesk.store.ledger import locked_frontier

    with transaction.atomic(), connection.cursor() as cursor:
        frontier = locked_frontier()
        for start in range(frontier.size, entries, 200):
            rows = [_row(frontier, number) for number in range(start, min(start + 200, entries))]
            values = ", ".join(["(%s, %s, %s, %s)"] * len(rows))
            flat = [value for row in rows for value in row]
            cursor.execute(f"INSERT INTO ledger_entry (idx, request, body, nodes) VALUES {values}", flat)
        head = [frontier.size, frontier.to_bytes()]
        cursor.execute("UPDATE ledger_head SET size = %s, frontier = %s", head)


def _row(frontier: Any, number: int) -> tuple[Any, ...]:
    from writdesk.ledger.entry import encode
    from writdesk.ledger.merkle import leaf_hash

    entry = _entry(number)
    body = encode(entry)
    return number, entry.request, body.decode(), b"".join(frontier.append(leaf_hash(body)))


def _measure_verify(entries: int) -> None:
    from writdesk.store.ledger_audit import verify_ledger

    rates = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        report = verify_ledger()
        rates.append(entries / (time.perf_counter() - start))
        assert report.is_whole, report.faults
    print(f"  entries verified                      {_median(rates):>10,.0f}/s   best {max(rates):,.0f}")


def _measure_proofs(entries: int) -> None:
    from writdesk.ledger.proofs import prove_consistency, prove_inclusion
    from writdesk.store.ledger import nodes_at

    places = [number * 7919 % (entries - 1) for number in range(200)]
    inclusion = _seconds(lambda: [prove_inclusion(place, entries, nodes_at) for place in places])
    consistency = _seconds(lambda: [prove_consistency(place + 1, entries, nodes_at) for place in places])
    print(f"  an inclusion proof {inclusion * 5:.2f} ms, a consistency proof {consistency * 5:.2f} ms")


def _measure_hashing() -> None:
    """The floor under verification: SHA-256 once over each entry and once over each node."""
    from writdesk.ledger.entry import encode

    start = time.perf_counter()
    bodies = [encode(_entry(number)) for number in range(100_000)]
    print(f"entries encoded                         {100_000 / (time.perf_counter() - start):>10,.0f}/s")
    leaf = _seconds(lambda: [sha256(b"\x00" + body).digest() for body in bodies])
    node = _seconds(lambda: [sha256(b"\x01" + body[:64]).digest() for body in bodies])
    print(f"hashing alone ({len(bodies[0])} bytes an entry)      {100_000 / (leaf + node):>10,.0f}/s")


def _entry(number: int) -> Any:
    from writdesk.ledger.codes import Code
    from writdesk.ledger.entry import Entry

    facts = {"kind": "legal", "country": "US", "accounts": number % 9, "guideline": "tiktok-inc@2020-08-13"}
    who = {"request": f"{number // 12:064x}", "actor": f"{number % 50:064x}", "role": "analyst"}
    return Entry(code=Code.REQUEST_RECEIVED, at=AT, facts=facts, **who)


def _version(connection: Any) -> str:
    if connection.vendor == "sqlite":
        return f"{sqlite3.sqlite_version}, WAL, synchronous=FULL"
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0])


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


if __name__ == "__main__":
    main()
