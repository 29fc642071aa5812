"""The certificate of the custodian of records."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from tests.production.sample import AT, CUSTODIAN, PARTICULARS, identity, package
from tests.production.tampering import checked, unpacked
from writdesk.production.certificate import TEMPLATES, make_certificate
from writdesk.production.errors import CertificateNotMade, SigningIdentityError
from writdesk.production.identity import ensure_identity, load_identity, new_identity
from writdesk.production.particulars import Custodian, Particulars

CERTIFIED = {
    "reference": "LR-2026-000123",
    "data_manifest": {"path": "data/data-manifest.txt", "size": 10, "sha256": "ab" * 32},
    "files": [{"path": "data/log_data/login.csv", "size": 1234567, "sha256": "cd" * 32}],
    "records": 1,
    "media_files": 0,
}


def certificate(particulars: Particulars = PARTICULARS, custodian: Custodian = CUSTODIAN) -> bytes:
    return make_certificate(
        particulars=particulars, custodian=custodian, certified=dict(CERTIFIED), identity=identity(), at=AT
    )


def printed(pdf: bytes) -> str:
    """What a reader sees, on one line."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    return " ".join(" ".join(pages).split())


def test_a_certificate_for_the_united_states_speaks_the_rules_of_evidence() -> None:
    text = printed(certificate())
    for words in (
        "Rules 902(11), 902(13) and 902(14)",
        "at or near the time",
        "in the course of a regularly conducted activity",
        "a regular practice of that activity",
        "I declare under penalty of perjury that the foregoing is true and correct (28 U.S.C. § 1746)",
        "Executed on 22 November 2026, at Springfield, California",
        "1 record and 0 media files",
    ):
        assert words in text, words


def test_one_executed_abroad_names_the_laws_of_the_united_states() -> None:
    # 28 U.S.C. 1746(1): "If executed without the United States: 'I declare … under penalty of perjury under
    # the laws of the United States of America that the foregoing is true and correct.'"
    abroad = replace(CUSTODIAN, place="Dublin", country="IE")
    assert "under the laws of the United States of America" in printed(certificate(custodian=abroad))
    assert "under the laws of the United States" not in printed(certificate())


@pytest.mark.parametrize(
    ("country", "words"), [("SG", "Evidence Act 1893, section 116A"), ("JP", "true copies")]
)
def test_another_country_s_certificate_names_no_statute_of_the_united_states(
    country: str, words: str
) -> None:
    text = printed(certificate(replace(PARTICULARS, country=country)))
    assert words in text
    assert "902(" not in text
    assert "U.S.C." not in text


def test_the_hashes_are_printed() -> None:
    text = printed(certificate())
    assert "ab" * 32 in text
    assert "cd" * 32 in text


def test_the_printed_hash_is_that_of_the_list_in_the_package() -> None:
    archive, receipt = package()
    assert receipt.data_manifest_sha256 in printed(unpacked(archive)["data/certificate.pdf"])


def test_typst_commands_in_a_name_are_set_as_they_are() -> None:
    evil = '#panic("x") $ ] *b* _i_ #import "@preview/evil:1.0.0"'
    text = printed(certificate(replace(PARTICULARS, agency=evil)))
    assert '#panic("x") $ ] *b* _i_' in text


def test_names_in_scripts_that_no_font_shows_are_written_as_code_points(tmp_path: Path) -> None:
    named = replace(PARTICULARS, agency="大阪府警察")
    assert "[U+5927]" in printed(certificate(named))
    assert checked(package(particulars=named)[0], tmp_path).is_whole


def test_a_second_validator_accepts_the_signature(tmp_path: Path) -> None:
    path = tmp_path / "certificate.pdf"
    path.write_bytes(certificate())
    try:
        done = subprocess.run(["pdfsig", str(path)], capture_output=True, text=True, check=False, timeout=60)
    except FileNotFoundError:
        pytest.skip("pdfsig (poppler-utils) is not installed")
    assert "Signature is Valid" in done.stdout
    assert "Total document signed" in done.stdout


def test_a_template_that_does_not_compile_says_which(tmp_path: Path) -> None:
    (tmp_path / "other.typ").write_text("#nothing-of-that-name()")
    with pytest.raises(CertificateNotMade, match=r"other\.typ"):
        make_certificate(
            particulars=PARTICULARS, custodian=CUSTODIAN, certified=dict(CERTIFIED), identity=identity(),
            at=AT, templates=tmp_path,
        )  # fmt: skip


def test_no_template_loads_a_package_from_elsewhere() -> None:
    assert not [path for path in TEMPLATES.glob("*.typ") if "@preview" in path.read_text()]


def test_a_new_desk_s_identity_is_kept_in_a_file_of_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "custodian.p12"
    made = ensure_identity(
        path, name="Ines Okafor", organization="Clipstream Inc.", at=AT, password=b"secret"
    )
    assert path.stat().st_mode & 0o777 == 0o600
    again = ensure_identity(path, name="Someone Else", organization="X", at=AT, password=b"secret")
    assert again == made
    with pytest.raises(SigningIdentityError):
        load_identity(path, b"wrong")


def test_an_operator_s_identity_from_an_authority_signs_too(tmp_path: Path) -> None:
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import NoEncryption, load_der_private_key
    from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates

    authority, own = (
        new_identity(name=name, organization="X", at=AT) for name in ("Authority", "Ines Okafor")
    )
    above, leaf = (x509.load_der_x509_certificate(one.certificate) for one in (authority, own))
    issued = x509.CertificateBuilder(
        above.subject, leaf.subject, leaf.public_key(), leaf.serial_number,
        leaf.not_valid_before_utc, leaf.not_valid_after_utc, list(leaf.extensions),
    ).sign(load_der_private_key(authority.key, None), SHA256())  # type: ignore[arg-type]  # fmt: skip
    path = tmp_path / "operator.p12"
    key = load_der_private_key(own.key, None)
    path.write_bytes(serialize_key_and_certificates(b"x", key, issued, [above], NoEncryption()))  # type: ignore[arg-type]
    archive = package(certificate_signer=load_identity(path))[0]
    assert checked(archive, tmp_path).faults == ()
