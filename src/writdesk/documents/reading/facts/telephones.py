"""Telephone numbers as papers write them, in one form: E.164, with the extension behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_EXTENSION = re.compile(r"^[\s,;(]*(?:ext(?:ension|n)?\.?|x)\s*[:.#]?\s*(\d{1,7})\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w./@#\-])(?:\+\s?|\(|\d)[\d ().\-–/]{6,22}\d(?![\w@/])")

# As Americans group the digits, or as those do who dial a nought first.
_GROUPED = re.compile(
    r"(?:1[\s.\-])?(?:\(\d{3}\)\s?|\d{3}[\s.\-])\d{3}[\s.\-]\d{4}|0\d{2,4}\s\d{3,4}\s?\d{3,4}"
)
_CALLED = re.compile(
    r"\b(?:tel|telephone|phone|mobile|cell|call|direct|at|line|ext)\b[^\n]{0,25}$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Telephone:
    """A number and where it stands."""

    e164: str
    extension: str
    start: int
    end: int

    @property
    def value(self) -> str:
        """E.164, with ``;ext=`` where there is an extension."""
        return f"{self.e164};ext={self.extension}" if self.extension else self.e164


def telephones_in(text: str, *, region: str | None = None) -> Iterator[Telephone]:
    """The telephone numbers of a text. Without a region only those that begin with their country's code.

    >>> [phone.value for phone in telephones_in("Call (217) 555-0142 ext. 12.", region="US")]
    ['+12175550142;ext=12']
    """
    for hit in _NUMBER.finditer(text):
        written = hit.group()
        if "\n" in written or re.search(r"\s{3}", written):
            written = written.split("\n")[0]
        found = _parsed(written, region)
        is_called = _CALLED.search(text[max(0, hit.start() - 40) : hit.start()])
        is_formed = _GROUPED.fullmatch(written.strip())
        if found is None or not (found[1] or is_called or is_formed or written.startswith("+")):
            continue
        end = hit.start() + len(written)
        extension = _EXTENSION.match(text[end : end + 30])
        yield Telephone(
            found[0],
            extension[1] if extension else "",
            hit.start(),
            end + (extension.end() if extension else 0),
        )


def _parsed(written: str, region: str | None) -> tuple[str, bool] | None:
    """E.164, and whether such a number is in use."""
    import phonenumbers

    digits = re.sub(r"\D", "", written)
    if not 7 <= len(digits) <= 15 or re.fullmatch(
        r"\s*\d{1,2}[./\-]\d{1,2}[./\-]\d{2,4}\s*|\d+", written.strip()
    ):
        return None
    try:
        number = phonenumbers.parse(written, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return str(e164), bool(phonenumbers.is_valid_number(number))
