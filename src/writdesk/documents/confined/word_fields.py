"""The filled-in content controls of a Word document: tag, value, and the paragraph in which each stands."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any
from xml.parsers import expat

from writdesk.documents.confined.docx_text import parts_with_words
from writdesk.documents.confined.form_fields import LONGEST_VALUE, MOST_FIELDS
from writdesk.documents.confined.verdict import Refused

_PIECE = 1 << 16
# What stands in these was taken out, moved away, or is the same once more for old programs.
_PASSED_OVER = frozenset({"del", "moveFrom", "Fallback"})
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
Field = dict[str, Any]


def docx_fields(content: bytes) -> list[Field] | None:
    """Every tagged content control; None where there is none."""
    controls = _Controls()
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for name in parts_with_words(archive):
            with archive.open(name) as part:
                controls.read(part)
    return controls.found or None


class _Control:
    """One content control while it is read."""

    def __init__(self, line: int) -> None:
        self.tag = ""
        self.line = line
        self.is_empty = False
        self.is_tick = False
        self.is_ticked = False
        self.paragraphs = 0
        self.words: list[str] = []

    @property
    def value(self) -> str | None:
        """What was filled in; nothing while it shows what to write."""
        if self.is_tick:
            return "yes" if self.is_ticked else None
        return None if self.is_empty else "".join(self.words)[:LONGEST_VALUE]


class _Controls:
    """Reads part after part with expat: no entities, no files, no tree in memory."""

    def __init__(self) -> None:
        self.found: list[Field] = []
        self._open: list[_Control] = []
        self._paragraphs = 0
        self._passing_over = 0
        self._is_text = False
        self._runs = 0

    def read(self, part: Any) -> None:
        """The controls of one part."""
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        while piece := part.read(_PIECE):
            parser.Parse(piece, False)
        parser.Parse(b"", True)

    @staticmethod
    def _refuse(*_: object) -> None:
        raise Refused("zip_bomb")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag in _PASSED_OVER:
            self._passing_over += 1
        if self._passing_over:
            return
        if tag == "sdt":
            self._begin()
        elif tag == "t":
            self._is_text = True
        elif tag == "r":
            self._runs += 1
        elif tag in _SIGNS and self._runs:
            self._add(_SIGNS[tag])
        elif self._open:
            self._property(tag, attributes)

    def _begin(self) -> None:
        if len(self.found) + len(self._open) >= MOST_FIELDS:
            raise Refused("too_complex")
        self._open.append(_Control(self._paragraphs + 1))

    def _property(self, tag: str, attributes: dict[str, str]) -> None:
        control, value = self._open[-1], attributes.get("w:val", "")
        if tag == "tag":
            control.tag = value
        elif tag == "showingPlcHdr":
            control.is_empty = value not in {"0", "false"}
        elif tag == "checkbox":
            control.is_tick = True
        elif tag == "checked":
            control.is_ticked = attributes.get("w14:val", value) in {"1", "true"}
        elif tag == "p":
            for each in self._open:
                if each.paragraphs:
                    each.words.append("\n")
                each.paragraphs += 1

    def _data(self, data: str) -> None:
        if self._is_text and not self._passing_over:
            self._add(data)

    def _add(self, words: str) -> None:
        for control in self._open:
            control.words.append(words)

    def _end(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        if tag in _PASSED_OVER:
            self._passing_over -= 1
        elif tag == "t":
            self._is_text = False
        elif self._passing_over:
            return
        elif tag == "r":
            self._runs -= 1
        elif tag == "p":
            self._paragraphs += 1
        elif tag == "sdt" and self._open:
            self._close()

    def _close(self) -> None:
        control = self._open.pop()
        if control.tag:
            told = {"id": control.tag[:200], "kind": "Tick" if control.is_tick else "Words"}
            self.found.append(told | {"value": control.value, "line": control.line})
