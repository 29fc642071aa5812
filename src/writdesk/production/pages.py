"""HTML that stands alone: no script, no picture, nothing fetched. Every text from outside passes ``text``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
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


def table(caption: str, labels: Sequence[str], rows: Iterable[Sequence[str]], style: str = "") -> str:
    """A table with its caption; the cells are already HTML, the first of each row names it."""
    head = "".join(f'<th scope="col">{text(label)}</th>' for label in labels)
    body = "".join(f"<tr>{_cells(labels, row)}</tr>" for row in rows)
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{text(caption)}"><table class="{style}">'
        f"<caption>{text(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cells(labels: Sequence[str], row: Sequence[str]) -> str:
    """On a telephone each cell stands under its label."""
    rest = zip(labels[1:], row[1:], strict=True)
    cells = "".join(f'<td data-label="{text(label)}"><div>{cell}</div></td>' for label, cell in rest)
    return f'<th scope="row">{row[0]}</th>{cells}'


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
