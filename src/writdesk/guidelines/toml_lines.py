"""On which line each key of a TOML file stands: ``tomllib`` does not say.

A small scan of headings and keys, not a parser: it runs after ``tomllib`` has accepted the file, skips all
four kinds of string, comments and brackets, and yields paths such as ``$.provision[3].condition``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

# What may hide a bracket, an equals sign or a line end: the four kinds of string, and a comment.
HIDING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*",
    re.DOTALL,
)
WORD = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
KEY = rf"{WORD}(?:\s*\.\s*{WORD})*"
HEADING = re.compile(rf"[ \t]*(\[\[?)[ \t]*({KEY})[ \t]*\]\]?")
ASSIGNMENT = re.compile(rf"[ \t]*({KEY})[ \t]*=")


class Lines:
    """The lines of one file, by path. An unknown path answers with the line of its nearest known parent."""

    def __init__(self, text: str) -> None:
        """Scan the text once."""
        self._lines: dict[str, int] = {"$": 1}
        self._counts: dict[str, int] = defaultdict(int)
        self._tables: dict[str, str] = {}
        self._scan(text)

    def of(self, path: str) -> int:
        """The line of this path, counted from 1."""
        while path not in self._lines:
            path = path[: max(path.rfind("."), path.rfind("["), 1)]
        return self._lines[path]

    def _scan(self, text: str) -> None:
        table = "$"
        for number, line in _statements(text):
            heading = HEADING.match(line)
            if heading is not None:
                table = self._enter_heading(heading[2], number, is_list=heading[1] == "[[")
                continue
            assignment = ASSIGNMENT.match(line)
            if assignment is not None:
                self._enter_key(table, assignment[1], number)

    def _enter_heading(self, key: str, number: int, *, is_list: bool) -> str:
        """The path of the table that this heading opens; tables above it stand here too, if nowhere else."""
        path = "$"
        *above, last = _words(key)
        for word in above:
            path = self._tables.get(f"{path}.{word}", f"{path}.{word}")
            self._lines.setdefault(path, number)
        path = f"{path}.{last}"
        self._lines.setdefault(path, number)
        if not is_list:
            return path
        entry = f"{path}[{self._counts[path]}]"
        self._counts[path] += 1
        self._tables[path] = entry
        self._lines[entry] = number
        return entry

    def _enter_key(self, table: str, key: str, number: int) -> None:
        path = table
        for word in _words(key):
            path = f"{path}.{word}"
            self._lines.setdefault(path, number)


def _words(key: str) -> list[str]:
    return [word.strip("\"'") for word in re.findall(WORD, key)]


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """The lines that begin a statement: outside strings, comments, arrays and inline tables."""
    depth = 0
    bare = HIDING.sub(_blanked, text)
    for number, (line, shown) in enumerate(zip(bare.split("\n"), text.split("\n"), strict=True), start=1):
        if depth == 0:
            yield number, shown if line.strip() else ""
        depth += sum(line.count(sign) for sign in "[{") - sum(line.count(sign) for sign in "]}")


def _blanked(hidden: re.Match[str]) -> str:
    """As many lines as before, and nothing on them but blanks."""
    return re.sub(r"[^\n]", " ", hidden[0])
