"""The platform whose account data this desk answers about."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from writdesk.sources import Platform, load_data_map, open_platform


@lru_cache(maxsize=2)
def _platform_at(data_map: Path, base: Path) -> Platform:
    return open_platform(load_data_map(data_map), base)


def desk_platform() -> Platform:
    """The platform that the settings name: a data map, and the folder its relative addresses start from."""
    return _platform_at(Path(settings.DATA_MAP), Path(settings.PLATFORM_DIR))
