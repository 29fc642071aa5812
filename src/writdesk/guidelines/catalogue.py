"""All guidelines of a folder: by id, by version, and by the day on which one was in force."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from writdesk.core.guideline import Guideline
from writdesk.core.nearest import did_you_mean
from writdesk.guidelines.errors import FaultyGuideline, Problem, UnknownGuideline
from writdesk.guidelines.load import load

FOLDER_VARIABLE = "WRITDESK_GUIDELINES"
PROVIDER_VARIABLE = "WRITDESK_PROVIDER"
DEFAULT_PROVIDER = "tiktok-inc"


def default_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where the guidelines lie: ``WRITDESK_GUIDELINES``, else the folder at the top of the checkout."""
    named = environment.get(FOLDER_VARIABLE)
    if named:
        return Path(named)
    return Path(__file__).resolve().parents[3] / "guidelines"


def default_provider(environment: Mapping[str, str] = os.environ) -> str:
    """Whose guideline is meant when none is named: ``WRITDESK_PROVIDER``, else ``tiktok-inc``."""
    return environment.get(PROVIDER_VARIABLE) or DEFAULT_PROVIDER


def guideline_files(folder: Path) -> list[Path]:
    """The guideline files of a folder: ``<id>/<version>.toml``, without the worked cases beside them."""
    return sorted(path for path in folder.glob("*/*.toml") if not path.name.endswith(".cases.toml"))


class Catalogue:
    """The guidelines of one folder. Each file is read once, when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        """Look which files there are."""
        self.folder = folder
        self._files: dict[str, dict[str, Path]] = {}
        self._loaded: dict[Path, Guideline] = {}
        for path in guideline_files(folder):
            self._files.setdefault(path.parent.name, {})[path.stem] = path

    def ids(self) -> tuple[str, ...]:
        """The ids of all guidelines."""
        return tuple(sorted(self._files))

    def versions(self, id: str) -> tuple[Guideline, ...]:  # noqa: A002
        """All versions of one guideline, oldest first. Raises ``UnknownGuideline`` or ``FaultyGuideline``."""
        found = [self._load(path) for path in self._of(id).values()]
        return tuple(sorted(found, key=lambda guideline: guideline.in_force_from))

    def get(self, id: str, version: str | None = None) -> Guideline:  # noqa: A002
        """One version of a guideline; without a version the newest. Takes ``id@version`` as well."""
        if version is None and "@" in id:
            id, version = id.split("@", 1)  # noqa: A001
        if version is None:
            return self.versions(id)[-1]
        files = self._of(id)
        if version not in files:
            raise UnknownGuideline(f"{id} has no version {version!r}; {did_you_mean(version, files)}")
        return self._load(files[version])

    def in_force(self, id: str, on: date) -> Guideline:  # noqa: A002
        """The version that was in force on this day. Raises ``UnknownGuideline`` where there was none."""
        versions = self.versions(id)
        for guideline in reversed(versions):
            if guideline.in_force_from <= on and (guideline.in_force_until or on) >= on:
                return guideline
        since = ", ".join(f"{each.version} from {each.in_force_from}" for each in versions)
        raise UnknownGuideline(f"no version of {id} was in force on {on}; there is {since}")

    def all(self) -> tuple[Guideline, ...]:
        """Every version of every guideline, by id and date."""
        return tuple(guideline for id in self.ids() for guideline in self.versions(id))  # noqa: A001

    def _of(self, id: str) -> dict[str, Path]:  # noqa: A002
        if id not in self._files:
            raise UnknownGuideline(
                f"there is no guideline {id!r} in {self.folder}; {did_you_mean(id, self._files)}"
            )
        return self._files[id]

    def _load(self, path: Path) -> Guideline:
        if path not in self._loaded:
            guideline = load(path)
            if (guideline.id, guideline.version) != (path.parent.name, path.stem):
                message = (
                    f"the file says {guideline.name}; move it to {guideline.id}/{guideline.version}.toml"
                )
                raise FaultyGuideline([Problem(file=str(path), line=1, code="misplaced", message=message)])
            self._loaded[path] = guideline
        return self._loaded[path]


def catalogue(folder: Path | None = None) -> Catalogue:
    """The catalogue of a folder, by default the configured one."""
    return Catalogue(folder or default_folder())
