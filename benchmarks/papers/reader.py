"""Ask the reader what it reads, in processes that stay warm: the only place that knows how.

The rest of the measure knows names and values, as ``writdesk read FILE --json`` prints them.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path


def read(path: Path) -> list[tuple[str, str]]:
    """Name and value of every fact that the reader asserts; what it only offers is left out."""
    from writdesk.documents.reading.files import read_file

    found = read_file(path.read_bytes(), name=path.name, at=datetime.now(UTC))
    return [
        (fact["name"], str(fact["value"]))
        for fact in found.to_document()["facts"]
        if fact.get("is_certain", True)
    ]
