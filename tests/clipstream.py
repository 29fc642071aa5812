"""A small Clipstream for the tests of a session: the whole cast and a few hundred others."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from writdesk.demo.clipstream import Clipstream, generate

ACCOUNTS = 520


@cache
def small_clipstream() -> Clipstream:
    """Generated once a process, removed at its end."""
    folder = Path(tempfile.mkdtemp(prefix="clipstream-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return generate(folder / "clipstream", accounts=ACCOUNTS)


def copied_to(folder: Path) -> Clipstream:
    """A copy that a test may spoil."""
    whole = small_clipstream()
    shutil.copytree(whole.folder, folder)
    return Clipstream(folder=folder, data_map=folder / whole.data_map.name, rows=whole.rows)
