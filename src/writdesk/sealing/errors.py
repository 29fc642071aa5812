"""What can go wrong with keys, seals and signatures.

SealingError
├── KeyFileError            key-file             the file is malformed
│   ├── KeyFileAbsent       key-file-absent      there is no such file
│   ├── KeyFileExists       key-file-exists      a new key would overwrite an old one
│   └── KeyFileExposed      key-file-exposed     others on this machine may read it
├── UnknownKey              unknown-key          wrapped or signed with a key that is not here
├── SealBroken              seal-broken          changed, truncated, or sealed for another key or context
├── BadSignature            bad-signature        the signature is not by this key over these bytes
└── GrantRefused            grant-refused        the signed bytes are no grant
    └── GrantExpired        grant-expired        the grant was good, and is over
"""

from __future__ import annotations


class SealingError(Exception):
    """Something sealed or signed could not be made or opened."""

    code = "sealing"


class KeyFileError(SealingError):
    """A key file is malformed."""

    code = "key-file"


class KeyFileAbsent(KeyFileError):
    """There is no key file at this path."""

    code = "key-file-absent"


class KeyFileExists(KeyFileError):
    """A key file stands already at the path where a new one was to be made."""

    code = "key-file-exists"


class KeyFileExposed(KeyFileError):
    """Others than its owner may read or write the key file."""

    code = "key-file-exposed"


class UnknownKey(SealingError):
    """The key that wrapped or signed is none of those at hand."""

    code = "unknown-key"


class SealBroken(SealingError):
    """Sealed bytes do not open: changed, truncated, or sealed with another key or for another context."""

    code = "seal-broken"


class BadSignature(SealingError):
    """A signature does not match the message and the public key."""

    code = "bad-signature"


class GrantRefused(SealingError):
    """A signed grant cannot be used."""

    code = "grant-refused"


class GrantExpired(GrantRefused):
    """The grant's time is over."""

    code = "grant-expired"
