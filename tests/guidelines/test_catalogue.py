"""The catalogue finds the version in force on a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.guidelines.guideline_samples import SMALL, write_small

from writdesk.guidelines import Catalogue, FaultyGuideline, UnknownGuideline, default_folder, default_provider


def two_versions(folder: Path) -> Catalogue:
    write_small(folder)
    write_small(folder, SMALL.replace('"2024"', '"2025"').replace("2024-01-01", "2025-07-01"), name="2025")
    return Catalogue(folder)


def test_the_version_in_force_is_that_of_the_day(tmp_path: Path) -> None:
    shelf = two_versions(tmp_path)
    assert shelf.in_force("clipstream", date(2025, 6, 30)).version == "2024"
    assert shelf.in_force("clipstream", date(2025, 7, 1)).version == "2025"
    assert shelf.get("clipstream").version == "2025"
    assert shelf.get("clipstream@2024").name == "clipstream@2024"
    assert [each.version for each in shelf.versions("clipstream")] == ["2024", "2025"]


def test_before_the_first_version_none_was_in_force(tmp_path: Path) -> None:
    with pytest.raises(UnknownGuideline, match="there is 2024 from 2024-01-01, 2025 from 2025-07-01"):
        two_versions(tmp_path).in_force("clipstream", date(2023, 12, 31))


def test_after_a_version_has_ended_none_is_in_force(tmp_path: Path) -> None:
    ended = SMALL.replace(
        "in_force_from = 2024-01-01", "in_force_from = 2024-01-01\nin_force_until = 2024-06-30"
    )
    write_small(tmp_path, ended)
    shelf = Catalogue(tmp_path)
    assert shelf.in_force("clipstream", date(2024, 6, 30)).version == "2024"
    with pytest.raises(UnknownGuideline):
        shelf.in_force("clipstream", date(2024, 7, 1))


def test_an_unknown_id_or_version_names_the_nearest(tmp_path: Path) -> None:
    shelf = two_versions(tmp_path)
    with pytest.raises(UnknownGuideline, match='did you mean "clipstream"'):
        shelf.get("clipsteam")
    with pytest.raises(UnknownGuideline, match="has no version '1999'"):
        shelf.get("clipstream", "1999")
    with pytest.raises(UnknownGuideline):
        shelf.get("../clipstream")


def test_a_file_that_lies_in_the_wrong_place_does_not_load(tmp_path: Path) -> None:
    write_small(tmp_path, name="2023")
    with pytest.raises(FaultyGuideline, match=r"move it to clipstream/2024\.toml"):
        Catalogue(tmp_path).get("clipstream", "2023")


def test_folder_and_provider_come_from_the_environment() -> None:
    assert default_folder({"WRITDESK_GUIDELINES": "/srv/rules"}) == Path("/srv/rules")
    assert default_folder({}).name == "guidelines"
    assert default_provider({"WRITDESK_PROVIDER": "clipstream"}) == "clipstream"
    assert default_provider({}) == "tiktok-inc"


def test_the_digest_is_that_of_the_files_bytes(tmp_path: Path) -> None:
    from hashlib import sha256

    path = write_small(tmp_path)
    assert Catalogue(tmp_path).get("clipstream").digest == "sha256:" + sha256(path.read_bytes()).hexdigest()
