"""What is in a package, by category and kind: counted while it is written, checked when it is read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from writdesk.core.collected import Record
from writdesk.production.bagging import BagFile
from writdesk.production.particulars import LeftOutRecords, Particulars

CONTENTS_FILE = "data/contents.json"


@dataclass(frozen=True, slots=True)
class KindContents:
    """One kind of records: how many, in which two files, and the first few to show."""

    category: str
    kind: str
    records: int
    columns: tuple[str, ...]
    csv: BagFile
    jsonl: BagFile
    media_files: int
    media_bytes: int
    first: tuple[Record, ...]

    @property
    def key(self) -> str:
        """The name by which files of the package speak of this kind."""
        return f"{self.category}/{self.kind}"


@dataclass(slots=True)
class Contents:
    """All kinds, in the order in which they were written, and the lists of media files by category."""

    kinds: list[KindContents] = field(default_factory=list)
    media_lists: dict[str, BagFile] = field(default_factory=dict)
    left_out: tuple[LeftOutRecords, ...] = ()

    @property
    def records_left_out(self) -> int:
        """How many records within the grant the custodian left out."""
        return sum(each.records for each in self.left_out)

    @property
    def records(self) -> Mapping[str, int]:
        """Number of records by ``category/kind``."""
        return {kind.key: kind.records for kind in self.kinds}

    @property
    def media_files(self) -> int:
        """Number of media files."""
        return sum(kind.media_files for kind in self.kinds)

    def of(self, category: str) -> list[KindContents]:
        """The kinds of one category."""
        return [kind for kind in self.kinds if kind.category == category]


def contents_document(contents: Contents, particulars: Particulars, at: datetime) -> bytes:
    """``contents.json``: the same counts as the summary, for programs."""
    document = {
        "format": "writdesk-contents/1",
        "reference": particulars.reference,
        "provider": particulars.provider,
        "guideline": particulars.guideline,
        "guideline_version": particulars.guideline_version,
        "prepared_at": at.astimezone(UTC).isoformat(),
        "kinds": [_kind_document(kind) for kind in contents.kinds],
        "media_lists": [{"category": name, "file": file.path} for name, file in contents.media_lists.items()],
        "left_out": [
            {"category": each.category, "kind": each.kind, "reason": each.why, "records": each.records}
            for each in contents.left_out
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=False).encode() + b"\n"


def _kind_document(kind: KindContents) -> dict[str, Any]:
    return {
        "category": kind.category,
        "kind": kind.kind,
        "records": kind.records,
        "columns": list(kind.columns),
        "csv": kind.csv.path,
        "jsonl": kind.jsonl.path,
        "media_files": kind.media_files,
    }
