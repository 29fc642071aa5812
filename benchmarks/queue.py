"""How long the queue takes among many requests: its query, and the whole page through Django's test client.

python -m benchmarks.queue [--sizes 100000 1000000] [--kinds sqlite postgres]

The rows are written past the front door, with the columns of real ones; four in ten are open.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

NOW = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
BATCH = 4_000
DIFFERENT = 20_000
ROUNDS = 25
AGENCIES = 2_000
COUNTRIES = ("US", "US", "US", "US", "JP", "GB", "DE", "BR", "FR", "IN", "KR", "AU", "CA", "NO")
OPEN = ("received", "under_review", "clarification_requested", "approved", "ready", "delivered")
ENDED = ("closed", "rejected", "referred", "withdrawn")
SEALED_BYTES = 1_000
LINES = {
    "everything, first page": "",
    "mine": "mine",
    "nobody's yet": "unassigned",
    "one status": "status:under_review",
    "one country, rare": "country:NO",
    "part of an agency's name": "agency:1234",
    "no such agency": "agency:nowhere",
    "due within 3 days": "due:<3d",
    "two filters that rarely meet": "country:NO status:ready kind:preservation",
    "what has ended": "closed",
    "unread messages": "unread",
}


def main() -> None:
    """Measure each database in a process of its own."""
    arguments = _arguments()
    if arguments.child:
        _measure(arguments.sizes)
        return
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"medians of {ROUNDS} and the best, in milliseconds; load before: {os.getloadavg()[0]:.1f}")
    for kind in arguments.kinds:
        print(f"\n{kind}", flush=True)
        _in_own_process(kind, arguments.sizes)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--kinds", nargs="+", default=["sqlite", "postgres"])
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _in_own_process(kind: str, sizes: list[int]) -> None:
    from tests.databases import database_url

    with tempfile.TemporaryDirectory() as home, database_url(kind, Path(home)) as url:
        environment = {
            **os.environ,
            "DATABASE_URL": url,
            "WRITDESK_HOME": home,
            "WRITDESK_SECRET_KEY": "only-for-benchmarks",
            "DJANGO_SETTINGS_MODULE": "benchmarks.queue_settings",
        }
        command = [sys.executable, "-m", "benchmarks.queue", "--child", "--sizes", *map(str, sizes)]
        subprocess.run(command, env=environment, check=True)


def _measure(sizes: list[int]) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    people = _people()
    client = _client(people[0])
    filled = 0
    for size in sorted(sizes):
        seconds = _seconds(lambda filled=filled, size=size: _fill(filled, size, people))
        filled = size
        _settle()
        print(f"  {size:,} requests (written in {seconds:.0f} s)", flush=True)
        _measure_lines(client, people[0])


def _measure_lines(client: Any, person: Any) -> None:
    from writdesk.store.queue import closed, emergencies, unread, waiting, with_agencies
    from writdesk.web.desk.queue_search import read_search, wanted_by

    for name, line in LINES.items():
        wanted = wanted_by(read_search(line), person, NOW)

        def query(wanted: Any = wanted) -> None:
            found = with_agencies(wanted)
            if found.is_unread:
                unread(person, found, after=None, limit=51)
            elif found.is_closed:
                closed(person, found, after=None, limit=51)
            else:
                emergencies(person, found, after=None, limit=51)
                waiting(person, found, after=None, limit=51)

        def page(line: str = line) -> None:
            response = client.get("/desk/", {"q": line})
            assert response.status_code == 200, response.status_code

        _print(name, query, page)
    _measure_deep(client, person)


def _measure_deep(client: Any, person: Any) -> None:
    """The 1,000th page: as quick as the first, because a page begins at its place and not at an offset."""
    from writdesk.store.queue import Place, Wanted, waiting
    from writdesk.store.requests import Request

    rows = Request.objects.filter(is_open=True, is_emergency=False).order_by("due_at", "id")
    row = rows[min(50_000, rows.count() - 60)]
    place = Place(at=row.due_at, id=row.pk)
    address = f"/desk/?after={row.due_at.astimezone(UTC):%Y%m%d%H%M%S%f}-{row.pk}"
    _print(
        "a page far down",
        lambda: waiting(person, Wanted(), after=place, limit=51),
        lambda: client.get(address),
    )


def _print(name: str, query: Callable[[], object], page: Callable[[], object]) -> None:
    print(f"    {name:<32} query {_timed(query)}   page {_timed(page)}", flush=True)


def _timed(act: Callable[[], object]) -> str:
    """The median, and the best: on a machine that does other things too the best says more."""
    act()
    times = [_seconds(act) * 1000 for _ in range(ROUNDS)]
    return f"{statistics.median(times):>8.1f} (best {min(times):>6.1f})"


def _seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _people() -> list[Any]:
    from writdesk.store.people import Person

    people = [Person(username=f"analyst{n}", name=f"Analyst {n}", roles=["analyst"]) for n in range(12)]
    return list(Person.objects.bulk_create(people))


def _client(person: Any) -> Any:
    from django.test import Client
    from tests.conftest import sign_in

    client = Client()
    sign_in(client, person)
    return client


def _fill(start: int, end: int, people: list[Any]) -> None:
    """The first rows one by one, the rest as copies of them under new names and keys."""
    own = min(end, DIFFERENT)
    if start < own:
        _fill_different(start, own, people)
    for first in range(max(start, own), end, DIFFERENT):
        _copy(first, min(DIFFERENT, end - first))


def _fill_different(start: int, end: int, people: list[Any]) -> None:
    from django.db import transaction

    from writdesk.store.keys import DataKey
    from writdesk.store.requests import Request

    chance = random.Random(start)
    sealed = chance.randbytes(SEALED_BYTES)
    for first in range(start, end, BATCH):
        numbers = range(first, min(first + BATCH, end))
        keys = [DataKey(wrapped=sealed[:60], created_at=NOW) for _ in numbers]
        with transaction.atomic():
            DataKey.objects.bulk_create(keys, batch_size=300)
            rows = _rows(numbers, keys, people, chance, sealed)
            Request.objects.bulk_create(rows, batch_size=300)


def _copy(first: int, count: int) -> None:
    from django.db import connection, transaction

    from writdesk.store.requests import Request

    key = "lower(hex(randomblob(16)))" if connection.vendor == "sqlite" else "gen_random_uuid()"
    own = {
        "reference": f"'LR-2026-' || ({first} + id)",
        "submission_ref": f"'copy-' || ({first} + id)",
        "data_key_id": key,
    }
    columns = [field.column for field in Request._meta.concrete_fields if not field.primary_key]
    values = ", ".join(own.get(column, column) for column in columns)
    rows = f"SELECT {values} FROM request ORDER BY id LIMIT {count}"
    keys = "SELECT data_key_id, NULL, received_at, NULL FROM request WHERE id > %s"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM request")
        last = cursor.fetchone()
        cursor.execute(f"INSERT INTO request ({', '.join(columns)}) {rows}")
        cursor.execute(f"INSERT INTO data_key (id, wrapped, created_at, destroyed_at) {keys}", last)


def _rows(
    numbers: range, keys: list[Any], people: list[Any], chance: random.Random, sealed: bytes
) -> Iterator[Any]:
    from writdesk.store.requests import Request

    for number, key in zip(numbers, keys, strict=True):
        is_open = chance.random() < 0.4
        kind = "emergency" if chance.random() < 0.001 else chance.choice(("legal", "legal", "preservation"))
        received = NOW - timedelta(minutes=chance.randrange(60 * 24 * 365))
        agency = chance.randrange(AGENCIES)
        yield Request(
            reference=f"LR-2026-{number:07d}",
            kind=kind,
            status=chance.choice(OPEN if is_open else ENDED),
            is_open=is_open,
            is_emergency=kind == "emergency",
            channel="form",
            guideline_id="tiktok-inc",
            guideline_version="2020-08-13",
            agency=f"Police Department No. {agency}",
            country="NO" if agency % 400 == 0 else COUNTRIES[agency % (len(COUNTRIES) - 1)],
            process="subpoena",
            categories=["subscriber_information", "log_data"],
            account_count=1,
            received_at=received,
            due_at=received + timedelta(days=30),
            due_reason="desk_target",
            changed_at=received,
            assigned_to=chance.choice(people) if chance.random() < 0.7 else None,
            data_key=key,
            form_sealed=sealed,
            form_digest=f"{number:064x}",
            submission_ref=f"{number:064x}",
            signals=["nondisclosure"] if number % 3 == 0 else [],
            unread_since=received if number % 500 == 0 else None,
        )


def _settle() -> None:
    """What a database does by itself at night."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


if __name__ == "__main__":
    main()
