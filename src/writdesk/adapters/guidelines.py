"""The guidelines of this desk, loaded once a process."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from writdesk.guidelines import Catalogue, catalogue


@lru_cache(maxsize=4)
def _catalogue_in(folder: Path) -> Catalogue:
    return catalogue(folder)


def desk_catalogue() -> Catalogue:
    """Every guideline in the desk's folder. Raises when one of them does not load."""
    return _catalogue_in(Path(settings.GUIDELINES_DIR))


def desk_provider() -> str:
    """The guideline that this desk answers under by default."""
    return str(settings.PROVIDER)
