"""The desk's secret is made once, for the desk's own user alone."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from writdesk.web.secret_key import FILE_NAME, read_or_make_secret_key


def test_the_secret_is_made_once_and_stays(tmp_path: Path) -> None:
    first = read_or_make_secret_key(tmp_path / "keys", "")
    assert len(first) >= 50
    assert read_or_make_secret_key(tmp_path / "keys", "") == first


def test_only_the_owner_can_read_the_file(tmp_path: Path) -> None:
    read_or_make_secret_key(tmp_path / "keys", "")
    assert stat.S_IMODE((tmp_path / "keys" / FILE_NAME).stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "keys").iterdir()] == [FILE_NAME]


def test_a_secret_that_others_can_read_stops_the_desk(tmp_path: Path) -> None:
    read_or_make_secret_key(tmp_path, "")
    (tmp_path / FILE_NAME).chmod(0o644)
    with pytest.raises(PermissionError, match="chmod 600"):
        read_or_make_secret_key(tmp_path, "")


def test_an_empty_file_stops_the_desk(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).touch(0o600)
    with pytest.raises(ValueError, match="backup"):
        read_or_make_secret_key(tmp_path, "")


def test_many_starts_at_once_agree_on_one_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        secrets = set(pool.map(lambda _: read_or_make_secret_key(tmp_path / "keys", ""), range(64)))
    assert len(secrets) == 1


def test_a_secret_of_the_environment_leaves_no_file(tmp_path: Path) -> None:
    assert read_or_make_secret_key(tmp_path / "keys", "given") == "given"
    assert not (tmp_path / "keys").exists()
