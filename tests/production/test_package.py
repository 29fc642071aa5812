"""The package as the officer receives it: plain tools accept it, and it says what it holds."""

from __future__ import annotations

import csv
import hashlib
import json
import random
import re
import subprocess
import threading
import time
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest

from tests.production.sample import PARTICULARS, REFERENCE, media, package, record, records, signer
from tests.production.tampering import checked, unpacked, whole
from writdesk.core.collected import Media, Record
from writdesk.production.errors import ColumnsDiffer, MediaChanged, OutsideGrant, RecordsOutOfOrder
from writdesk.sealing import SealedReader, SealedWriter


def unpack_to(folder: Path) -> Path:
    with zipfile.ZipFile(BytesIO(whole())) as archive:
        archive.extractall(folder)
    return folder / REFERENCE


def run(*command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=60)


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode(), newline="")))


def test_sha256sum_accepts_both_manifests_and_the_custodian_s_list(tmp_path: Path) -> None:
    bag = unpack_to(tmp_path)
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt", "data/data-manifest.txt"):
        done = run("sha256sum", "--check", "--strict", "--quiet", manifest, folder=bag)
        assert (done.returncode, done.stdout) == (0, ""), manifest


def test_bagit_py_accepts_the_bag_and_refuses_it_once_changed(tmp_path: Path) -> None:
    import bagit

    bag = unpack_to(tmp_path)
    assert bagit.Bag(str(bag)).validate() is True
    (bag / "data" / "log_data" / "login.csv").write_bytes(b"")
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(bag)).validate()


def test_openssl_accepts_the_desk_s_signature(tmp_path: Path) -> None:
    bag = unpack_to(tmp_path)
    done = run(
        *("openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "desk-public-key.pem", "-rawin"),
        *("-in", "tagmanifest-sha256.txt", "-sigfile", "tagmanifest-sha256.txt.sig"),
        folder=bag,
    )
    assert done.returncode == 0, done.stderr


def test_unzip_accepts_the_archive(tmp_path: Path) -> None:
    (tmp_path / "package.zip").write_bytes(whole())
    assert run("unzip", "-tqq", "package.zip", folder=tmp_path).returncode == 0


def test_the_archive_has_one_top_folder_and_no_file_packed() -> None:
    with zipfile.ZipFile(BytesIO(whole())) as archive:
        assert {info.filename.partition("/")[0] for info in archive.infolist()} == {REFERENCE}
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}
        assert not any(info.flag_bits & 8 for info in archive.infolist())


def test_the_same_input_and_time_give_the_same_bytes_a_while_later() -> None:
    first = package()[0]
    time.sleep(1.1)
    assert package()[0] == first


def test_the_receipt_says_what_was_written() -> None:
    archive, receipt = package()
    assert receipt.size == len(archive)
    assert receipt.sha256 == hashlib.sha256(archive).hexdigest()
    assert receipt.records["log_data/login"] == 40
    assert receipt.media_files == 4


def test_json_lines_keep_every_value_exactly_and_csv_the_same_rows() -> None:
    files = unpacked()
    for one in records():
        lines = [json.loads(line) for line in files[f"data/{one.category}/{one.kind}.jsonl"].splitlines()]
        found = next(line for line in lines if line["record_id"] == one.id)
        assert found["values"] == dict(one.values)
        assert found["account"] == one.account
        row = next(
            row for row in rows(files[f"data/{one.category}/{one.kind}.csv"]) if row["record_id"] == one.id
        )
        assert list(row)[2:] == list(one.values)


def test_no_cell_of_any_table_begins_as_a_formula() -> None:
    for path, content in unpacked().items():
        if path.endswith(".csv"):
            cells = [cell for row in csv.reader(StringIO(content.decode(), newline="")) for cell in row]
            assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r\n")], path


def test_every_media_file_is_listed_with_its_record_its_own_name_and_its_hash() -> None:
    files = unpacked()
    listed = rows(files["data/video_content/media-files.csv"])
    assert len(listed) == 4
    for row in listed:
        assert hashlib.sha256(files[row["file"]]).hexdigest() == row["sha256"]
    line = json.loads(files["data/video_content/video.jsonl"].splitlines()[0])
    assert line["media"][0]["name"] == "clip 0/../über\u202e4pm.mp4"
    assert line["media"][0]["file"].isascii()


def test_media_of_one_name_and_of_names_that_differ_in_case_lie_apart(tmp_path: Path) -> None:
    same = [media("a.mp4", b"1"), media("A.MP4", b"2"), media("a.mp4", b"3")]
    archive = package(records=[record("video_content", "video", 1, *same, title="x")])[0]
    listed = rows(unpacked(archive)["data/video_content/media-files.csv"])
    assert len({row["file"].lower() for row in listed}) == 3
    assert checked(archive, tmp_path).is_whole


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a\x00b.mp4", "\u202egpj.exe", "x" * 10_000, "CON", "", "日本.mp4"]
)
def test_a_hostile_media_name_becomes_a_safe_path(name: str, tmp_path: Path) -> None:
    archive = package(records=[record("video_content", "video", 1, media(name, b"x"), title="x")])[0]
    path = rows(unpacked(archive)["data/video_content/media-files.csv"])[0]["file"]
    assert path.startswith("data/video_content/media/v00001-")
    assert len(path) < 200
    assert checked(archive, tmp_path).is_whole


def test_a_large_media_file_is_written_in_one_pass_and_read_back(tmp_path: Path) -> None:
    content = random.Random(1).randbytes(3_500_001)
    archive = package(records=[record("video_content", "video", 1, media("big.mp4", content), title="x")])[0]
    assert content in unpacked(archive).values()
    assert checked(archive, tmp_path).is_whole
    (tmp_path / "big.zip").write_bytes(archive)
    assert run("unzip", "-tqq", "big.zip", folder=tmp_path).returncode == 0


def test_many_long_records_pass_through_sealed_spools(tmp_path: Path) -> None:
    many = (record("log_data", "login", number, note="ä" * 2000, at=number) for number in range(2500))
    archive, receipt = package(records=many)
    assert receipt.records == {"log_data/login": 2500}
    assert checked(archive, tmp_path).is_whole


def test_nothing_found_makes_a_package_that_says_so(tmp_path: Path) -> None:
    archive = package(records=[])[0]
    assert checked(archive, tmp_path).is_whole
    assert "No records found" in unpacked(archive)["data/summary.html"].decode()


def test_what_is_not_provided_is_told_with_its_reason() -> None:
    told = [json.loads(line) for line in unpacked()["data/not-provided.jsonl"].splitlines()]
    assert {one["reason"] for one in told} == {
        "account_not_found", "not_held", "held_in_part", "held_encrypted", "publicly_available", "not_granted"
    }  # fmt: skip
    assert "email" not in {one["what"] for one in told}


def test_the_guideline_is_quoted_on_retention_and_on_truth() -> None:
    about = unpacked()["data/about-the-records.txt"].decode()
    assert "180 days" in about
    assert "cannot vouch" in about


def test_a_record_of_a_category_not_granted_stops_the_package() -> None:
    with pytest.raises(OutsideGrant):
        package(records=[record("payment_data", "card", 1, last_four="1234")])


def test_records_out_of_order_stop_the_package() -> None:
    mixed = [
        record("log_data", kind, number, a=1) for number, kind in enumerate(("login", "logout", "login"))
    ]
    with pytest.raises(RecordsOutOfOrder):
        package(records=mixed)


def test_a_record_with_a_field_that_the_others_lack_stops_the_package() -> None:
    with pytest.raises(ColumnsDiffer):
        package(records=[record("log_data", "login", 1, a=1), record("log_data", "login", 2, a=1, b=2)])


@pytest.mark.parametrize("size", [10, 12, 2_000_000])
def test_a_media_file_of_another_length_than_its_record_says_stops_the_package(size: int) -> None:
    wrong = Media(name="a.mp4", media_type="video/mp4", size=size, open_stream=lambda: BytesIO(b"x" * 11))
    with pytest.raises(MediaChanged):
        package(records=[record("video_content", "video", 1, wrong, title="x")])


def test_a_full_disk_comes_up_at_the_caller() -> None:
    class FullDisk:
        def write(self, _data: bytes) -> int:
            raise OSError(28, "No space left on device")

    from tests.production import sample
    from writdesk.production.package import write_package

    given: dict[str, Any] = {
        "particulars": PARTICULARS, "sentences": sample.SENTENCES, "custodian": sample.CUSTODIAN,
        "signer": signer(), "certificate_signer": sample.identity(), "at": sample.AT,
    }  # fmt: skip
    with pytest.raises(OSError, match="No space left"):
        write_package(FullDisk(), records=records(), **given)


def test_an_error_while_records_are_read_comes_up_and_leaves_no_thread_behind() -> None:
    def failing() -> Any:
        yield record("log_data", "login", 1, a=1)
        raise RuntimeError("the source went away")

    before = threading.active_count()
    with pytest.raises(RuntimeError, match="went away"):
        package(records=failing())
    assert threading.active_count() == before


def test_a_sealed_package_opens_to_the_same_bytes() -> None:
    from tests.production import sample
    from writdesk.production.package import write_package

    target = BytesIO()
    with SealedWriter(b"k" * 32, target, "package") as sealed:
        write_package(
            sealed, particulars=PARTICULARS, records=records(), holdings=sample.HOLDINGS,
            not_provided=sample.NOT_PROVIDED, sentences=sample.SENTENCES, custodian=sample.CUSTODIAN,
            signer=signer(), certificate_signer=sample.identity(), at=sample.AT,
        )  # fmt: skip
    assert b"PK\x03\x04" not in target.getvalue()
    assert SealedReader(b"k" * 32, BytesIO(target.getvalue()), "package").read() == whole()


class _Loads(HTMLParser):
    """Collects whatever a page would fetch or run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "img", "iframe", "link", "object", "embed", "video", "audio", "form"):
            self.found.append(tag)
        self.found += [
            name for name, value in attributes if name.startswith("on") or (value or "").startswith("http")
        ]


@pytest.mark.parametrize("path", ["data/summary.html", "data/how-to-verify.html"])
def test_a_page_fetches_nothing_and_runs_nothing_whatever_people_wrote(path: str) -> None:
    evil = "</style><script>alert(1)</script><img src=http://evil.example onerror=alert(1)>"
    named = replace(PARTICULARS, agency=evil, process=evil, provider=evil)
    hostile: list[Record] = [record("log_data", "login", 1, **{evil: evil})]
    page = _Loads()
    page.feed(unpacked(package(particulars=named, records=hostile)[0])[path].decode())
    assert page.found == []


def test_the_summary_links_only_to_files_of_the_package() -> None:
    files = unpacked()
    links = re.findall(r'href="([^"]+)"', files["data/summary.html"].decode())
    assert len(links) > 8
    assert [link for link in links if f"data/{link}" not in files] == []
