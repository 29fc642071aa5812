"""docs/package.md keeps up with the code."""

from __future__ import annotations

import re
from pathlib import Path

from tests.production.tampering import unpacked
from writdesk.production.checking.faults import Code

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "package.md").read_text(encoding="utf-8")


def test_every_fault_is_described_and_no_other() -> None:
    described = re.findall(r"^\| `([a-z-]+)` \|", PAGE, re.MULTILINE)
    assert sorted(described) == sorted(code.value for code in Code), (
        "mend the table of faults in docs/package.md"
    )


def test_every_file_beside_the_categories_is_described() -> None:
    for path in unpacked():
        name = path.rpartition("/")[2]
        if path.count("/") < 2 and not name.startswith("not-provided"):
            assert name in PAGE, f"describe {path} in docs/package.md"
