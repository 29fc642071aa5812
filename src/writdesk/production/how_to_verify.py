"""``how-to-verify.html``: one page for the officer, the defence and the court."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from string import Template

from writdesk.production.pages import page, text

HOW_TO_FILE = "data/how-to-verify.html"


def how_to_pieces(reference: str, provider: str, key_id: str) -> Iterable[bytes]:
    """The page, piece by piece; its words stand in ``how-to-verify.html`` beside this module."""
    template = Template(
        files("writdesk.production").joinpath("how-to-verify.html").read_text(encoding="utf-8")
    )
    body = template.substitute(reference=text(reference), provider=text(provider), key=text(key_id))
    return page(f"How to verify {reference}", [body])
