"""A PDF that a throw-away key signs, to load what validation needs before the walls go up."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any


def signed_sample() -> Iterator[tuple[bytes, bytes]]:
    """A signed document, and one that was signed twice; each with the certificate (DER) of its signer."""
    for kind in ("rsa", "ec"):
        signer, certificate = _signer(kind)
        once = _signed(_page(), signer, "First")
        yield once, certificate
        yield _signed(once, signer, "Second"), certificate


def _page() -> bytes:
    import pikepdf

    sink = BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(sink)
    return sink.getvalue()


def _signed(content: bytes, signer: Any, field: str) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import PdfSignatureMetadata, PdfSigner

    sink = BytesIO()
    writer = IncrementalPdfFileWriter(BytesIO(content))
    work = PdfSigner(PdfSignatureMetadata(field_name=field), signer=signer).async_sign_pdf(
        writer, output=sink
    )
    loop = asyncio.new_event_loop()
    try:
        loop.run_until_complete(work)
    finally:
        loop.close()
    return sink.getvalue()


def _store() -> Any:
    from pyhanko_certvalidator import registry

    store: Any = registry.SimpleCertificateStore
    return store()


def _signer(kind: str) -> tuple[Any, bytes]:
    from asn1crypto import keys, x509
    from cryptography import x509 as certificates
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec, rsa
    from cryptography.x509.oid import NameOID
    from pyhanko.sign import SimpleSigner

    key = rsa.generate_private_key(65537, 2048) if kind == "rsa" else ec.generate_private_key(ec.SECP256R1())
    name = certificates.Name([certificates.NameAttribute(NameOID.COMMON_NAME, "Sample")])
    now = datetime.now(UTC)
    usage = certificates.KeyUsage(True, True, False, False, False, True, True, False, False)
    built = (
        certificates.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(certificates.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    der = built.public_bytes(serialization.Encoding.DER)
    secret = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    signer = SimpleSigner(
        signing_cert=x509.Certificate.load(der),
        signing_key=keys.PrivateKeyInfo.load(secret),
        cert_registry=_store(),
    )
    return signer, der
