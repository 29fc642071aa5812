"""Ask the reader what it reads. The only place that knows how; it speaks the command's JSON."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

COMMAND = (str(Path(sys.executable).with_name("writdesk")), "read")


def read(path: Path) -> list[tuple[str, str]]:
    """Name and value of every fact that the reader asserts; what it only offers is left out."""
    done = subprocess.run([*COMMAND, str(path), "--json"], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"writdesk read {path.name} ended with {done.returncode}: {done.stderr[-400:]}")
    return [
        (fact["name"], str(fact["value"]))
        for fact in json.loads(done.stdout)["facts"]
        if fact.get("is_certain", True)
    ]
