"""How a PDF was made: by which programs, when, and whether something was added afterwards.

Read from the bytes themselves as far as that goes: a library that mends a file does not say what it mended.
"""

from __future__ import annotations

import re
from typing import Any

LONGEST_NAME = 120
_STARTXREF = re.compile(rb"startxref\s+\d+\s+%%EOF")
_LINEARIZED = re.compile(rb"/Linearized\b")


def makings_of(document: Any, content: bytes) -> dict[str, Any]:
    """Producer, creator, dates of making and change, and how often the file was saved on top of itself."""
    about = document.get_metadata_dict(skip_empty=True)
    endings = len(_STARTXREF.findall(content))
    # A linearised file has two such endings from the beginning.
    first = 2 if _LINEARIZED.search(content[:2048]) else 1
    return {
        "producer": str(about.get("Producer", ""))[:LONGEST_NAME],
        "creator": str(about.get("Creator", ""))[:LONGEST_NAME],
        "created": str(about.get("CreationDate", ""))[:40],
        "changed": str(about.get("ModDate", ""))[:40],
        "saved_again": max(0, endings - first),
    }
