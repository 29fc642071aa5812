"""Is the custodian's certificate signed, unchanged since, and does it name the hashes of these very files?"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from writdesk.production.checking.faults import Code, Findings
from writdesk.production.off_loop import off_loop

_MAX_ATTACHMENT = 64 << 20
_CERTIFIED_NAME = "certified.json"


@dataclass(frozen=True, slots=True)
class SignedCertificate:
    """What a sound certificate says: when it was signed, and what it names."""

    signed_at: datetime
    certified: Mapping[str, Any]


class _Refused(Exception):
    """Why a certificate does not hold."""


def check_certificate(
    where: str, pdf: bytes, signer_pem: bytes, findings: Findings
) -> SignedCertificate | None:
    """Check the PDF against the custodian's X.509 certificate. Never raises, whatever the bytes are."""
    try:
        import pyhanko  # noqa: F401
    except ImportError:
        findings.fault(
            Code.CERTIFICATE, where, "was not checked; install it: pip install 'writdesk[production]'"
        )
        return None
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    try:
        return _check(pdf, signer_pem)
    except _Refused as error:
        findings.fault(Code.CERTIFICATE, where, str(error))
    except RecursionError:
        findings.fault(Code.CERTIFICATE, where, "is no PDF that can be read: it is nested without end")
    except Exception as error:
        # A stranger's PDF can fail in any way that a parser has; each means that it proves nothing.
        findings.fault(
            Code.CERTIFICATE, where, f"is no PDF that can be read ({type(error).__name__}: {error})"[:300]
        )
    return None


def _check(pdf: bytes, signer_pem: bytes) -> SignedCertificate:
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(BytesIO(pdf))
    if reader.encrypted:
        raise _Refused("is encrypted, where a certificate is open to all")
    signatures = reader.embedded_signatures
    if len(signatures) != 1:
        raise _Refused(f"has {len(signatures)} signatures, where the custodian's alone belongs")
    signed_at = _check_signature(signatures[0], signer_pem)
    return SignedCertificate(signed_at=signed_at, certified=_certified(reader))


def _check_signature(signature: Any, signer_pem: bytes) -> datetime:
    from asn1crypto import pem
    from asn1crypto.x509 import Certificate
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    signer = Certificate.load(pem.unarmor(signer_pem)[2])
    if signature.signer_cert.sha256 != signer.sha256:
        raise _Refused("is signed with another certificate than custodian-certificate.pem")
    signed_at = signature.self_reported_timestamp
    if signed_at is None:
        raise _Refused("does not say when it was signed")
    # The certificate is pinned (the desk signed it into the package), at the time of signing: a package is
    # checked years later, when it has expired. Nothing is fetched.
    context = ValidationContext(trust_roots=[signer], moment=signed_at, allow_fetching=False)
    status = off_loop(lambda: validate_pdf_signature(signature, context))
    if status.coverage is not SignatureCoverageLevel.ENTIRE_FILE:
        raise _Refused("was changed after it was signed: the signature does not cover the whole file")
    if not status.bottom_line:
        raise _Refused(f"its signature does not hold ({status.summary()})")
    at: datetime = signed_at.astimezone(UTC)
    return at


def _certified(reader: Any) -> Mapping[str, Any]:
    """The hashes that the certificate names, out of the file attached to it."""
    names = reader.root["/Names"]["/EmbeddedFiles"]["/Names"]
    for number in range(0, len(names), 2):
        if str(names[number]).endswith(_CERTIFIED_NAME):
            data = names[number + 1]["/EF"]["/F"].data
            found = json.loads(data[:_MAX_ATTACHMENT])
            if isinstance(found, dict) and isinstance(found.get("files"), list):
                return found
    raise _Refused("names no hashes")
