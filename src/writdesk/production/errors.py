"""What can go wrong when a package is built.

ProductionError
├── RecordsOutOfOrder     records-out-of-order    records do not arrive ordered by category and kind
├── ColumnsDiffer         columns-differ          a record has a field that its kind's first record lacks
├── OutsideGrant          outside-grant           a record is of a category that the grant does not cover
├── MediaChanged          media-changed           a media file is not as long as its record says
├── NotAsCertified        not-as-certified        the records differ from those that the custodian certified
├── CertificateNotMade    certificate-not-made    the certificate of the custodian could not be set in type
├── SigningIdentityError  signing-identity        the custodian's signing certificate or key cannot be used
└── TrustKeyError         trust-key               the key given to check against is no public key

What a *check* finds in a package is no error but a ``Fault`` (``checking/faults.py``).
"""

from __future__ import annotations


class ProductionError(Exception):
    """A package could not be built."""

    code = "production"


class RecordsOutOfOrder(ProductionError):
    """Records of one kind arrived in two places of the stream."""

    code = "records-out-of-order"


class ColumnsDiffer(ProductionError):
    """A record has a field that the first record of its kind did not have."""

    code = "columns-differ"


class OutsideGrant(ProductionError):
    """A record belongs to a data category that was not granted."""

    code = "outside-grant"


class MediaChanged(ProductionError):
    """A media file is longer or shorter than its record says."""

    code = "media-changed"


class NotAsCertified(ProductionError):
    """The records that were packed are not those that the custodian certified."""

    code = "not-as-certified"


class CertificateNotMade(ProductionError):
    """The certificate's template is absent or does not compile."""

    code = "certificate-not-made"


class SigningIdentityError(ProductionError):
    """The file with the custodian's signing certificate and key cannot be read or used."""

    code = "signing-identity"


class TrustKeyError(ProductionError):
    """What was given as the desk's public key is neither a PEM file nor a key's fingerprint."""

    code = "trust-key"
