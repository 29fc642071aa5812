"""The certificate of the custodian of records: set in type from a country's template, then signed (PAdES).

The template (``letters/certificate/<country>.typ``) gets its data as JSON; nothing is put into its source.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from writdesk.production.bagging import BagFile
from writdesk.production.contents import Contents
from writdesk.production.errors import CertificateNotMade
from writdesk.production.identity import SigningIdentity
from writdesk.production.off_loop import off_loop
from writdesk.production.particulars import Custodian, Particulars

CERTIFICATE_FILE = "data/certificate.pdf"
CERTIFIED_NAME = "certified.json"
TEMPLATES = Path(__file__).resolve().parents[3] / "letters" / "certificate"
_OTHER_COUNTRIES = "other"
# PDF/A refuses a character that no font can show. The fonts that typst brings show these.
_NOT_SHOWN = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u024f\u0370-\u03ff\u0400-\u045f\u2010-\u2027\u2030-\u205e\u20ac]"
)


def certified_document(
    particulars: Particulars, contents: Contents, data_manifest: BagFile, files: Iterable[BagFile]
) -> dict[str, Any]:
    """What the certificate names: the data manifest, every table, and what was counted."""
    return {
        "format": "writdesk-certified/1",
        "reference": particulars.reference,
        "data_manifest": _named(data_manifest),
        "files": [_named(file) for file in files],
        "records": sum(kind.records for kind in contents.kinds),
        "media_files": contents.media_files,
        "left_out": contents.records_left_out,
    }


def make_certificate(
    *,
    particulars: Particulars,
    custodian: Custodian,
    certified: dict[str, Any],
    identity: SigningIdentity,
    at: datetime,
    templates: Path = TEMPLATES,
) -> bytes:
    """The signed PDF. Raises ``CertificateNotMade``."""
    data = {**_words(particulars, custodian, at), "certified": certified}
    fingerprint = hashlib.sha256(identity.certificate).hexdigest()
    pdf = _set_in_type(
        {**data, "signer_sha256": fingerprint}, _template_of(particulars.country, templates), at
    )
    return _sign(pdf, identity, custodian, at)


def _words(particulars: Particulars, custodian: Custodian, at: datetime) -> dict[str, Any]:
    utc = at.astimezone(UTC)
    return {
        "reference": particulars.reference,
        "provider": particulars.provider,
        "provider_address": particulars.provider_address,
        "guideline": particulars.guideline_title,
        "guideline_version": particulars.guideline_version,
        "agency": particulars.agency,
        "process": particulars.process,
        "received_on": _long_date(particulars.received_on),
        "executed_on": _long_date(utc),
        "date": [utc.year, utc.month, utc.day],
        "identifiers": [asked.identifier for asked in particulars.accounts],
        "custodian": custodian.name,
        "custodian_title": custodian.title,
        "place": custodian.place,
        "is_executed_in_us": custodian.country.upper() == "US",
    }


def _named(file: BagFile) -> dict[str, str | int]:
    return {"path": file.path, "size": file.size, "sha256": file.sha256}


def _long_date(day: Any) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _template_of(country: str, templates: Path) -> Path:
    own = templates / f"{country.lower()}.typ"
    if re.fullmatch("[A-Za-z]{2}", country) and own.is_file():
        return own
    return templates / f"{_OTHER_COUNTRIES}.typ"


def _set_in_type(data: dict[str, Any], template: Path, at: datetime) -> bytes:
    import typst

    try:
        return _compile(data, template, at)
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise CertificateNotMade(f"{template}: {error.message}") from error
    try:
        return _compile(_showable(data), template, at)
    except typst.TypstError as error:
        raise CertificateNotMade(f"{template}: {error.message}") from error


def draw_certificate(
    *,
    particulars: Particulars,
    custodian: Custodian,
    certified: dict[str, Any],
    at: datetime,
    templates: Path = TEMPLATES,
) -> tuple[bytes, ...]:
    """Its pages as pictures (PNG, 72 dots an inch), unsigned: for whoever writes the templates."""
    data = {**_words(particulars, custodian, at), "certified": certified, "signer_sha256": "0" * 64}
    compiler = _compiler(_showable(data), _template_of(particulars.country, templates))
    pages = compiler.compile(format="png", ppi=72.0)
    return tuple(pages) if isinstance(pages, list) else (pages,)


def _compile(data: dict[str, Any], template: Path, at: datetime) -> bytes:
    compiler = _compiler(data, template)
    pdf = compiler.compile(format="pdf", pdf_standards=["a-3a", "ua-1"], timestamp=at.astimezone(UTC))
    assert isinstance(pdf, bytes)
    return pdf


def _compiler(data: dict[str, Any], template: Path) -> Any:
    import typst

    return typst.Compiler(
        input=template,
        root=template.parent,
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        # Nowhere: a template cannot load a package.
        package_path=template.parent / "no-packages",
        package_cache_path=template.parent / "no-packages",
    )


def _showable(value: Any) -> Any:
    """The same with characters that no font shows written as their code point."""
    if isinstance(value, str):
        return _NOT_SHOWN.sub(lambda match: f"[U+{ord(match[0]):04X}]", value)
    if isinstance(value, list):
        return [_showable(one) for one in value]
    if isinstance(value, dict):
        return {key: _showable(one) for key, one in value.items()}
    return value


def _sign(pdf: bytes, identity: SigningIdentity, custodian: Custodian, at: datetime) -> bytes:
    from pyhanko.pdf_utils.generic import ByteStringObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata

    class SteadyWriter(IncrementalPdfFileWriter):
        """Leaves typst's dates alone, where pyHanko would put the machine's time."""

        def _update_meta(self) -> None:
            pass

    # pyHanko draws lots for the file's identifier and has no public way to say otherwise, but the same input
    # must give the same package (a test watches both).
    writer = SteadyWriter(BytesIO(pdf))
    writer._document_id[1] = ByteStringObject(hashlib.sha256(pdf).digest()[:16])
    metadata = PdfSignatureMetadata(
        field_name="Custodian",
        md_algorithm="sha256",
        reason="Certificate of the custodian of records",
        name=custodian.name,
        location=custodian.place or None,
        subfilter=SigSeedSubFilter.PADES,
        # The author's signature: from here on no change at all is allowed.
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    signed = BytesIO()
    signer = _pdf_signer(metadata, identity, at)
    off_loop(lambda: signer.sign_pdf(writer, output=signed))
    return signed.getvalue()


def _pdf_signer(metadata: Any, identity: SigningIdentity, at: datetime) -> Any:
    from asn1crypto.keys import PrivateKeyInfo
    from asn1crypto.x509 import Certificate
    from pyhanko.sign.signers import PdfSigner, SimpleSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    class SignerAt(PdfSigner):
        """Signs at the time that it is told, not at the machine's."""

        def init_signing_session(self, *arguments: Any, **named: Any) -> Any:
            session = super().init_signing_session(*arguments, **named)
            session.system_time = at.astimezone(UTC)
            return session

    registry: Any = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    registry.register_multiple([Certificate.load(one) for one in identity.above])
    signer = SimpleSigner(
        signing_cert=Certificate.load(identity.certificate),
        signing_key=PrivateKeyInfo.load(identity.key),
        cert_registry=registry,
    )
    return SignerAt(metadata, signer=signer)
