"""Signed, encrypted and damaged PDFs that others have collected: every file gets its verdict."""

import time
from collections import Counter
from io import BytesIO

import pytest
from tests.corpora import CORPORA

from writdesk.documents import inspect

# Reviewed by hand: what opens only with a password or a recipient's key, and what cannot be opened at all.
EXPECTED = {"accepted": 83, "encrypted_pdf": 23, "broken_pdf": 5}
BROKEN = {
    "broken-objstream1.pdf",
    "broken-objstream2.pdf",
    "broken-objstream3.pdf",
    "broken-objstream6.pdf",
    "circular-page-tree.pdf",
}


@pytest.mark.corpora
@pytest.mark.skipif(CORPORA is None, reason="the corpora do not lie beside the repository")
def test_every_signed_pdf_has_a_verdict_and_none_takes_long(capsys: pytest.CaptureFixture[str]) -> None:
    assert CORPORA is not None
    verdicts: dict[str, list[str]] = {}
    slowest = 0.0
    for path in sorted((CORPORA / "signed-pdf").rglob("*.pdf")):
        started = time.monotonic()
        inspection = inspect(BytesIO(path.read_bytes()), name=path.name)
        slowest = max(slowest, time.monotonic() - started)
        assert inspection.is_accepted == (inspection.pages is not None)
        verdicts.setdefault(inspection.faults[0].code if inspection.faults else "accepted", []).append(
            path.name
        )
    counts = Counter({verdict: len(names) for verdict, names in verdicts.items()})
    with capsys.disabled():
        print(f"\n  signed-pdf: {dict(counts)}, slowest {slowest * 1000:.1f} ms")
    assert counts == EXPECTED
    assert set(verdicts["broken_pdf"]) == BROKEN
    assert slowest < 5
