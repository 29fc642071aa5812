"""How long the desk takes to its first answer, and how much memory it holds idle, worker included.

python -m benchmarks.start [--rounds 5]
"""

from __future__ import annotations

import argparse
import http.client
import os
import platform
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PAGES = ("/", "/guidelines/", "/sign-in/")


def main() -> None:
    """Prepare a desk once, then start it again and again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "WRITDESK_HOME": home}
        prepare = "from writdesk.cli.serve import prepare; prepare()"
        subprocess.run([sys.executable, "-c", prepare], env=environment, check=True)
        found = [_start(environment) for _ in range(rounds)]
    seconds, mebibytes = zip(*found, strict=True)
    span = f"{min(seconds):.2f}–{max(seconds):.2f}"
    print(f"start to first page  {statistics.median(seconds):.2f} s (of {rounds}: {span})")
    print(f"idle memory (PSS)    {statistics.median(mebibytes):.0f} MiB, all processes, worker included")


def _start(environment: dict[str, str]) -> tuple[float, float]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).with_name("writdesk")), "serve", "--port", str(port)]
    began = time.perf_counter()
    process = subprocess.Popen(command, env=environment)
    try:
        _first_page(port)
        seconds = time.perf_counter() - began
        for page in PAGES * 10:
            _get(port, page)
        time.sleep(1)
        return seconds, _memory(process.pid)
    finally:
        process.terminate()
        process.wait(30)


def _first_page(port: int) -> None:
    for _ in range(400):
        try:
            _get(port, "/")
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise RuntimeError("The desk did not start.")


def _get(port: int, page: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", page)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{page} answered {answer.status}")


def _memory(pid: int) -> float:
    """Proportional set size of a process and its children, in MiB."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    own = next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return own / 1024 + sum(_memory(int(child)) for child in children)


if __name__ == "__main__":
    main()
