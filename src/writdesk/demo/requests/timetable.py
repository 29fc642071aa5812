"""Which step of which story happens when; the same each time for the same moment of seeding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from writdesk.demo.mail.post import Post
from writdesk.demo.requests.story import Step, Story

Tale = Story | Post

SEED = "writdesk demo"
BETWEEN = timedelta(minutes=4)
APART = timedelta(seconds=20)
OPENS_AT = timedelta(hours=8, minutes=5)
WORKDAY_MINUTES = 7 * 60
UNITS = {"h": "hours", "m": "minutes"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """One step of a story, or of a post, at its time; no step: the request or the mail arrives."""

    at: datetime
    story: Tale
    step: Step | None


def timetable(stories: Sequence[Tale], now: datetime) -> list[Moment]:
    """Every step of every story in the order in which it happens, no two at once, none after ``now``."""
    random = Random(SEED)  # noqa: S311  (the same each time is the point)
    moments = [moment for story in stories for moment in _moments(story, now, random)]
    return list(_one_by_one(sorted(moments, key=lambda moment: moment.at), now))


def _moments(story: Tale, now: datetime, random: Random) -> Iterable[Moment]:
    """A story's own steps; what the table gives the same day happens a few minutes apart."""
    earliest = datetime.min.replace(tzinfo=UTC)
    begins: dict[str, datetime] = {}
    for step in (None, *story.lines()):
        ago = step.ago if step else story.ago
        if ago not in begins:
            into_day = timedelta(minutes=random.randrange(WORKDAY_MINUTES))
            begins[ago] = _instant(ago, now, into_day)
        at = max(begins[ago], earliest)
        yield Moment(at=at, story=story, step=step)
        earliest = at + BETWEEN


def _instant(ago: str, now: datetime, into_day: timedelta) -> datetime:
    """``12d``: that many days ago, in working hours; ``3h``, ``40m``: counted from now."""
    number, unit = int(ago[:-1]), ago[-1]
    if unit == "d":
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight - timedelta(days=number) + OPENS_AT + into_day
    return now.replace(microsecond=0) - timedelta(**{UNITS[unit]: number})


def _one_by_one(moments: Iterable[Moment], now: datetime) -> Iterable[Moment]:
    last = datetime.min.replace(tzinfo=UTC)
    for moment in moments:
        at = max(moment.at, last + APART)
        if at > now:
            raise ValueError(f"{moment.story.id}: {moment.step} would happen after now; begin it earlier.")
        yield Moment(at=at, story=moment.story, step=moment.step)
        last = at
