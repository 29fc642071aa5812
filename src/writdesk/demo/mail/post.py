"""What a post is: one mail that reaches the demo's desk, who sent it from where, and what people did then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from writdesk.demo.requests.story import Step, Story, steps_in

DESK = "legal@clipstream.example"


class Shape(StrEnum):
    """How the bytes are put together."""

    PLAIN = "plain"
    BOUNCE = "bounce"
    # Two senders, a part that never ends, bytes that are no text.
    BROKEN = "broken"


@dataclass(frozen=True, kw_only=True, slots=True)
class Post:
    """One mail and its life.

    ``ago`` and ``steps`` are those of a story. ``server``: the domain whose server handed it in; without one,
    that of the sender. ``about``: the story or post whose reference stands in the subject. ``paper``: the
    request whose letter is attached. ``footer``: what somebody added after the signature was made.
    """

    id: str
    ago: str
    sender: str
    subject: str
    text: str
    server: str = ""
    is_signed: bool = True
    footer: str = ""
    about: str = ""
    paper: Story | None = None
    shape: Shape = Shape.PLAIN
    headers: Mapping[str, str] = field(default_factory=dict)
    steps: str = ""

    @property
    def address(self) -> str:
        """The address in From."""
        return self.sender.rpartition("<")[2].rstrip(">")

    @property
    def domain(self) -> str:
        """Its domain."""
        return self.address.rpartition("@")[2]

    def lines(self) -> list[Step]:
        """The steps, read from their table."""
        return steps_in(self.steps)
