"""Clipstream, an invented short-video service: the platform whose data the demo's requests are about."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DATA_MAP = "clipstream.data-map.toml"
DATABASE = "clipstream.sqlite3"
SEED = 20240304


@dataclass(frozen=True, kw_only=True, slots=True)
class Clipstream:
    """A generated platform: where it lies, its data map, and how many rows each table and log has."""

    folder: Path
    data_map: Path
    rows: Mapping[str, int]


def generate(folder: Path, *, accounts: int = 2000, seed: int = SEED) -> Clipstream:
    """Generate the platform into a new folder: the same bytes for the same seed, number and library versions.

    It is built beside the folder and moved there when whole. Raises ``FileExistsError`` when something is
    there.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty: name a new folder for Clipstream, or remove this one.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        rows = _build(building, accounts, seed)
        building.replace(folder)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    folder.chmod(0o755)
    return Clipstream(folder=folder, data_map=folder / DATA_MAP, rows=rows)


def _build(folder: Path, accounts: int, seed: int) -> dict[str, int]:
    from writdesk.demo.clipstream.logs import write_logs
    from writdesk.demo.clipstream.people import add_cast_names, invent_people
    from writdesk.demo.clipstream.sessions import invent_sessions
    from writdesk.demo.clipstream.tables import write_tables
    from writdesk.demo.clipstream.talk import invent_talk
    from writdesk.demo.clipstream.uploads import invent_uploads
    from writdesk.demo.clipstream.world import HOME, World

    world = World(seed=seed, accounts=accounts)
    invent_people(world)
    add_cast_names(world)
    invent_uploads(world, folder / "media")
    invent_talk(world)
    invent_sessions(world)
    write_tables(world.rows, folder / DATABASE)
    write_logs(world.logs, folder / "logs")
    shutil.copyfile(HOME / DATA_MAP, folder / DATA_MAP)
    return {name: len(rows) for name, rows in sorted((world.rows | world.logs).items())}
