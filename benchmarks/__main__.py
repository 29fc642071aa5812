"""`make bench`: every measurement, one after the other; `python -m benchmarks NAME…` runs some.

What came out stands in docs/benchmarks.md, with the machine. Compare ratios, not absolutes.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ALL = (
    "assess",
    "intake",
    "package",
    "ledger",
    "sources",
    "queue",
    "looking_through",
    "mail",
    "start",
    "papers",
)


def main(names: list[str]) -> int:
    """Run each in a process of its own; the first that fails ends it."""
    for name in names or ALL:
        print(f"\n=== {name}", flush=True)
        done = subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], cwd=HERE.parent, check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
