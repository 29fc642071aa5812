"""Data keys are wrapped by master keys that only the desk's own account can read."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from writdesk.sealing import DataKey, FileKeyKeeper, seal, unseal
from writdesk.sealing.errors import (
    KeyFileAbsent,
    KeyFileError,
    KeyFileExists,
    KeyFileExposed,
    SealBroken,
    UnknownKey,
)


def test_a_wrapped_key_unwraps_for_the_same_request_only(tmp_path: Path) -> None:
    keeper, key = FileKeyKeeper.create(tmp_path / "master.key"), DataKey.generate()
    wrapped = keeper.wrap(key, "LR-2026-000001")
    assert bytes(key) not in wrapped
    assert FileKeyKeeper(tmp_path / "master.key").unwrap(wrapped, "LR-2026-000001") == key
    with pytest.raises(SealBroken, match="LR-2026-000002"):
        keeper.unwrap(wrapped, "LR-2026-000002")


@pytest.mark.parametrize("place", [0, 1, 12, 30, -1])
def test_a_changed_wrapped_key_does_not_unwrap(tmp_path: Path, place: int) -> None:
    keeper = FileKeyKeeper.create(tmp_path / "master.key")
    wrapped = bytearray(keeper.wrap(DataKey.generate(), "LR-1"))
    wrapped[place] ^= 1
    with pytest.raises((SealBroken, UnknownKey)):
        keeper.unwrap(bytes(wrapped), "LR-1")


def test_a_key_wrapped_elsewhere_says_which_master_key_is_missing(tmp_path: Path) -> None:
    one, other = FileKeyKeeper.create(tmp_path / "one"), FileKeyKeeper.create(tmp_path / "other")
    with pytest.raises(UnknownKey, match=one.key_id):
        other.unwrap(one.wrap(DataKey.generate(), "LR-1"), "LR-1")


def test_after_a_rotation_old_keys_still_unwrap_and_new_ones_use_the_new_key(tmp_path: Path) -> None:
    old, new = FileKeyKeeper.create(tmp_path / "old"), FileKeyKeeper.create(tmp_path / "new")
    key = DataKey.generate()
    both = tmp_path / "both"
    both.write_bytes((tmp_path / "old").read_bytes() + (tmp_path / "new").read_bytes())
    both.chmod(0o600)
    rotated = FileKeyKeeper(both)
    assert rotated.unwrap(old.wrap(key, "LR-1"), "LR-1") == key
    assert new.unwrap(rotated.wrap(key, "LR-1"), "LR-1") == key


def test_the_master_key_file_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    old_mask = os.umask(0)
    try:
        FileKeyKeeper.create(tmp_path / "master.key")
    finally:
        os.umask(old_mask)
    assert (tmp_path / "master.key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o601])
def test_a_master_key_file_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    FileKeyKeeper.create(tmp_path / "master.key")
    (tmp_path / "master.key").chmod(mode)
    with pytest.raises(KeyFileExposed, match="chmod 600"):
        FileKeyKeeper(tmp_path / "master.key")


def test_a_new_master_key_never_overwrites_an_old_one(tmp_path: Path) -> None:
    keeper = FileKeyKeeper.create(tmp_path / "master.key")
    with pytest.raises(KeyFileExists):
        FileKeyKeeper.create(tmp_path / "master.key")
    assert FileKeyKeeper(tmp_path / "master.key").key_id == keeper.key_id
    assert [path.name for path in tmp_path.iterdir()] == ["master.key"]


def test_many_that_start_at_once_agree_on_one_master_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keepers = list(pool.map(lambda _: FileKeyKeeper.ensure(tmp_path / "master.key"), range(16)))
    assert len({keeper.key_id for keeper in keepers}) == 1


def test_an_absent_master_key_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KeyFileAbsent, match=r"master\.key"):
        FileKeyKeeper(tmp_path / "master.key")


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"hello\n", b"writdesk-master-key 1 0011223344556677 AAAA\n", b"\xff\xfe"]
)
def test_a_malformed_master_key_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "master.key"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(KeyFileError):
        FileKeyKeeper(path)


def test_a_mistyped_master_key_is_noticed(tmp_path: Path) -> None:
    FileKeyKeeper.create(tmp_path / "master.key")
    start, version, key_id, encoded = (tmp_path / "master.key").read_text().split()
    changed = ("B" if encoded[0] != "B" else "C") + encoded[1:]
    (tmp_path / "master.key").write_text(f"{start} {version} {key_id} {changed}\n")
    with pytest.raises(KeyFileError, match="line 1"):
        FileKeyKeeper(tmp_path / "master.key")


def test_a_data_key_has_32_bytes_and_does_not_show_them() -> None:
    key = DataKey(b"k" * 32)
    assert "k" * 4 not in f"{key} {key!r}"
    with pytest.raises(ValueError, match="32 bytes"):
        DataKey(b"short")


def test_a_sealed_value_opens_with_its_key_and_in_its_place_only() -> None:
    key = DataKey.generate()
    sealed = seal(key, "Zoë Beispiel".encode(), "LR-1/officer.name")
    assert unseal(key, sealed, "LR-1/officer.name").decode() == "Zoë Beispiel"
    assert seal(key, b"", "x") != seal(key, b"", "x")
    assert unseal(key, seal(key, b"", "x"), "x") == b""
    for wrong_key, wrong_place in ((DataKey.generate(), "LR-1/officer.name"), (key, "LR-1/officer.email")):
        with pytest.raises(SealBroken):
            unseal(wrong_key, sealed, wrong_place)


def test_a_changed_or_cut_value_does_not_open() -> None:
    key = DataKey.generate()
    sealed = seal(key, b"value", "x")
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        for broken in (bytes(changed), sealed[:place]):
            with pytest.raises(SealBroken):
                unseal(key, broken, "x")
