"""Looking through a hundred thousand staged records: a page, the last page, a search, the hashes.

Run it alone: ``python -m benchmarks.looking_through [RECORDS]``. The page is measured without the network and
without the template of the frame: what depends on the number of records is reading, searching and hashing.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from writdesk.adapters.blobs import FileBlobs
from writdesk.adapters.sections import ThirdParties
from writdesk.adapters.staged_reading import StagedPages, tally
from writdesk.adapters.staging import StagedRecords, stage
from writdesk.core.collected import Record
from writdesk.core.spans import spans_of

WORDS = [
    "the",
    "ferry",
    "leaves",
    "at",
    "nine",
    "and",
    "nobody",
    "waits",
    "for",
    "those",
    "who",
    "read",
    "another",
    "page",
    "of",
    "the",
    "harbour",
    "rules",
]


def records(many: int) -> Iterator[Record]:
    """Direct messages of some 400 bytes each, with an account holder and four hundred others."""
    for number in range(many):
        text = " ".join(WORDS[(number * 7 + step) % len(WORDS)] for step in range(12))
        yield Record(
            category="user_interactions",
            kind="direct_message",
            account="7100003302223001251",
            id=f"{number:09}",
            values={
                "conversation": f"{number % 97}",
                "is_group": number % 5 == 0,
                "sender": "7100003302223001251" if number % 2 else f"71000031280050{number % 400:05}",
                "sent_at": f"2024-02-{number % 28 + 1:02}T10:00:00+00:00",
                "sent_at_original": 1_700_000_000_000 + number,
                "body": f"{text} ({number})",
                "deleted_at": None,
            },
        )


def measured(name: str, act: Callable[[], object], times: int = 5) -> None:
    """The best of some runs, in milliseconds."""
    best = min(_once(act) for _ in range(times))
    print(f"{name:<52} {best * 1000:>9.1f} ms")


def _once(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def main(many: int) -> None:
    """Stage, then measure."""
    secret, parties = os.urandom(32), ThirdParties(columns=("sender",), note="", accounts=frozenset())
    with tempfile.TemporaryDirectory() as folder:
        blobs = FileBlobs(Path(folder))
        begun = time.perf_counter()
        staged = stage(records(many), blobs, secret, {"direct_message": parties})
        spent = time.perf_counter() - begun
        print(f"{many:,} records, {staged.bytes / 1e6:.0f} MB, staged in {spent:.1f} s")
        pages = StagedPages(staged.records_blob, staged.media_blob, staged.marks.tobytes(), blobs, secret)
        (section,) = staged.sections
        left_out = spans_of(range(0, many, 2))
        measured("the first fifty records", lambda: pages.page(0, 49))
        measured("fifty records in the middle", lambda: pages.page(many // 2, many // 2 + 49))
        measured("the last fifty records", lambda: pages.page(many - 50, many - 1))
        found = lambda text: sum(1 for _ in pages.find(section, text))  # noqa: E731
        measured("a search that finds one record", lambda: found(f"({many - 1})"), 3)
        measured("a search that finds every record", lambda: found("ferry"), 3)
        measured("counts and hashes, nothing left out", lambda: tally(pages, [section], ()), 3)
        measured("counts and hashes, every second left out", lambda: tally(pages, [section], left_out), 3)
        whole = StagedRecords(staged.records_blob, staged.media_blob, blobs, secret)
        measured("all records read as the package reads them", lambda: sum(1 for _ in whole), 1)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
