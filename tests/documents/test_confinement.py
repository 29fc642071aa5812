"""The walls around the process that parses strangers' files."""

import socket
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from tests.documents.making import pdf

from writdesk.documents import ReaderPool, inspect
from writdesk.documents.mail_reading import MAIL_WORK
from writdesk.documents.reader_process import INSPECTION, ReaderProcess
from writdesk.documents.reading.processes import RECOGNITION_WORK, TEXT_WORK
from writdesk.documents.reading.signatures import SIGNATURE_WORK
from writdesk.documents.rendering import DRAWING

linux = pytest.mark.skipif(sys.platform != "linux", reason="these walls are Linux's")
SOURCE = str(Path(__file__).resolve().parents[2] / "src")


def behind_the_walls(attempt: str) -> str:
    """What comes of an attempt made inside a confined process."""
    program = (
        "import sys, os, socket, signal, ctypes; sys.path.append(sys.argv[1])\n"
        "from writdesk.documents.confined.confinement import confine\n"
        "confine()\n"
        f"try:\n    {attempt}\n    print('done')\n"
        "except BaseException as reason:\n    print(type(reason).__name__)\n"
    )
    run = subprocess.run(
        [sys.executable, "-I", "-c", program, SOURCE], capture_output=True, timeout=30, check=False, env={}
    )
    return run.stdout.decode().strip()


@linux
@pytest.mark.parametrize(
    "attempt",
    [
        "open('/etc/passwd')",
        "open('/dev/null', 'w')",
        "os.truncate('/tmp/x', 0)",
        "os.unlink('/tmp/absent')",
        "os.mkdir('/tmp/made-by-a-document')",
        "os.symlink('/etc/passwd', '/tmp/made-by-a-document')",
        "socket.socket()",
        "socket.socket(socket.AF_UNIX)",
        "socket.socketpair()",
        "os.fork()",
        "os.execv('/bin/true', ['true'])",
        "os.kill(os.getppid(), 0)",
    ],
)
def test_a_document_cannot_reach_files_network_programs_or_other_processes(attempt: str) -> None:
    assert behind_the_walls(attempt) == "PermissionError"


@linux
def test_a_document_cannot_take_more_memory_than_it_is_given() -> None:
    assert behind_the_walls("bytes(600 << 20)") == "MemoryError"
    assert behind_the_walls("bytes(100 << 20)") == "done"


@linux
def test_the_process_that_reads_has_all_walls_up_and_knows_nothing_of_the_desk(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("WRITDESK_SECRET", "of the desk")
    pool = ReaderPool()
    assert inspect(BytesIO(pdf()), name="a.pdf", pool=pool).is_accepted
    process = Path(f"/proc/{pool.pids[0]}")
    status = dict(line.split(":\t", 1) for line in (process / "status").read_text().splitlines())
    limits = (process / "limits").read_text()
    assert (status["Seccomp"], status["NoNewPrivs"]) == ("2", "1")
    assert [line.split()[3] for line in limits.splitlines() if line.startswith("Max file size")] == ["0"]
    pool.close()


@linux
def test_the_process_starts_with_an_empty_environment_and_only_its_two_pipes() -> None:
    # Asked of the start itself: a confined process does not let anyone look.
    import writdesk.documents.reader_process as reader_process

    told = "import sys, os; print(sorted(os.environ), sorted(map(int, os.listdir('/proc/self/fd')))[:-1])"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader_process, "_START", told)
        process = reader_process._start()
    assert process.stdout is not None
    said = process.stdout.read().decode()
    process.communicate(timeout=10)
    assert said.strip() in {"[] [0, 1, 2]", "['LC_CTYPE'] [0, 1, 2]"}


WORKS = {work.module.rpartition(".")[2]: work for work in (INSPECTION, DRAWING, MAIL_WORK, TEXT_WORK)}
WORKS |= {"signature_work": SIGNATURE_WORK, "recognition": RECOGNITION_WORK}


@linux
@pytest.mark.parametrize("name", WORKS)
def test_every_process_that_parses_strangers_bytes_has_all_walls_up(name: str) -> None:
    reader = ReaderProcess(WORKS[name])
    try:
        process = Path(f"/proc/{reader.pid}")
        status = dict(line.split(":\t", 1) for line in (process / "status").read_text().splitlines())
        limits = (process / "limits").read_text().splitlines()
        soft = {line[:26].strip(): line[26:].split()[0] for line in limits[1:]}
    finally:
        reader.end()
    assert (status["Seccomp"], status["NoNewPrivs"]) == ("2", "1")
    assert (soft["Max file size"], soft["Max processes"], soft["Max core file size"]) == ("0", "0", "0")
    assert int(soft["Max address space"]) <= 4 << 30


@linux
def test_a_document_cannot_reach_a_server_on_this_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        port = server.getsockname()[1]
        assert behind_the_walls(f"socket.create_connection(('127.0.0.1', {port}))") == "PermissionError"
        with pytest.raises(TimeoutError):
            server.accept()
