"""How single sign-on is set up: read from the environment, and refused at the start where it is unsafe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True, kw_only=True)
class SingleSignOn:
    """One OpenID provider whose word about staff the desk takes, and how far it takes it."""

    issuer: str
    client_id: str
    client_secret: str
    name: str
    email_claim: str
    # The provider is known to give out only addresses that it checked itself.
    trusts_address: bool
    # Pairs of a claim and a value that prove a second factor; empty: the desk always asks for its own.
    second_factor: frozenset[tuple[str, str]]
    # Staff sign in here only: no password, no passkey alone.
    is_only: bool


def single_sign_on_from(environment: Mapping[str, str]) -> SingleSignOn | None:
    """What the environment says; None where no issuer is named. Raises ``ValueError`` with the mend."""
    issuer = environment.get("WRITDESK_SSO_ISSUER", "").strip().rstrip("/")
    if not issuer:
        return None
    if not is_safe_address(issuer):
        raise ValueError(f"WRITDESK_SSO_ISSUER must begin with https:// (it is {issuer})")
    client_id = environment.get("WRITDESK_SSO_CLIENT_ID", "").strip()
    client_secret = _secret(environment)
    if not client_id or not client_secret:
        raise ValueError(
            "Single sign-on needs WRITDESK_SSO_CLIENT_ID, and WRITDESK_SSO_CLIENT_SECRET_FILE or "
            "WRITDESK_SSO_CLIENT_SECRET. Set them, or take WRITDESK_SSO_ISSUER away."
        )
    return SingleSignOn(
        issuer=issuer,
        client_id=client_id,
        client_secret=client_secret,
        name=environment.get("WRITDESK_SSO_NAME", "").strip() or "single sign-on",
        email_claim=environment.get("WRITDESK_SSO_EMAIL_CLAIM", "").strip() or "email",
        trusts_address=environment.get("WRITDESK_SSO_TRUSTS_ADDRESS") == "1",
        second_factor=_proofs(environment.get("WRITDESK_SSO_SECOND_FACTOR", "")),
        is_only=environment.get("WRITDESK_SSO_ONLY") == "1",
    )


def is_safe_address(address: str) -> bool:
    """Whether an address of the provider is HTTPS, or lies on this machine."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme == "https":
        return bool(parts.hostname)
    return parts.scheme == "http" and parts.hostname in LOOPBACK


def _secret(environment: Mapping[str, str]) -> str:
    path = environment.get("WRITDESK_SSO_CLIENT_SECRET_FILE", "")
    if path:
        return Path(path).read_text(encoding="utf-8").strip()
    return environment.get("WRITDESK_SSO_CLIENT_SECRET", "").strip()


def _proofs(text: str) -> frozenset[tuple[str, str]]:
    """``amr=mfa acr=urn:example:two`` as pairs. Another claim than these two proves no second factor."""
    pairs = [tuple(part.split("=", 1)) for part in text.split()]
    if any(len(pair) != 2 or pair[0] not in {"acr", "amr"} or not pair[1] for pair in pairs):
        raise ValueError(
            f"WRITDESK_SSO_SECOND_FACTOR holds amr=… or acr=…, with blanks between (it is {text})"
        )
    return frozenset((claim, value) for claim, value in pairs)
