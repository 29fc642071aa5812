"""When two values say the same, though they are written differently."""

from __future__ import annotations

import re
from collections import Counter

# So much of two texts has to be common.
MOSTLY = 0.8
FEWEST_SIGNS = 5


def plain(text: str) -> str:
    """Letters and digits alone.

    >>> plain("GJ-26/0117")
    'gj260117'
    """
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def is_same(one: str, other: str) -> bool:
    """The same letters and digits."""
    return plain(one) == plain(other)


def is_part(one: str, other: str) -> bool:
    """The same, or one is the other with something around it, such as ``Case No.``

    >>> is_part("Case No. GJ-26-0117", "GJ-26-0117")
    True
    """
    shorter, longer = sorted((plain(one), plain(other)), key=len)
    return shorter == longer or (len(shorter) >= FEWEST_SIGNS and shorter in longer)


def is_mostly(one: str, other: str) -> bool:
    """Mostly the same words, in any order; or one is part of the other.

    >>> is_mostly("Office of the Sheriff, Harbor County", "the Sheriff of Harbor County Office")
    True
    """
    left, right = _words(one), _words(other)
    total = left.total() + right.total()
    return is_part(one, other) or (total > 0 and 2 * (left & right).total() / total >= MOSTLY)


def has_same_names(one: str, other: str) -> bool:
    """The same names, with or without a rank or an initial.

    >>> has_same_names("Det. Dana Ruiz", "Dana M. Ruiz")
    True
    >>> has_same_names("Dana Ruiz", "Daniel Ruiz")
    False
    """
    left, right = (set(each) for each in (_words(one), _words(other)))
    first, last = ({word for word in words if len(word) > 1} for words in (left, right))
    fewer = min(len(first), len(last), 2)
    return is_same(one, other) or (fewer > 0 and len(first & last) >= fewer)


def is_same_address(one: str, other: str) -> bool:
    """The same address on the web, whatever stands before and after it.

    >>> is_same_address("https://www.clipstream.example/@lark/", "clipstream.example/@lark")
    True
    """
    return _bare(one) == _bare(other)


def _bare(address: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", address.strip().casefold()).rstrip("/")


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.casefold()))
