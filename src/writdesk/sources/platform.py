"""A platform's databases and media, opened for reading only."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from writdesk.sources.data_map import DataMap

if TYPE_CHECKING:
    from sqlalchemy import Engine, FromClause


class Platform:
    """The sources that a data map names; each engine is made when it is first asked for."""

    def __init__(self, data_map: DataMap, base: Path) -> None:
        self.data_map = data_map
        self.base = base.resolve()
        self._engines: dict[str, Engine] = {}

    def engine(self, source: str) -> Engine:
        """The read-only engine of a source. Raises ``PlatformError``."""
        from writdesk.sources.engines import open_source

        if source not in self._engines:
            self._engines[source] = open_source(self.data_map.sources[source], self.base)
        return self._engines[source]

    def from_clause(self, source: str, name: str, alias: str, columns: Iterable[str]) -> FromClause:
        """A table of a source under an alias, with just these columns."""
        from writdesk.sources.engines import from_clause

        return from_clause(self.data_map.sources[source], self.base, name, alias, columns)

    def media_root(self) -> Path:
        """The folder below which all media lie."""
        return self.base / (self.data_map.media_root or "")

    def close(self) -> None:
        """Close every connection."""
        for engine in self._engines.values():
            engine.dispose()
        self._engines.clear()


def open_platform(data_map: DataMap, base: Path) -> Platform:
    """The platform whose relative paths begin at ``base``. Nothing is connected yet."""
    return Platform(data_map, base)
