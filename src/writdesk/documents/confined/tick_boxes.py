"""Boxes to tick on a recognised page: OCR does not see them, so they are looked for in the picture."""

from __future__ import annotations

from typing import Any

Line = list[tuple[str, float, Any]]

TICKED, OPEN_BOX = "☒", "☐"
MOST_BOXES = 200
_LEAST, _MOST = 14, 60
_INK = 140
_SIDE = 0.72
_TICK = 0.1


def with_boxes(dots: Any, lines: list[Line]) -> list[Line]:
    """The lines, with a word for each box; what OCR took a box for is taken out."""
    import numpy

    found = boxes_in(dots)
    if not found:
        return lines
    kept = [[word for word in line if not _is_box(word, found)] for line in lines]
    for left, top, right, bottom, is_ticked in found:
        corners = numpy.array([[left, top], [right, top], [right, bottom], [left, bottom]])
        kept.append([(TICKED if is_ticked else OPEN_BOX, 0.95, corners)])
    return kept


def boxes_in(dots: Any) -> list[tuple[int, int, int, int, bool]]:
    """Left, top, right, bottom of each box in dots, and whether something stands in it."""
    import cv2

    ink = (dots[:, :, 0] < _INK).astype("uint8")
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    found = []
    for left, top, wide, high, area in stats[1:count]:
        if not (
            _LEAST <= wide <= _MOST and _LEAST <= high <= _MOST and abs(wide - high) < 0.25 * max(wide, high)
        ):
            continue
        if area > 0.75 * wide * high:
            continue
        if _has_four_sides(ink[top : top + high, left : left + wide]):
            inside = ink[top + high // 4 : top + high - high // 4, left + wide // 4 : left + wide - wide // 4]
            found.append(
                (int(left), int(top), int(left + wide), int(top + high), bool(inside.mean() > _TICK))
            )
    return found[:MOST_BOXES]


def _has_four_sides(part: Any) -> bool:
    """Whether ink runs along all four edges, as no letter's does."""
    thick = max(2, min(part.shape) // 6)
    sides = (
        part[:thick].max(axis=0),
        part[-thick:].max(axis=0),
        part[:, :thick].max(axis=1),
        part[:, -thick:].max(axis=1),
    )
    return all(float(side.mean()) > _SIDE for side in sides) and _are_straight(part, thick)


def _are_straight(part: Any, thick: int) -> bool:
    """Round letters (O, D, 0) miss their corners."""
    corners = (part[:thick, :thick], part[:thick, -thick:], part[-thick:, :thick], part[-thick:, -thick:])
    return sum(bool(corner.any()) for corner in corners) == 4


def _is_box(word: tuple[str, float, Any], found: list[tuple[int, int, int, int, bool]]) -> bool:
    text, _, corners = word
    if len(text) > 2:
        return False
    across = sum(float(x) for x, _ in corners) / 4
    down = sum(float(y) for _, y in corners) / 4
    return any(left <= across <= right and top <= down <= bottom for left, top, right, bottom, _ in found)
