"""What the confined process found in one file, as codes and numbers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field


class Refused(Exception):
    """The file has a fault after which nothing more is looked for."""

    def __init__(self, code: str, **values: int) -> None:
        super().__init__(code)
        self.code = code
        self.values: Mapping[str, int] = values


@dataclass(slots=True)
class Verdict:
    """Pages, faults with their numbers, and notes."""

    pages: int | None = None
    faults: dict[str, Mapping[str, int]] = field(default_factory=dict)
    notes: set[str] = field(default_factory=set)

    def refuse(self, refused: Refused) -> None:
        """Enter a fault."""
        self.faults[refused.code] = refused.values

    def as_json(self) -> bytes:
        """As it crosses the pipe."""
        return json.dumps({"pages": self.pages, "faults": self.faults, "notes": sorted(self.notes)}).encode()
