"""Domains that look like others: signs of other scripts, swapped letters, a word more or less.

Compared are registrable domains, by a skeleton in which signs that look alike are one (after Unicode TR39,
only what a registry lets through), and by the number of typing errors between them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from writdesk.documents.sender.domains import (
    ascii_domain,
    organizational_domain,
    public_suffix,
    unicode_domain,
)

# Letters of Cyrillic, Greek, Armenian and Latin that are drawn like one of a to z, 0 to 9.
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("аɑαａ", "a"), **dict.fromkeys("ЬƄ", "b"), **dict.fromkeys("сϲⅽ", "c"),
        **dict.fromkeys("ԁɗ", "d"), **dict.fromkeys("еҽёέ", "e"), **dict.fromkeys("ƒ", "f"),
        **dict.fromkeys("ɡց", "g"), **dict.fromkeys("һհ", "h"), **dict.fromkeys("іıιɩíìї", "i"),
        **dict.fromkeys("јϳ", "j"), **dict.fromkeys("κк", "k"), **dict.fromkeys("ӏǀⅼ", "l"),
        **dict.fromkeys("мⅿ", "m"), **dict.fromkeys("ոп", "n"), **dict.fromkeys("оοօσ٥", "o"),
        **dict.fromkeys("рρ", "p"), **dict.fromkeys("ԛգ", "q"), **dict.fromkeys("гᴦ", "r"),
        **dict.fromkeys("ѕ", "s"), **dict.fromkeys("тτ", "t"), **dict.fromkeys("υս", "u"),
        **dict.fromkeys("νѵ", "v"), **dict.fromkeys("ԝѡω", "w"), **dict.fromkeys("хχ", "x"),
        **dict.fromkeys("уγү", "y"), **dict.fromkeys("ᴢ", "z"),
        "0": "o", "1": "l", "3": "e", "5": "s", "8": "b", "|": "l",
    }
)  # fmt: skip
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("nn", "m"), ("lo", "b"), ("i", "l"), ("-", ""))
_SCRIPTS = (
    "LATIN",
    "CYRILLIC",
    "GREEK",
    "ARMENIAN",
    "HEBREW",
    "ARABIC",
    "CJK",
    "HIRAGANA",
    "KATAKANA",
    "HANGUL",
)
_EAST_ASIAN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "LATIN"})
_SHORTEST = 5


@dataclass(frozen=True, slots=True)
class Likeness:
    """A domain that looks like a known one; ``way`` is same_shape, one_letter or contains."""

    domain: str
    known: str
    way: str


class KnownDomains:
    """The domains that others might imitate, prepared once: a directory holds tens of thousands."""

    def __init__(self, domains: Iterable[str]) -> None:
        self._listed = frozenset(organizational_domain(one) for one in domains)
        labels = ((_label(one), one) for one in sorted(self._listed))
        self._names = tuple((skeleton(label), label, one) for label, one in labels if len(label) >= _SHORTEST)

    def imitated_by(self, domain: str) -> Likeness | None:
        """The known domain that this one imitates, or None: also where it is itself known."""
        own = organizational_domain(domain)
        if not own or own in self._listed:
            return None
        label = _label(own)
        shape = skeleton(label)
        near: Likeness | None = None
        for other_shape, other, one in self._names:
            if shape == other_shape:
                # The same name under another suffix, or the same shape in other signs.
                return Likeness(own, one, "same_shape")
            if near is None and _is_one_letter_off(label, other):
                near = Likeness(own, one, "one_letter")
            if near is None and len(other) >= 2 * _SHORTEST and other_shape in shape:
                near = Likeness(own, one, "contains")
        return near


def looks_like(domain: str, known: Iterable[str]) -> Likeness | None:
    """As ``KnownDomains.imitated_by``, for a few domains."""
    return KnownDomains(known).imitated_by(domain)


def skeleton(label: str) -> str:
    """The label with everything that looks alike written the same way.

    >>> skeleton("sprlngfie1d") == skeleton("springfield")
    True
    """
    split = unicodedata.normalize("NFKD", label.lower().translate(_ALIKE))
    plain = "".join(sign for sign in split if not unicodedata.combining(sign)).translate(_ALIKE)
    for pair, sign in _PAIRS:
        plain = plain.replace(pair, sign)
    return plain


def scripts_of(domain: str) -> frozenset[str]:
    """The scripts that a domain's letters are from."""
    found = set()
    for sign in unicode_domain(ascii_domain(domain)):
        if sign.isalpha():
            name = unicodedata.name(sign, "")
            found.add(next((script for script in _SCRIPTS if name.startswith(script)), "OTHER"))
    return frozenset(found)


def mixes_scripts(domain: str) -> bool:
    """Whether one label mixes scripts that no language mixes.

    >>> mixes_scripts("p\N{CYRILLIC SMALL LETTER A}ris.example")
    True
    """
    labels = unicode_domain(ascii_domain(domain)).split(".")
    return any(len(found) > 1 and not found <= _EAST_ASIAN for found in map(scripts_of, labels))


def _label(domain: str) -> str:
    """The registered word before the public suffix, as people see it."""
    suffix = public_suffix(domain)
    bare = domain.removesuffix("." + suffix) if suffix else domain
    return unicode_domain(bare).rpartition(".")[2]


def _is_one_letter_off(one: str, other: str) -> bool:
    """Whether one typing error lies between: a letter more, less, another, or two swapped."""
    if abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < _SHORTEST + 1 or one == other:
        return False
    pairs = enumerate(zip(one, other, strict=False))
    start = next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
    first, second = one[start:], other[start:]
    swapped = first[:2] == second[1::-1] and first[2:] == second[2:]
    return first[1:] == second[1:] or first[1:] == second or first == second[1:] or swapped
