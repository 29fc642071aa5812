"""Runs every target of this folder for FUZZ_SECONDS in all (600): changes seeds at random and runs them.

A seed is changed by cutting, doubling, joining and flipping; what takes longest is kept and changed on, as
slow input is a fault, too. What raises or stalls is kept in var/fuzz/ and named; the run then ends with 1.
"""

from __future__ import annotations

import faulthandler
import hashlib
import importlib
import os
import pkgutil
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

import fuzz

SECONDS = float(os.environ.get("FUZZ_SECONDS", "600"))
SEED = int(os.environ.get("FUZZ_SEED", "0")) or int(time.time())
# One input of a few kilobytes takes a millisecond; a thousand times that is a stall, also on a busy machine.
STALL_SECONDS = 5
FINDINGS = Path(__file__).resolve().parents[1] / "var" / "fuzz"
LONGEST = 20_000
POOL = 400


class Stalled(Exception):
    """A target took too long over an input."""


def changed(seed: bytes, other: bytes, chance: random.Random) -> bytes:
    """The seed after a few random changes."""
    data = bytearray(seed)
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        place = chance.randrange(len(data) + 1)
        length = min(len(data) - place, chance.choice((1, 1, 2, 4, 16, 64, 256)))
        kind = chance.randrange(7)
        if kind == 0:
            del data[place : place + length]
        elif kind == 1:
            data[place:place] = data[place : place + length] * chance.choice((1, 2, 50))
        elif kind == 2:
            data[place:place] = chance.randbytes(chance.choice((1, 2, 8)))
        elif kind == 3 and data:
            data[place % len(data)] ^= 1 << chance.randrange(8)
        elif kind == 4 and other:
            start = chance.randrange(len(other))
            data[place:place] = other[start : start + length * 4]
        elif kind == 5:
            data[place : place + length] = chance.choice(INTERESTING)
        else:
            data = data[:place]
    return bytes(data[:LONGEST])


INTERESTING = (
    *(
        b"\0",
        b"\xff",
        b"\r\n",
        b"\n",
        b"\r\n\r\n",
        b" " * 64,
        b"\t",
        b'"',
        b"\\",
        b"(",
        b"<",
        b">",
        b"@",
        b";",
    ),
    *(b"=", b"%", b"--", b"=?", b"?=", b"99999999999999999999", b"-1", b"\xef\xbf\xbd", b"''", b"*0*="),
)


def run_target(name: str, run: Callable[[bytes], None], seeds: Sequence[bytes], seconds: float) -> int:
    """Run a target for so long; how many inputs were faults."""
    chance, pool, faults, runs = random.Random(f"{SEED} {name}"), list(seeds), 0, 0  # noqa: S311
    slowest, ends = 0.0, time.monotonic() + seconds
    waiting = list(seeds)
    while time.monotonic() < ends and faults < 10:
        data = waiting.pop() if waiting else changed(chance.choice(pool), chance.choice(pool), chance)
        started = time.monotonic()
        faults += _is_fault(name, run, data)
        took, runs = time.monotonic() - started, runs + 1
        if took > slowest or chance.random() < 0.01:
            slowest = max(slowest, took)
            pool.append(data)
            del pool[len(seeds) : len(pool) - POOL]
    print(
        f"{name}: {runs:,} inputs, slowest {slowest * 1000:.0f} ms, {faults} faults (FUZZ_SEED={SEED})",
        flush=True,
    )
    return faults


def _is_fault(name: str, run: Callable[[bytes], None], data: bytes) -> bool:
    signal.setitimer(signal.ITIMER_REAL, STALL_SECONDS)
    try:
        run(data)
    except Exception:
        FINDINGS.mkdir(parents=True, exist_ok=True)
        place = FINDINGS / f"{name}-{hashlib.sha256(data).hexdigest()[:16]}"
        place.write_bytes(data)
        print(f"{name}: a fault, kept as {place}\n{traceback.format_exc()}", flush=True)
        return True
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return False


def _stalled(*_: object) -> None:
    raise Stalled(f"longer than {STALL_SECONDS} seconds")


def main() -> int:
    """Run all targets; 1 where one has a fault."""
    faulthandler.enable()
    signal.signal(signal.SIGALRM, _stalled)
    names = [module.name for module in pkgutil.iter_modules(fuzz.__path__) if module.name != "__main__"]
    faults = 0
    for name in names:
        target = importlib.import_module(f"fuzz.{name}")
        faults += run_target(name, target.run, target.SEEDS, SECONDS / len(names))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
