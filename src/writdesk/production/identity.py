"""The X.509 certificate and key with which the custodian's certificate (a PDF) is signed.

A new desk makes its own, self-signed. An operator who has one from a certificate authority puts its PKCS #12
file in the same place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
)
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12, serialize_key_and_certificates
from cryptography.x509.oid import NameOID

from writdesk.production.errors import SigningIdentityError
from writdesk.sealing.private_files import write_private_file

_KEY_BITS = 3072
_VALID_FOR = timedelta(days=3653)
_FRIENDLY_NAME = b"custodian of records"


@dataclass(frozen=True, slots=True)
class SigningIdentity:
    """A certificate, its key (PKCS #8, DER) and the certificates above it (DER)."""

    certificate: bytes
    key: bytes
    above: tuple[bytes, ...] = ()

    def certificate_pem(self) -> bytes:
        """The certificate as it lies in the package."""
        return x509.load_der_x509_certificate(self.certificate).public_bytes(Encoding.PEM)


def ensure_identity(
    path: Path, *, name: str, organization: str, at: datetime, password: bytes | None = None
) -> SigningIdentity:
    """The identity of this PKCS #12 file (mode 0600), which is made if there is none."""
    if not path.exists():
        write_private_file(path, _new_pkcs12(name, organization, at, password))
    return load_identity(path, password)


def load_identity(path: Path, password: bytes | None = None) -> SigningIdentity:
    """Read an operator's PKCS #12 file. Raises ``SigningIdentityError``."""
    try:
        found = load_pkcs12(path.read_bytes(), password)
    except (ValueError, OSError) as error:
        raise SigningIdentityError(f"{path}: no PKCS #12 file that this password opens ({error})") from error
    if found.key is None or found.cert is None:
        raise SigningIdentityError(f"{path}: it must hold a certificate and its private key")
    above = tuple(one.certificate.public_bytes(Encoding.DER) for one in found.additional_certs)
    return SigningIdentity(
        certificate=found.cert.certificate.public_bytes(Encoding.DER),
        key=_pkcs8(found.key),
        above=above,
    )


def new_identity(*, name: str, organization: str, at: datetime) -> SigningIdentity:
    """A new self-signed certificate with its key, in memory only."""
    key, certificate = _new_certificate(name, organization, at)
    return SigningIdentity(certificate=certificate.public_bytes(Encoding.DER), key=_pkcs8(key))


def _new_pkcs12(name: str, organization: str, at: datetime, password: bytes | None) -> bytes:
    key, certificate = _new_certificate(name, organization, at)
    encryption: KeySerializationEncryption = BestAvailableEncryption(password) if password else NoEncryption()
    return serialize_key_and_certificates(_FRIENDLY_NAME, key, certificate, None, encryption)


def _new_certificate(
    name: str, organization: str, at: datetime
) -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    # RSA, because every PDF reader knows it and PKCS #1 v1.5 signs the same bytes the same way.
    key = rsa.generate_private_key(public_exponent=65537, key_size=_KEY_BITS)
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, name[:64]),
        ]
    )
    builder = x509.CertificateBuilder(
        issuer_name=subject,
        subject_name=subject,
        public_key=key.public_key(),
        serial_number=x509.random_serial_number(),
        not_valid_before=at - timedelta(minutes=5),
        not_valid_after=at + _VALID_FOR,
    )
    for extension, is_critical in _extensions(key.public_key()):
        builder = builder.add_extension(extension, critical=is_critical)
    return key, builder.sign(key, SHA256())


def _extensions(public_key: rsa.RSAPublicKey) -> list[tuple[x509.ExtensionType, bool]]:
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    return [
        (x509.BasicConstraints(ca=False, path_length=None), True),
        (usage, True),
        (x509.SubjectKeyIdentifier.from_public_key(public_key), False),
    ]


def _pkcs8(key: PrivateKeyTypes) -> bytes:
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
