"""The walls around the process that parses strangers' files."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from tests.documents.making import pdf

from writdesk.documents import ReaderPool, inspect

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
