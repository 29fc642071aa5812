"""Archives that were made to deceive or to harm whoever opens them."""

from __future__ import annotations

import os
import stat
import struct
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.production.sample import REFERENCE, signer
from tests.production.tampering import checked, codes, packed, unpacked, whole
from writdesk.production.checking.faults import NoPackage
from writdesk.production.checking.package_check import check_package


def with_member(
    info: zipfile.ZipInfo | str, content: bytes = b"x", method: int = zipfile.ZIP_STORED
) -> bytes:
    """The whole package with one member more."""
    target = BytesIO(packed(unpacked()))
    with zipfile.ZipFile(target, "a", method) as archive:
        archive.writestr(info, content)
    return target.getvalue()


@pytest.mark.parametrize(
    "name",
    [
        f"{REFERENCE}/../../escape.txt", "/etc/cron.d/evil", f"{REFERENCE}/data/..\\..\\evil.txt",
        "C:/Windows/evil.txt", f"{REFERENCE}/./data/x", f"{REFERENCE}//data/x", f"{REFERENCE}/data/a\nb",
    ],
)  # fmt: skip
def test_a_path_that_leaves_its_folder_is_unsafe(name: str, tmp_path: Path) -> None:
    info = zipfile.ZipInfo("placeholder")
    info.filename = name
    assert "unsafe-path" in codes(checked(with_member(info), tmp_path))


def test_a_file_beside_the_top_folder_is_named(tmp_path: Path) -> None:
    assert "outside-folder" in codes(checked(with_member("other/file.txt"), tmp_path))


def test_a_symbolic_link_is_no_file(tmp_path: Path) -> None:
    info = zipfile.ZipInfo(f"{REFERENCE}/data/link")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "not-a-file" in codes(checked(with_member(info, b"/etc/passwd"), tmp_path))


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", [f"{REFERENCE}/data/certificate.pdf", f"{REFERENCE}/DATA/certificate.PDF"])
def test_a_name_that_stands_twice_is_a_duplicate(name: str, tmp_path: Path) -> None:
    assert "duplicate" in codes(checked(with_member(name), tmp_path))


def test_a_bomb_is_named_and_not_unpacked(tmp_path: Path) -> None:
    bomb = with_member(f"{REFERENCE}/data/zeros", bytes(50_000_000), zipfile.ZIP_DEFLATED)
    assert "bomb" in codes(checked(bomb, tmp_path))


def test_an_encrypted_member_is_named(tmp_path: Path) -> None:
    archive = bytearray(packed(unpacked()))
    with zipfile.ZipFile(BytesIO(bytes(archive))) as opened:
        start = opened.start_dir
    struct.pack_into("<H", archive, start + 8, 1)
    assert "encrypted" in codes(checked(bytes(archive), tmp_path))


@pytest.mark.parametrize("place", ["before", "between", "after"])
def test_bytes_that_no_member_owns_are_found(place: str, tmp_path: Path) -> None:
    archive = whole()
    if place == "before":
        hidden = b"#!/bin/sh\n" + archive
    elif place == "after":
        hidden = archive + b"more"
    else:
        hidden = _with_gap(archive)
    assert "hidden-bytes" in codes(checked(hidden, tmp_path))


def _with_gap(archive: bytes) -> bytes:
    """Four bytes between the last member and the directory; the end record is told."""
    with zipfile.ZipFile(BytesIO(archive)) as opened:
        start = opened.start_dir
    end = bytearray(archive[-22:])
    struct.pack_into("<L", end, 16, start + 4)
    return archive[:start] + b"hide" + archive[start:-22] + bytes(end)


def test_a_member_whose_two_headers_name_it_differently_is_found(tmp_path: Path) -> None:
    name = f"{REFERENCE}/data/log_data/login.csv".encode()
    archive = whole().replace(name, b"L" * len(name), 1)
    assert "headers-differ" in codes(checked(archive, tmp_path))


@pytest.mark.parametrize("cut", [1, 500, 40_000])
def test_bytes_cut_out_of_the_middle_are_found(cut: int, tmp_path: Path) -> None:
    archive = whole()
    assert not checked(archive[:20_000] + archive[20_000 + cut :], tmp_path).is_whole


def test_an_ordinary_zip_is_no_package(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "letters.zip", "w") as archive:
        archive.writestr("letter.txt", "hello")
    with pytest.raises(NoPackage):
        check_package(tmp_path / "letters.zip")


@pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.7", os.urandom(5000)])
def test_any_other_file_is_no_package(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(NoPackage):
        checked(content, tmp_path)


def test_a_link_in_an_unpacked_folder_is_named_and_not_followed(tmp_path: Path) -> None:
    with zipfile.ZipFile(BytesIO(whole())) as archive:
        archive.extractall(tmp_path)
    (tmp_path / REFERENCE / "data" / "outside").symlink_to("/etc")
    report = check_package(tmp_path / REFERENCE, signer().public_pem())
    assert [(fault.code.value, fault.where) for fault in report.faults] == [("not-a-file", "data/outside")]


def test_a_nested_manifest_line_that_leaves_the_bag_is_unsafe(tmp_path: Path) -> None:
    files = unpacked()
    files["manifest-sha256.txt"] += b"0" * 64 + b"  data/../../../etc/passwd\n"
    assert "unsafe-path" in codes(checked(packed(files), tmp_path))
