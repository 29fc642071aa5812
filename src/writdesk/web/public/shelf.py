"""The guidelines in force, as the public pages list them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class GuidelineLink:
    """One guideline and where its page is."""

    provider: str
    title: str
    version: str
    url: str


def guidelines_in_force() -> tuple[GuidelineLink, ...]:
    """Temporary until the catalogue lands."""
    return ()
