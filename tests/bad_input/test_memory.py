"""A large account does not need a large machine."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.actions.story import WARRANT
from tests.bad_input.place import LiveStory, Place, Processes
from tests.clipstream import copied_to
from tests.factories import LEGAL
from writdesk.actions.producing.certify_production import certify_production
from writdesk.actions.producing.start_collection import start_collection
from writdesk.actions.review.confirm_decision import confirm_decision
from writdesk.store.productions import Collection, Production

MIB = 1 << 20
FILMS = {"MiB": 100, "number": 3}
MOST_MIB = 250
VIDEOS = {
    **LEGAL,
    **WARRANT,
    "data_requested": [
        {
            "category": "video_content",
            "from": "2022-01-01",
            "until": "2024-12-31",
            "publicly_available": False,
        }
    ],
}


def long_films(folder: Path) -> Place:
    """A platform on which the account that is asked about has films of 300 MiB."""
    platform = copied_to(folder)
    with sqlite3.connect(folder / "clipstream.sqlite3") as database:
        rows = database.execute(
            "SELECT v.file FROM videos v JOIN accounts a ON a.id = v.account_id "
            "WHERE a.username = 'lucky.lark' AND v.visibility != 'public' AND v.file IS NOT NULL"
        ).fetchall()
    assert len(rows) >= FILMS["number"]
    for (film,) in rows[: FILMS["number"]]:
        with (folder / "media" / film).open("wb") as sink:
            sink.truncate(FILMS["MiB"] * MIB)
    return Place(home=folder.parent, url="", platform=folder, data_map=platform.data_map)


@pytest.mark.kill
@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_three_hundred_megabytes_are_collected_and_built_in_little_memory(
    live: LiveStory, place: Place, settings: Any
) -> None:
    large = replace(long_films(place.home / "platform"), url=place.url)
    settings.PLATFORM_DIR, settings.DATA_MAP = str(large.platform), str(large.data_map)
    processes = Processes(large)
    live.under_review(VIDEOS)
    live.decide("approve", ["video_content"])
    confirm_decision(live.reference, by=live.by("counsel"), at=live.tick())
    start_collection(live.reference, by=live.by("custodian"), at=live.tick())
    collecting = processes.start("work_off").answer()
    assert Collection.objects.get().media_bytes >= FILMS["number"] * FILMS["MiB"] * MIB
    certify_production(live.reference, by=live.by("custodian"), at=live.tick())
    building = processes.start("work_off").answer()
    assert Production.objects.get().size > FILMS["number"] * FILMS["MiB"] * MIB
    print(f"collecting {collecting}, building {building}")
    assert collecting["peak"] < MOST_MIB
    assert building["peak"] < MOST_MIB
