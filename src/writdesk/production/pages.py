"""HTML that stands alone: no script, no picture, nothing fetched. Every text from outside passes ``text``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from html import escape
from importlib.resources import files

# Nothing is loaded and nothing runs, whatever a record holds.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def text(value: object) -> str:
    """Escaped text in which a control or direction override is shown and not obeyed.

    >>> text("<b>\u202e")
    '&lt;b&gt;[U+202E]'
    """
    return escape(_CONTROLS.sub(lambda match: f"[U+{ord(match[0]):04X}]", str(value)))


def isolated(value: object) -> str:
    """Text of a stranger, whose direction does not reach its surroundings."""
    return f"<bdi>{text(value)}</bdi>"


def facts(rows: Iterable[tuple[str, str]]) -> str:
    """A list of terms and their (already escaped) values."""
    return (
        f'<dl class="facts">{"".join(f"<dt>{text(term)}</dt><dd>{value}</dd>" for term, value in rows)}</dl>'
    )


def table(caption: str, head: Iterable[str], rows: Iterable[str], style: str = "") -> str:
    """A table with its caption; the cells are already HTML."""
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{text(caption)}"><table class="{style}">'
        f"<caption>{text(caption)}</caption><thead><tr>{''.join(head)}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def page(title: str, body: Iterable[str]) -> Iterable[bytes]:
    """A whole document, in pieces."""
    yield (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{text(title)}</title>\n<style>\n{_style()}</style>\n</head>\n<body>\n<main>\n"
    ).encode()
    for part in body:
        yield part.encode() + b"\n"
    yield b"</main>\n</body>\n</html>\n"


@cache
def _style() -> str:
    return files("writdesk.production").joinpath("pages.css").read_text(encoding="utf-8")
