"""Telephone numbers, however they are written."""

from __future__ import annotations

import re

# So many digits at the end tell two numbers apart, whether or not the country stands before them.
TELLING_DIGITS = 7
_EXTENSION = re.compile(r"(?i)(?:\bext|\bx|#|;).*$")


def is_same_number(one: str, other: str) -> bool:
    """Whether two numbers reach the same line, however they are written.

    >>> is_same_number("+1 217 555 0142 ext. 12", "(217) 555-0142")
    True
    >>> is_same_number("+1 217 555 0142", "+1 217 555 0143")
    False
    """
    first, second = (re.sub(r"[^0-9]", "", _EXTENSION.sub("", each)).lstrip("0") for each in (one, other))
    shorter, longer = sorted((first, second), key=len)
    return first == second or (len(shorter) >= TELLING_DIGITS and longer.endswith(shorter))


def written(number: str) -> str:
    """A number with its extension as people write it.

    >>> written("+12175550142;ext=12")
    '+12175550142 ext. 12'
    """
    return number.replace(";ext=", " ext. ")
