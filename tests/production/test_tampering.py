"""Whatever is done to a package after the desk wrote it is found, and named."""

from __future__ import annotations

import random
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp

import pytest

from tests.production.sample import AT, PARTICULARS, package, signer
from tests.production.tampering import checked, codes, flipped, packed, relisted, unpacked, whole
from writdesk.production.checking.faults import NoPackage
from writdesk.production.checking.package_check import check_package
from writdesk.production.identity import new_identity
from writdesk.sealing import Signer

PATHS = sorted(unpacked())


def other_signer() -> Signer:
    return Signer.create(Path(mkdtemp(prefix="writdesk-other-")) / "other.pem")


def test_an_untouched_package_is_whole(tmp_path: Path) -> None:
    report = checked(whole(), tmp_path)
    assert report.faults == ()
    assert report.records == 69
    assert report.desk_key is not None
    assert report.desk_key.is_trusted is True


def test_a_package_zipped_again_by_another_tool_is_still_whole(tmp_path: Path) -> None:
    assert checked(packed(unpacked()), tmp_path).faults == ()


def test_an_unpacked_package_is_whole_under_any_folder_name(tmp_path: Path) -> None:
    for path, content in unpacked().items():
        target = tmp_path / "my case" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    assert check_package(tmp_path / "my case", signer().public_pem()).faults == ()


@pytest.mark.parametrize("path", PATHS)
def test_a_flipped_bit_in_any_file_is_named(path: str, tmp_path: Path) -> None:
    files = unpacked()
    files[path] = flipped(files[path])
    report = checked(packed(files), tmp_path)
    # The signature's file has nothing to say but whether the tag manifest is signed.
    named = "tagmanifest-sha256.txt" if path.endswith(".sig") else path
    assert any(named in str(fault) for fault in report.faults), report.faults


@pytest.mark.parametrize("path", PATHS)
def test_a_missing_file_is_named(path: str, tmp_path: Path) -> None:
    files = unpacked()
    del files[path]
    report = checked(packed(files), tmp_path)
    assert any(fault.where == path and fault.code == "missing" for fault in report.faults), report.faults


@pytest.mark.parametrize(
    "path", ["data/extra.txt", "data/log_data/extra.csv", "extra.txt", "metadata/extra.txt"]
)
def test_an_added_file_is_named(path: str, tmp_path: Path) -> None:
    report = checked(packed({**unpacked(), path: b"more"}), tmp_path)
    assert any(fault.where == path and fault.code == "unlisted" for fault in report.faults), report.faults


@pytest.mark.parametrize("path", [path for path in PATHS if path.startswith("data/")])
def test_a_renamed_file_is_named_with_both_names(path: str, tmp_path: Path) -> None:
    files = unpacked()
    files[f"{path}.old"] = files.pop(path)
    found = {fault.where for fault in checked(packed(files), tmp_path).faults}
    assert {path, f"{path}.old"} <= found


def test_two_files_swapped_are_both_named(tmp_path: Path) -> None:
    files = unpacked()
    first, second = "data/log_data/login.csv", "data/video_content/video.csv"
    files[first], files[second] = files[second], files[first]
    assert {first, second} <= {fault.where for fault in checked(packed(files), tmp_path).faults}


def test_a_renamed_top_folder_is_named(tmp_path: Path) -> None:
    assert codes(checked(packed(unpacked(), "LR-2026-000999"), tmp_path)) == {"renamed"}


def test_any_bit_flipped_before_the_directory_of_the_zip_is_found(tmp_path: Path) -> None:
    archive = whole()
    with zipfile.ZipFile(BytesIO(archive)) as opened:
        end = opened.start_dir
    chance = random.Random(7)
    offsets = sorted({*range(40), *(chance.randrange(end) for _ in range(60))})
    for at in offsets:
        try:
            assert not checked(flipped(archive, at), tmp_path).is_whole, at
        except NoPackage:
            pytest.fail(f"byte {at} makes it no package at all")


def test_a_package_cut_off_anywhere_is_not_whole(tmp_path: Path) -> None:
    archive = whole()
    for length in [*range(4, 80), *range(80, len(archive), 1711), *range(len(archive) - 60, len(archive))]:
        report = checked(archive[:length], tmp_path)
        assert codes(report) == {"truncated"}, length


def test_less_than_a_zip_s_first_four_bytes_is_no_package(tmp_path: Path) -> None:
    for length in range(4):
        with pytest.raises(NoPackage):
            checked(whole()[:length], tmp_path)


def test_a_changed_file_with_mended_manifests_breaks_the_signature(tmp_path: Path) -> None:
    files = unpacked()
    own = files["tagmanifest-sha256.txt.sig"]
    files["data/log_data/login.csv"] = files["data/log_data/login.csv"].replace(
        b"203.0.113.7", b"203.0.113.8"
    )
    files = {**relisted(files), "tagmanifest-sha256.txt.sig": own}
    report = checked(packed(files), tmp_path)
    assert "signature" in codes(report)
    # Even without the signature, the custodian's certificate names another hash.
    assert any(fault.code == "certified-hash" and "login.csv" in fault.message for fault in report.faults)


def test_a_package_signed_again_by_another_key_is_found_by_who_trusts_the_desk_s(tmp_path: Path) -> None:
    forged = packed(relisted(unpacked(), other_signer()))
    assert codes(checked(forged, tmp_path)) == {"signature", "untrusted-key"}


def test_without_a_key_to_trust_the_signer_remains_unknown(tmp_path: Path) -> None:
    path = tmp_path / "package.zip"
    path.write_bytes(packed(relisted(unpacked(), other_signer())))
    report = check_package(path)
    assert report.is_whole
    assert report.desk_key is not None
    assert report.desk_key.is_trusted is None


def test_a_signature_over_the_tag_manifest_of_another_package_does_not_hold(tmp_path: Path) -> None:
    other = unpacked(package(records=[])[0])
    files = {**unpacked(), "tagmanifest-sha256.txt.sig": other["tagmanifest-sha256.txt.sig"]}
    assert codes(checked(packed(files), tmp_path)) == {"signature"}


def test_a_certificate_of_another_package_is_found_though_the_desk_signed_it_in(tmp_path: Path) -> None:
    other = unpacked(package(records=[])[0])
    files = relisted({**unpacked(), "data/certificate.pdf": other["data/certificate.pdf"]})
    assert "certified-hash" in codes(checked(packed(files), tmp_path))


def test_a_certificate_of_another_request_is_found(tmp_path: Path) -> None:
    other = unpacked(package(particulars=replace(PARTICULARS, reference="LR-2026-000777"))[0])
    files = relisted({**unpacked(), "data/certificate.pdf": other["data/certificate.pdf"]})
    report = checked(packed(files), tmp_path)
    assert any("LR-2026-000777" in fault.message for fault in report.faults if fault.code == "certificate")


def test_a_certificate_changed_after_signing_is_found_though_the_desk_signed_it_in(tmp_path: Path) -> None:
    files = unpacked()
    files["data/certificate.pdf"] = later_edit(files["data/certificate.pdf"])
    report = checked(packed(relisted(files)), tmp_path)
    assert [fault.where for fault in report.faults if fault.code == "certificate"] == ["data/certificate.pdf"]


def test_a_certificate_signed_by_someone_else_is_found(tmp_path: Path) -> None:
    other = unpacked(package(certificate_signer=new_identity(name="Ines Okafor", organization="X", at=AT))[0])
    files = relisted({**unpacked(), "data/certificate.pdf": other["data/certificate.pdf"]})
    report = checked(packed(files), tmp_path)
    assert any("another certificate" in fault.message for fault in report.faults)


def test_an_unsigned_certificate_is_found(tmp_path: Path) -> None:
    files = unpacked()
    unsigned = files["data/certificate.pdf"].rpartition(b"%%EOF")[0]
    first_end = unsigned.find(b"%%EOF") + 6
    report = checked(packed(relisted({**files, "data/certificate.pdf": unsigned[:first_end]})), tmp_path)
    assert any("0 signatures" in fault.message for fault in report.faults), report.faults


def test_a_row_too_many_is_found_though_the_desk_signed_it_in(tmp_path: Path) -> None:
    files = unpacked()
    for path in ("data/log_data/login.csv", "data/log_data/login.jsonl"):
        content = files[path]
        last = content.splitlines(keepends=True)[-1]
        found = checked(packed(relisted({**files, path: content + last})), tmp_path)
        assert any(fault.code == "count" and fault.where == path for fault in found.faults)


def test_a_summary_that_shows_another_number_is_found(tmp_path: Path) -> None:
    files = unpacked()
    files["data/summary.html"] = files["data/summary.html"].replace(b'login">40<', b'login">41<')
    report = checked(packed(relisted(files)), tmp_path)
    assert [(fault.code.value, fault.where) for fault in report.faults] == [("count", "data/summary.html")]


def test_a_file_beyond_the_custodian_s_list_is_found_though_the_desk_signed_it_in(tmp_path: Path) -> None:
    files = relisted({**unpacked(), "data/log_data/planted.csv": b"a\r\n"})
    found = {(fault.code.value, fault.where) for fault in checked(packed(files), tmp_path).faults}
    assert ("unlisted", "data/log_data/planted.csv") in found


def test_a_provenance_with_another_hash_is_found(tmp_path: Path) -> None:
    files = unpacked()
    lines = files["data/provenance.jsonld"].splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if b"login.csv" in line and b"hashValue" in line)
    before, mark, after = lines[at].partition(b'"xsd:hexBinary", "@value": "')
    lines[at] = before + mark + (b"0" if after[:1] != b"0" else b"1") + after[1:]
    files["data/provenance.jsonld"] = b"".join(lines)
    assert codes(checked(packed(relisted(files)), tmp_path)) == {"provenance"}


def test_a_broken_contents_list_is_a_fault_and_no_crash(tmp_path: Path) -> None:
    for content in (b"", b"[]", b"{}", b'{"kinds": [1], "media_lists": []}', b"\xff", b"[" * 100_000):
        files = relisted({**unpacked(), "data/contents.json": content})
        assert "count" in codes(checked(packed(files), tmp_path))


def later_edit(pdf: bytes) -> bytes:
    """An incremental update: a new title, as an editor would save it."""
    from pyhanko.pdf_utils.generic import TextStringObject, pdf_name
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    writer.root[pdf_name("/Edited")] = TextStringObject("later")
    writer.update_root()
    target = BytesIO()
    writer.write(target)
    return target.getvalue()
