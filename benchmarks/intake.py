"""Requests accepted over HTTP, ledger and encryption on, against bare Django doing the same inserts.

    python -m benchmarks.intake [--seconds 10] [--clients 4] [--rounds 3]

One granian server (WSGI, one process, four threads) on loopback serves both views; the clients keep their
connections. Rounds alternate between the two, on SQLite and, where a server answers, on PostgreSQL.
"""

from __future__ import annotations

import argparse
import http.client
import io
import json
import os
import platform
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LETTER_BYTES = 10 * 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{arguments.clients} clients, {arguments.rounds} rounds of {arguments.seconds:g} s each, in turn")
    for kind in ("sqlite", "postgres"):
        with tempfile.TemporaryDirectory() as home, _database(kind, Path(home)) as url:
            _measure(kind, url, Path(home), arguments)


def _measure(kind: str, url: str, home: Path, arguments: argparse.Namespace) -> None:
    environment = {
        **os.environ,
        "WRITDESK_HOME": str(home),
        "WRITDESK_SECRET_KEY": uuid.uuid4().hex,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "benchmarks.intake_settings",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
    }
    subprocess.run([sys.executable, "-m", "benchmarks.intake_prepare"], env=environment, cwd=ROOT, check=True)
    rates: dict[str, list[float]] = {"ours": [], "bare": []}
    with _server(environment) as port:
        for view in rates:
            _drive(port, view, 2, arguments.clients)  # warm up
        for _ in range(arguments.rounds):
            for view, found in rates.items():
                found.append(_drive(port, view, arguments.seconds, arguments.clients))
    ours, bare = (statistics.median(rates[view]) for view in ("ours", "bare"))
    ratio = statistics.median(a / b for a, b in zip(rates["ours"], rates["bare"], strict=True))
    print(f"{kind:<9} ours {ours:7.1f}/s   bare Django {bare:7.1f}/s   ratio {ratio:.2f}")


def _drive(port: int, view: str, seconds: float, clients: int) -> float:
    counts = [0] * clients
    end = time.perf_counter() + seconds

    def run(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        body, headers = _multipart()
        while time.perf_counter() < end:
            connection.request("POST", f"/{view}/", body, headers)
            answer = connection.getresponse()
            text = answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{view} answered {answer.status}: {text[:200]!r}")
            counts[number] += 1

    threads = [threading.Thread(target=run, args=(number,)) for number in range(clients)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.perf_counter() - began)


def _multipart() -> tuple[bytes, dict[str, str]]:
    from datetime import date

    from writdesk.demo.request_form import subpoena_form

    edge = uuid.uuid4().hex
    form = json.dumps(subpoena_form(date(2026, 3, 2))).encode()
    parts = (
        f'--{edge}\r\nContent-Disposition: form-data; name="form"\r\n\r\n'.encode() + form + b"\r\n",
        f'--{edge}\r\nContent-Disposition: form-data; name="letter"; filename="letter.pdf"\r\n'
        f"Content-Type: application/pdf\r\n\r\n".encode()
        + _letter()
        + b"\r\n",
        f"--{edge}--\r\n".encode(),
    )
    return b"".join(parts), {"Content-Type": f"multipart/form-data; boundary={edge}"}


def _letter() -> bytes:
    """A PDF of about ten KiB that opens."""
    import pikepdf

    document = pikepdf.new()
    document.add_blank_page()
    document.pages[0].Contents = document.make_stream(os.urandom(LETTER_BYTES - 900))
    sink = io.BytesIO()
    document.save(sink)
    return sink.getvalue()


@contextmanager
def _server(environment: dict[str, str]) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--host", "127.0.0.1",
        "--port", str(port), "--workers", "1", "--blocking-threads", "4", "--log-level", "error",
        "writdesk.web.wsgi:application",
    ]  # fmt: skip
    process = subprocess.Popen(command, env=environment, cwd=ROOT)
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("The server did not start.")


@contextmanager
def _database(kind: str, home: Path) -> Iterator[str]:
    from tests.databases import database_url

    with database_url(kind, home) as url:
        yield url


if __name__ == "__main__":
    main()
