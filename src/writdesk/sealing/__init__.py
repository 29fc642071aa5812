"""Keys, sealed (encrypted) byte streams, keyed references and signatures. Imports core."""

from writdesk.sealing.grants import SignedGrant, open_grant, sign_grant
from writdesk.sealing.keys import DataKey, FileKeyKeeper, KeyKeeper
from writdesk.sealing.references import keyed_reference
from writdesk.sealing.signing import Signer, key_id_of, verify_signature
from writdesk.sealing.streams import SealedReader, SealedWriter
from writdesk.sealing.values import seal, unseal

__all__ = [
    "DataKey",
    "FileKeyKeeper",
    "KeyKeeper",
    "SealedReader",
    "SealedWriter",
    "SignedGrant",
    "Signer",
    "key_id_of",
    "keyed_reference",
    "open_grant",
    "seal",
    "sign_grant",
    "unseal",
    "verify_signature",
]
