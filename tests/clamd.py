"""A virus scanner for the tests: the system's clamd with a signature of its own, and one that is played."""

from __future__ import annotations

import contextlib
import hashlib
import os
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from writdesk.adapters.malware import Scanner

CLAMD = "/usr/sbin/clamd"
START_SECONDS = 20
STREAM_LIMIT = 2_000_000
# Written in two parts, so that no scanner takes this file for what it only tests with.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
EICAR_NAME = "Eicar.Own.Test"

CONFIG = """\
LocalSocket {folder}/clamd.ctl
DatabaseDirectory {folder}/signatures
TemporaryDirectory {folder}
Foreground yes
LogFile {folder}/clamd.log
StreamMaxLength {limit}
MaxThreads 2
ExitOnOOM yes
"""


def signatures(folder: Path) -> None:
    """One signature by hash and one by content, where a real database has hundreds of megabytes."""
    folder.mkdir()
    digest = hashlib.md5(EICAR, usedforsecurity=False).hexdigest()
    (folder / "own.hdb").write_text(f"{digest}:{len(EICAR)}:{EICAR_NAME}\n")
    (folder / "own.ndb").write_text(f"{EICAR_NAME}:0:*:{EICAR.hex()}\n")


@contextmanager
def clamd(folder: Path) -> Iterator[Scanner]:
    """A running clamd, ended by its process; skipped where it is not installed."""
    if not Path(CLAMD).exists():
        if os.environ.get("WRITDESK_REQUIRE_CLAMD") == "1":
            pytest.fail("clamd is not installed: apt install clamav-daemon")
        pytest.skip("clamd is not installed")
    signatures(folder / "signatures")
    config = folder / "clamd.conf"
    config.write_text(CONFIG.format(folder=folder, limit=STREAM_LIMIT))
    process = subprocess.Popen([CLAMD, "--config-file", str(config)], stdout=subprocess.DEVNULL)
    scanner = Scanner(path=str(folder / "clamd.ctl"))
    try:
        _wait_for(scanner, process, folder)
        yield scanner
    finally:
        process.kill()
        process.wait()


def _wait_for(scanner: Scanner, process: subprocess.Popen[bytes], folder: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), scanner._connected():
            return
        time.sleep(0.05)
    raise AssertionError(f"clamd does not listen: {(folder / 'clamd.log').read_text()[-400:]}")


def says(data: bytes) -> bytes:
    """What clamd would say, as far as the tests ask."""
    return f"stream: {EICAR_NAME} FOUND\0".encode() if EICAR in data else b"stream: OK\0"


@contextmanager
def played(answer: Callable[[bytes], bytes | None] = says) -> Iterator[Scanner]:
    """A scanner that speaks clamd's protocol on loopback. ``answer`` None: it stays silent."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_serve, args=(server, answer), daemon=True)
        thread.start()
        yield Scanner(host="127.0.0.1", port=server.getsockname()[1], seconds=3)
        with contextlib.suppress(OSError):
            server.shutdown(socket.SHUT_RDWR)


def _serve(server: socket.socket, answer: Callable[[bytes], bytes | None]) -> None:
    with contextlib.suppress(OSError):
        while True:
            line, _ = server.accept()
            threading.Thread(target=_talk, args=(line, answer), daemon=True).start()


def _talk(line: socket.socket, answer: Callable[[bytes], bytes | None]) -> None:
    with line, contextlib.suppress(OSError), line.makefile("rb") as source:
        assert source.read(10) == b"zINSTREAM\0"
        data = b""
        while length := int.from_bytes(source.read(4), "big"):
            data += source.read(length)
        said = answer(data)
        if said is None:
            time.sleep(10)
        else:
            line.sendall(said)


def nobody() -> Scanner:
    """The address of a scanner that is not there."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    return Scanner(host="127.0.0.1", port=port, seconds=1)
