# ruff: noqa: E501 - a pattern is read as one line
"""The confined process that validates a PDF's digital signatures: facts about each, no judgement.

pyHanko works with an event loop, and a loop opens sockets to itself; so one loop is made before the walls go
up and used for every file. Nothing is fetched: revocation is not looked up, and trust is the operator's list.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import importlib
import json
import logging
import pkgutil
from io import BytesIO
from typing import Any

from writdesk.documents.confined.serving import serve
from writdesk.documents.inspection import MIB, Limits

MEMORY = 1024 * MIB
MOST_SIGNATURES = 50
LONGEST = 200
_LOOP: list[asyncio.AbstractEventLoop] = []


def main() -> None:
    """Serve until the desk closes the pipe."""
    serve(_warm_up, validate, memory=MEMORY)


def validate(job: dict[str, Any], content: bytes, _limits: Limits) -> bytes:
    """The signatures as JSON; ``{"fault": code}`` where the file cannot be read for them."""
    logging.disable(logging.CRITICAL)
    try:
        roots = [base64.b64decode(root) for root in job.get("roots", ())]
        return json.dumps({"signatures": _signatures(content, roots)}).encode()
    except (MemoryError, RecursionError):
        return b'{"fault": "too_complex"}'
    except Exception as reason:
        # The library raises whatever it likes over damaged bytes.
        name = type(reason).__name__
        return json.dumps({"fault": "sealed" if _is_sealed(content) else "unreadable", "why": name}).encode()


def _is_sealed(content: bytes) -> bool:
    return b"/Encrypt" in content


def _signatures(content: bytes, roots: list[bytes]) -> list[dict[str, Any]]:
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(BytesIO(content), strict=False)
    if reader.encrypted:
        reader.decrypt("")
    return [_signature(each, roots) for each in list(reader.embedded_signatures)[:MOST_SIGNATURES]]


def _signature(embedded: Any, roots: list[bytes]) -> dict[str, Any]:
    told: dict[str, Any] = {"field": str(embedded.field_name)[:LONGEST]}
    try:
        is_stamp = str(embedded.sig_object_type) == "/DocTimeStamp"
        told["kind"] = "timestamp" if is_stamp else "signature"
        status = _loop().run_until_complete(_validated(embedded, roots, is_stamp=is_stamp))
    except (MemoryError, RecursionError):
        raise
    except Exception as reason:
        return told | {"fault": type(reason).__name__[:LONGEST]}
    return told | {
        "is_intact": bool(status.intact),
        "is_valid": bool(status.valid),
        "is_trusted": bool(status.trusted),
        "coverage": getattr(getattr(status, "coverage", None), "name", None),
        "changes": getattr(getattr(status, "modification_level", None), "name", None),
        "changes_allowed": None if is_stamp else getattr(status, "docmdp_ok", None),
        "signer": _name(status.signing_cert),
        "issuer": _name(status.signing_cert, issuer=True),
        "signed_at": _time(status),
    }


async def _validated(embedded: Any, roots: list[bytes], *, is_stamp: bool) -> Any:
    from asn1crypto.x509 import Certificate
    from pyhanko.sign.validation import async_validate_pdf_signature, async_validate_pdf_timestamp
    from pyhanko_certvalidator import ValidationContext

    context = ValidationContext(
        trust_roots=[Certificate.load(root) for root in roots],
        allow_fetching=False,
        revocation_mode="soft-fail",
    )
    if is_stamp:
        return await async_validate_pdf_timestamp(embedded, validation_context=context)
    return await async_validate_pdf_signature(embedded, signer_validation_context=context)


def _name(certificate: Any, *, issuer: bool = False) -> str | None:
    try:
        name = certificate.issuer if issuer else certificate.subject
        return str(name.human_friendly)[:LONGEST]
    except Exception:
        return None


def _time(status: Any) -> str | None:
    stamp = getattr(status, "timestamp_validity", None)
    time = getattr(stamp, "timestamp", None) or getattr(status, "signer_reported_dt", None)
    time = time or getattr(status, "timestamp", None)
    return time.isoformat() if time else None


def _loop() -> asyncio.AbstractEventLoop:
    if not _LOOP:
        _LOOP.append(asyncio.new_event_loop())
    return _LOOP[0]


def _load_all(*packages: str) -> None:
    """Certificates name alphabets, algorithms and extensions by number: whatever they name must be there."""
    for package in packages:
        found = importlib.import_module(package)
        for module in pkgutil.walk_packages(found.__path__, package + "."):
            # Some need what is not installed; what needs them is then unreadable.
            with contextlib.suppress(Exception):
                importlib.import_module(module.name)


def _warm_up() -> None:
    """A document signed, changed, validated with and without trust: everything that this loads is loaded then."""
    from writdesk.documents.confined.signed_sample import signed_sample

    _load_all("pyhanko.sign", "pyhanko.pdf_utils", "pyhanko_certvalidator", "asn1crypto", "encodings")
    limits = Limits()
    for content, root in signed_sample():
        for roots in ([], [base64.b64encode(root).decode()]):
            validate({"roots": roots}, content, limits)
    validate({}, b"%PDF-1.7\nno document", limits)
