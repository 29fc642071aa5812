"""The confined processes that reading uses, shared by all threads; each starts when it is first needed."""

from __future__ import annotations

import json
from functools import cache

from writdesk.documents.errors import ReaderGaveUp
from writdesk.documents.inspection import MIB, Limits
from writdesk.documents.reader_pool import ReaderPool
from writdesk.documents.reader_process import Work

LONGEST_TEXT = 64 * MIB
LONGEST_PAGE = 8 * MIB
TEXT_WORK = Work(module="writdesk.documents.confined.read_work", longest_answer=LONGEST_TEXT)
# Its models take their time to load on a machine that is busy.
RECOGNITION_WORK = Work(
    module="writdesk.documents.confined.recognition", longest_answer=LONGEST_PAGE, start_seconds=120.0
)


@cache
def text_pool() -> ReaderPool:
    """Reads text layers and Word documents."""
    return ReaderPool(work=TEXT_WORK)


@cache
def recognition_pool() -> ReaderPool:
    """Recognises pages. One process: it uses two processors by itself, and its models weigh much."""
    return ReaderPool(1, work=RECOGNITION_WORK)


def ask(pool: ReaderPool, job: dict[str, object], content: bytes, limits: Limits) -> bytes | None:
    """A process's answer; None when it died over the file. Raises ``ReaderBusy``, ``ReaderUnavailable``."""
    asked = json.dumps(job | {"limits": limits.as_numbers()}).encode()
    try:
        return pool.ask(asked, content, seconds=limits.seconds)
    except ReaderGaveUp:
        return None
