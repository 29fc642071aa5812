"""The confined processes: quick, never in the way, never left behind."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from tests.documents.making import bomb, pdf, pdf_with_stream

from writdesk.documents import Limits, ReaderPool, inspect
from writdesk.documents.errors import ReaderGaveUp, ReaderTimedOut, ReaderUnavailable
from writdesk.documents.reader_process import ReaderProcess

SMALL = pdf()
# A blank scan within the limits: a tenth of a second of work, which is longer than some tests allow.
SLOW = pdf_with_stream(bomb(120 << 20), ["FlateDecode"])


@pytest.fixture
def pool() -> Iterator[ReaderPool]:
    pool = ReaderPool()
    yield pool
    pool.close()


def accepted(pool: ReaderPool, content: bytes = SMALL, **limits: float) -> bool:
    return inspect(BytesIO(content), name="a.pdf", limits=Limits(**limits), pool=pool).is_accepted


def is_gone(pid: int) -> bool:
    """Whether the process is gone entirely: a zombie would still have its number."""
    return not Path(f"/proc/{pid}").exists()


def test_one_process_serves_one_file_after_the_other(pool: ReaderPool) -> None:
    assert accepted(pool)
    first = pool.pids
    assert all(accepted(pool) for _ in range(20))
    assert pool.pids == first
    assert len(first) == 1


def test_a_file_that_takes_too_long_is_refused_in_time_and_its_process_is_gone(pool: ReaderPool) -> None:
    assert accepted(pool)
    (pid,) = pool.pids
    started = time.monotonic()
    inspection = inspect(BytesIO(SLOW), name="a.pdf", limits=Limits(seconds=0.02), pool=pool)
    assert [fault.code for fault in inspection.faults] == ["too_complex"]
    assert time.monotonic() - started < 2
    assert is_gone(pid)
    assert accepted(pool)


def test_a_process_that_reads_nothing_does_not_stop_the_desk() -> None:
    reader = ReaderProcess()
    os.kill(reader.pid, signal.SIGSTOP)
    started = time.monotonic()
    with pytest.raises(ReaderTimedOut):
        reader.ask(b"{}", bytes(8 << 20), seconds=0.3)
    assert time.monotonic() - started < 2
    assert is_gone(reader.pid)


def test_a_process_that_dies_over_a_file_makes_the_file_too_complex(pool: ReaderPool) -> None:
    with pytest.raises(ReaderGaveUp):
        pool.ask(b"no job at all", b"", seconds=5)
    assert pool.pids == ()
    assert accepted(pool)


def test_a_process_that_died_while_idle_is_not_blamed_on_the_next_file(pool: ReaderPool) -> None:
    assert accepted(pool)
    (pid,) = pool.pids
    os.kill(pid, signal.SIGKILL)
    time.sleep(0.1)
    assert accepted(pool)
    assert is_gone(pid)


def test_a_process_is_replaced_after_its_share_of_files() -> None:
    pool = ReaderPool(1, jobs_per_process=3)
    seen = set()
    for _ in range(7):
        assert accepted(pool)
        seen.update(pool.pids)
    pool.close()
    assert len(seen) == 3
    assert all(map(is_gone, seen))


def test_close_leaves_no_process_and_the_pool_begins_anew(pool: ReaderPool) -> None:
    assert accepted(pool)
    pids = pool.pids
    pool.close()
    assert all(map(is_gone, pids))
    assert pool.pids == ()
    assert accepted(pool)


def test_many_threads_share_two_processes_and_get_their_own_answers(pool: ReaderPool) -> None:
    files = [pdf(pages) for pages in range(1, 13)]
    answers: dict[int, int | None] = {}

    def look(place: int) -> None:
        answers[place] = inspect(BytesIO(files[place]), name="a.pdf", pool=pool).pages

    threads = [threading.Thread(target=look, args=(place,)) for place in range(len(files))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert answers == {place: place + 1 for place in range(12)}
    assert 1 <= len(pool.pids) <= 2


def test_a_forked_process_starts_its_own_and_leaves_the_parents_alone(pool: ReaderPool) -> None:
    assert accepted(pool)
    (parents,) = pool.pids
    child = os.fork()
    if child == 0:
        is_right = pool.pids == () and accepted(pool) and parents not in pool.pids
        pool.close()
        os._exit(0 if is_right else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert accepted(pool)
    assert pool.pids == (parents,)


@pytest.mark.kill
@pytest.mark.parametrize("end", ["exit", "kill"])
def test_no_process_outlives_the_desk(end: str) -> None:
    program = (
        "import sys, os, time, signal; from io import BytesIO\n"
        "from writdesk.documents import inspect\n"
        "from writdesk.documents.intake import default_pool\n"
        "assert inspect(BytesIO(bytes.fromhex(sys.argv[1])), name='a.pdf').is_accepted\n"
        "print(*default_pool().pids, flush=True)\n"
        "sys.argv[2] == 'kill' and os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    source = str(Path(__file__).resolve().parents[2] / "src")
    desk = subprocess.run(
        [sys.executable, "-c", program, SMALL.hex(), end],
        env={**os.environ, "PYTHONPATH": source},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert desk.returncode == (-signal.SIGKILL if end == "kill" else 0)
    pids = [int(pid) for pid in desk.stdout.split()]
    assert len(pids) == 1
    until = time.monotonic() + 5
    while time.monotonic() < until and not all(map(_has_ended, pids)):
        time.sleep(0.02)
    assert all(map(_has_ended, pids))


def _has_ended(pid: int) -> bool:
    # An orphan is for the system to bury: where that takes a while, a zombie counts as ended.
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_an_interpreter_that_cannot_start_is_the_desks_trouble_and_not_the_files(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(ReaderUnavailable, match="desk"):
        accepted(ReaderPool())


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"[]",
        b"null",
        b'{"pages": 1}',
        json.dumps({"pages": "many", "faults": {}, "notes": []}).encode(),
        json.dumps({"pages": -1, "faults": {}, "notes": []}).encode(),
        json.dumps({"pages": 1, "faults": {"invented": {}}, "notes": []}).encode(),
        json.dumps({"pages": 1, "faults": {"too_many_pages": {"pages": "<b>"}}, "notes": []}).encode(),
        json.dumps({"pages": 1, "faults": {}, "notes": ["Call +1 555 0100"]}).encode(),
    ],
)
def test_an_answer_that_a_sound_process_would_not_give_is_not_believed(answer: bytes) -> None:
    class TakenOver(ReaderPool):
        def ask(self, job: bytes, content: bytes, *, seconds: float) -> bytes:
            return answer

    inspection = inspect(BytesIO(SMALL), name="a.pdf", pool=TakenOver())
    assert [fault.code for fault in inspection.faults] == ["too_complex"]
    assert inspection.pages is None


def test_a_small_pdf_is_inspected_in_a_few_milliseconds(pool: ReaderPool) -> None:
    content = pdf(1, Extra=os.urandom(10 * 1024))
    times = []
    for _ in range(50):
        started = time.perf_counter()
        assert accepted(pool, content)
        times.append(time.perf_counter() - started)
    # 1 to 2 ms on an idle machine; the bound leaves room for a busy one.
    assert sorted(times)[5] < 0.02
