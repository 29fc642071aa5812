"""What a form is made of: blanks in rows, rows in sections, each with the guideline's own sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Shape(StrEnum):
    """How a blank is filled in."""

    TEXT = "text"
    LONG = "long"
    DATE = "date"
    TICK = "tick"
    CHOICE = "choice"
    COUNTRY = "country"
    SIGNATURE = "signature"


class Need(StrEnum):
    """Whether the guideline asks for it, and what follows when it is missing."""

    ASKED = "asked"
    IF_ANY = "if_any"
    HELPS = "helps"


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """One answer to choose: what is kept, and what is shown."""

    value: str
    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Blank:
    """One blank. ``id``: its path in the request; ``lines``: its height; ``width``: its share of a row."""

    id: str
    label: str
    shape: Shape = Shape.TEXT
    hint: str = ""
    lines: int = 1
    width: int = 1
    options: tuple[Option, ...] = ()
    need: Need = Need.HELPS

    @property
    def spoken(self) -> str:
        """Its name for those who hear the form instead of seeing it."""
        need = {Need.ASKED: "asked for", Need.IF_ANY: "if any", Need.HELPS: ""}[self.need]
        return ". ".join(part for part in (self.label.rstrip("?."), self.hint.rstrip("."), need) if part)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """The guideline's words, and the heading under which they stand."""

    text: str
    section: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """Blanks that stand side by side, with the sentences that ask for them."""

    blanks: tuple[Blank, ...]
    sentences: tuple[Sentence, ...] = ()
    title: str = ""
    # Over the whole width, with the sentences above instead of beside.
    is_wide: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A heading with its rows."""

    title: str
    rows: tuple[Row, ...]
    hint: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Advice:
    """A line about how the form is sent, with the sentence that it comes from."""

    text: str
    sentence: Sentence | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class EmergencyForm:
    """All that the form of one guideline asks and says."""

    name: str
    title: str
    provider: str
    country: str | None
    language: str
    since: date
    advice: tuple[Advice, ...]
    sections: tuple[Section, ...]

    @property
    def blanks(self) -> tuple[Blank, ...]:
        """Every blank, in the order in which one fills them in."""
        return tuple(blank for section in self.sections for row in section.rows for blank in row.blanks)

    @property
    def sentences(self) -> frozenset[str]:
        """Every sentence of the guideline that stands on the form."""
        return frozenset(self._sentences())

    def _sentences(self) -> Iterator[str]:
        yield from (each.sentence.text for each in self.advice if each.sentence)
        for section in self.sections:
            for row in section.rows:
                yield from (sentence.text for sentence in row.sentences)

    @property
    def file_name(self) -> str:
        """The name of the file, without its ending."""
        return f"emergency-form-{self.name.replace('@', '-')}"
