"""Others' bags and PDFs: the BagIt conformance suite and signed PDFs of every sort."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpora import CORPORA
from tests.production.sample import identity
from writdesk.production.checking.bag import check_bag
from writdesk.production.checking.certificate_check import check_certificate
from writdesk.production.checking.faults import Findings
from writdesk.production.checking.trees import FolderTree

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif(CORPORA is None, reason="no corpora beside the repository"),
]
BAGS = sorted((CORPORA or Path("/nonexistent")).glob("bagit-conformance/v*/*/*"))
PDFS = sorted((CORPORA or Path("/nonexistent")).glob("signed-pdf/**/*.pdf"))
# Both list a file that is not there (on a system that tells upper from lower case; and .DS_Store, which the
# suite lost on its way): a bag without a file that it lists is not whole. See docs/package.md.
NOT_WHOLE_HERE = {"duplicate-file-with-different-case", "special-system-files"}


@pytest.mark.parametrize("bag", BAGS, ids=lambda bag: "/".join(bag.parts[-3:]))
def test_the_conformance_suite_s_bags_are_judged_as_it_says(bag: Path) -> None:
    findings = Findings()
    check_bag(FolderTree(bag, findings), findings)
    expected = bag.parent.name in ("valid", "warning") and bag.name not in NOT_WHOLE_HERE
    assert (not findings.faults) is expected, [str(fault) for fault in findings.faults]
    if bag.parent.name == "warning" and expected:
        assert findings.warnings


@pytest.mark.parametrize("pdf", PDFS, ids=lambda pdf: pdf.name)
def test_a_stranger_s_pdf_is_a_fault_and_never_a_crash(pdf: Path) -> None:
    findings = Findings()
    assert (
        check_certificate("certificate.pdf", pdf.read_bytes(), identity().certificate_pem(), findings) is None
    )
    assert [fault.code.value for fault in findings.faults] == ["certificate"]


def test_the_corpora_are_not_empty() -> None:
    assert len(BAGS) > 50
    assert len(PDFS) > 50
