"""Sets of record numbers as spans: a hundred thousand records left out together are one pair of numbers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

Span = tuple[int, int]
Spans = tuple[Span, ...]


def spans_of(numbers: Iterable[int]) -> Spans:
    """The numbers as spans, first and last included, in order.

    >>> spans_of([7, 3, 4, 5, 4])
    ((3, 5), (7, 7))
    """
    return united([(number, number) for number in numbers])


def united(spans: Iterable[Span]) -> Spans:
    """The same numbers in as few spans as there can be.

    >>> united([(5, 9), (1, 2), (3, 3), (8, 12)])
    ((1, 3), (5, 12))
    """
    found: list[Span] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


def without(spans: Spans, taken: Spans) -> Spans:
    """What of ``spans`` is in no span of ``taken``. Both are in order.

    >>> without(((1, 10),), ((3, 4), (9, 20)))
    ((1, 2), (5, 8))
    """
    left: list[Span] = []
    place = 0
    for first, last in spans:
        start = first
        while place < len(taken) and taken[place][1] < start:
            place += 1
        here = place
        while here < len(taken) and taken[here][0] <= last:
            if taken[here][0] > start:
                left.append((start, taken[here][0] - 1))
            start = taken[here][1] + 1
            here += 1
        if start <= last:
            left.append((start, last))
    return tuple(left)


def count_of(spans: Iterable[Span]) -> int:
    """How many numbers there are.

    >>> count_of(((1, 2), (5, 8)))
    6
    """
    return sum(last - first + 1 for first, last in spans)


def holds(spans: Sequence[Span], number: int) -> bool:
    """Whether a number is in one of the spans, which are in order.

    >>> holds(((1, 2), (5, 8)), 6), holds(((1, 2), (5, 8)), 3)
    (True, False)
    """
    place = bisect_right(spans, (number, float("inf"))) - 1
    return place >= 0 and spans[place][0] <= number <= spans[place][1]
