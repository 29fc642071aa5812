"""The right to write of whoever does a piece of background work."""

from __future__ import annotations

from collections.abc import Callable

# Called inside the transaction that writes; raises ``WorkTaken`` when the right has gone to somebody else.
Hold = Callable[[], None]


class WorkTaken(Exception):
    """Somebody else does this work now, or it is not wanted any more. What was made of it is dropped."""

    code = "work_taken"


def by_hand() -> None:
    """The hold of one who works without a queue (a command, a test): nobody else is at it."""
