"""What changed from one version of a guideline to the next, or between two guidelines, in sentences."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from writdesk.core.guideline import Guideline
from writdesk.guidelines import Catalogue
from writdesk.guidelines.diff import Change, diff
from writdesk.web.public.shelf import GuidelineLink, link_to, page_of


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A version to compare with."""

    name: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Line:
    """One sentence, and where the paragraph that it is about stands: in the new text, or in the old one."""

    sentence: str
    url: str
    where: str


@dataclass(frozen=True, kw_only=True)
class Topic:
    """What changed in one matter."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What changed, by topic, and since which version; ``since`` is None for the first version."""

    since: GuidelineLink | None
    topics: tuple[Topic, ...]
    choices: tuple[Choice, ...]


def changes_of(guideline: Guideline, shelf: Catalogue, asked: str) -> Changes:
    """Since ``asked`` (``id@version``), else since the version before. Raises ``UnknownGuideline``."""
    old = shelf.get(asked) if asked else _before(guideline, shelf)
    return Changes(
        since=link_to(old) if old else None,
        topics=tuple(_topics(old, guideline, shelf)) if old else (),
        choices=tuple(
            Choice(
                name=each.name,
                label=f"{each.provider}, version {each.version}",
                is_chosen=old is not None and each.name == old.name,
            )
            for each in shelf.all()
            if each.name != guideline.name
        ),
    )


def _topics(old: Guideline, new: Guideline, shelf: Catalogue) -> Iterator[Topic]:
    providers = {each.id: each.provider for each in shelf.all()}
    changes: Iterable[Change] = diff(old, new, providers=providers)
    for title, group in itertools.groupby(changes, key=lambda change: change.topic):
        yield Topic(title=title, lines=tuple(_line(change, old) for change in group))


def _line(change: Change, old: Guideline) -> Line:
    if not change.anchor:
        return Line(sentence=change.sentence, url="", where="")
    if change.is_gone:
        return Line(
            sentence=change.sentence,
            url=f"{page_of(old)}#{change.anchor}",
            where="old text",
        )
    return Line(sentence=change.sentence, url=f"#{change.anchor}", where="new text")


def _before(guideline: Guideline, shelf: Catalogue) -> Guideline | None:
    earlier = [each for each in shelf.versions(guideline.id) if each.in_force_from < guideline.in_force_from]
    return earlier[-1] if earlier else None
