"""Request letters of invented agencies, made with typst; their text goes in as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).parent


def make_paper(template: str, paper: Mapping[str, Any]) -> bytes:
    """A PDF from ``template`` (a name in this folder, such as ``subpoena``)."""
    import typst

    return bytes(
        typst.compile(
            (TEMPLATES / f"{template}.typ").read_bytes(),
            sys_inputs={"paper": json.dumps(paper)},
            format="pdf",
        )
    )
