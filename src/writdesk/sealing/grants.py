"""Signed grants: what counsel approved, in a form that a collector checks before it asks for anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from writdesk.core.grant import Grant
from writdesk.sealing.errors import GrantExpired, GrantRefused, UnknownKey
from writdesk.sealing.signing import Signer, key_id_of, verify_signature

# Before the signed bytes, so that nothing else that the same key signs can be shown as a grant.
_DOMAIN = b"writdesk grant v1\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class SignedGrant:
    """A grant's canonical bytes, the signature over them, and the id of the key that signed."""

    body: bytes
    signature: bytes
    key_id: str


def sign_grant(signer: Signer, grant: Grant) -> SignedGrant:
    """Sign what the grant says."""
    body = grant.canonical()
    return SignedGrant(body=body, signature=signer.sign(_DOMAIN + body), key_id=signer.key_id)


def open_grant(signed: SignedGrant, public_pem: bytes, now: datetime) -> Grant:
    """The grant, if it is signed by this key and not over.

    Raises ``UnknownKey``, ``BadSignature``, ``GrantExpired`` or ``GrantRefused``.
    """
    if signed.key_id != key_id_of(public_pem):
        raise UnknownKey(f"the grant is signed by key {signed.key_id}, the desk's is {key_id_of(public_pem)}")
    verify_signature(public_pem, _DOMAIN + signed.body, signed.signature)
    grant = _read_grant(signed.body)
    if now >= grant.expires_at:
        raise GrantExpired(f"grant {grant.id} ended at {grant.expires_at.isoformat()}; ask for a new one")
    return grant


def _read_grant(body: bytes) -> Grant:
    try:
        return Grant.from_canonical(body)
    except (ValueError, KeyError, TypeError) as error:
        raise GrantRefused(f"the signed bytes are no grant: {error!r}") from error
