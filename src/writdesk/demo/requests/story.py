"""What a story is: who asks for what, and what became of it, as a table that can be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from writdesk.core.request import Kind
from writdesk.demo.requests.agencies import SENDERS, Sender


class Data(NamedTuple):
    """One data category asked for, with its first and last day where they are given."""

    category: str
    first: str | None = None
    last: str | None = None
    says: str | None = None


class Step(NamedTuple):
    """One thing that somebody did: how long ago, what, who, and their words."""

    ago: str
    verb: str
    who: str
    says: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """One request and its life.

    ``ago`` and the first column of ``steps``: ``12d`` is twelve days ago in working hours, ``3h`` and ``40m``
    are counted from now. ``wanted``: in how many days (negative: ago) the officer wants an answer.
    ``form`` replaces parts of the form; ``paper`` what stands on the paper
    otherwise; ``mended`` is what an answer corrects. ``who``: the people of
    ``writdesk.demo.staff``, or ``officer``.
    """

    id: str
    sender: str
    ago: str
    accounts: tuple[str, ...]
    data: tuple[Data, ...]
    why: str
    kind: Kind = Kind.LEGAL
    process: str | None = None
    offence: str = ""
    provider: str = "tiktok-inc"
    channel: str = "portal"
    wanted: int | None = None
    form: Mapping[str, Any] = field(default_factory=dict)
    paper: Mapping[str, Any] = field(default_factory=dict)
    mended: Mapping[str, Any] = field(default_factory=dict)
    steps: str = ""

    @property
    def by(self) -> Sender:
        """Who asks."""
        return SENDERS[self.sender]

    def lines(self) -> list[Step]:
        """The steps, read from their table."""
        return steps_in(self.steps)


def steps_in(table: str) -> list[Step]:
    """The steps of a table, a line each."""
    return [_step(line) for line in table.strip().splitlines()]


def _step(line: str) -> Step:
    ago, verb, who, *says = line.split(None, 3)
    return Step(ago, verb, who, says[0] if says else "")


SUBSCRIBER = Data("subscriber_information")
LOGS_EARLY_2024 = Data("log_data", "2024-01-01", "2024-03-31", "Sign-ins and sign-outs of early 2024")
