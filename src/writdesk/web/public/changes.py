"""What changed from one version of a guideline to the next, or between two guidelines, in sentences."""

from __future__ import annotations

from dataclasses import dataclass

from writdesk.core.guideline import Guideline
from writdesk.guidelines import Catalogue
from writdesk.guidelines.diff import diff
from writdesk.web.public.shelf import GuidelineLink, link_to


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A version to compare with."""

    name: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Changes:
    """The sentences, and since which version they count; ``since`` is None for the first version."""

    since: GuidelineLink | None
    sentences: tuple[str, ...]
    choices: tuple[Choice, ...]


def changes_of(guideline: Guideline, shelf: Catalogue, asked: str) -> Changes:
    """Since ``asked`` (``id@version``), else since the version before. Raises ``UnknownGuideline``."""
    old = shelf.get(asked) if asked else _before(guideline, shelf)
    return Changes(
        since=link_to(old) if old else None,
        sentences=tuple(diff(old, guideline)) if old else (),
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


def _before(guideline: Guideline, shelf: Catalogue) -> Guideline | None:
    earlier = [each for each in shelf.versions(guideline.id) if each.in_force_from < guideline.in_force_from]
    return earlier[-1] if earlier else None
