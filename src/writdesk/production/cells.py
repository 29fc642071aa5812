"""Values as CSV cells and as lines of JSON.

CSV (RFC 4180) is for reading in a spreadsheet: what could run as a formula or deceive the eye is made
harmless there. JSON Lines keeps every value exactly.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from writdesk.core.collected import Scalar

# OWASP, "CSV Injection": a cell that begins with = + - @, tab, CR or LF (or the full-width forms) may be run
# as a formula; a single quote before it stops that. A spreadsheet that splits at ';' or tab (much of Europe)
# starts a cell there too, and after a line break within the text.
_FORMULA = re.compile("(?:\\A(?=[=+\\-@\t\r\n＝＋－＠])|(?<=[;\t\r\n])(?=[=+\\-@＝＋－＠]))")
# Controls have no place in a cell, and embeddings, overrides and isolates reorder what stands around them.
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_NEEDS_CARE = re.compile(f'{_FORMULA.pattern}|{_INVISIBLE.pattern}|"')
# Valid in JSON, but some readers end a line at them.
_LINE_ENDS = {0x2028: "\\u2028", 0x2029: "\\u2029", 0x85: "\\u0085"}
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


def csv_cell(value: Scalar) -> str:
    r'''One quoted cell.

    >>> print(csv_cell("=1+1"), csv_cell('say "hi"'), csv_cell(None), csv_cell(-5), csv_cell("a\x00b"))
    "'=1+1" "say ""hi"""  -5 "a[U+0000]b"
    '''
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        # A number cannot be a formula: -5 stays -5.
        return repr(value)
    if not _NEEDS_CARE.search(value):
        return f'"{value}"'
    visible = _INVISIBLE.sub(_named, value)
    return '"' + _FORMULA.sub("'", visible).replace('"', '""') + '"'


def csv_line(values: Iterable[Scalar]) -> bytes:
    """One row, ended as RFC 4180 has it."""
    return (",".join(map(csv_cell, values)) + "\r\n").encode()


def json_line(document: Mapping[str, Any]) -> bytes:
    r"""One line of JSON Lines, UTF-8; a lone surrogate is kept as its escape.

    >>> json_line({"a": "é\u2028", "b": float("nan")}) == b'{"a": "\xc3\xa9\\u2028", "b": "nan"}\n'
    True
    """
    try:
        line = _ENCODER.encode(document)
    except ValueError:
        line = _ENCODER.encode(_finite(document))
    if line.isascii():
        return line.encode() + b"\n"
    try:
        return line.translate(_LINE_ENDS).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(_finite(document)).encode() + b"\n"


def _finite(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, dict):
        return {key: _finite(inner) for key, inner in value.items()}
    return value


def _named(match: re.Match[str]) -> str:
    return f"[U+{ord(match[0]):04X}]"
