"""The OpenID provider of single sign-on: where it sends people, and what it says of who came back.

OpenID Connect Core 1.0 (authorization code flow), RFC 7636 (PKCE), RFC 9207 (issuer in the answer). Whatever
the provider answers is a stranger's input: it is bounded in size and time, and every claim is checked here.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import time
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import jwt
import requests

from writdesk.adapters.errors import ProviderMisbehaved, ProviderUnreachable
from writdesk.adapters.single_sign_on import SingleSignOn, is_safe_address

CONNECT_SECONDS = READ_SECONDS = 5
WHOLE_SECONDS = 10
LARGEST_ANSWER = 1 << 20
CLOCKS_DIFFER_SECONDS = 60
# Only signatures that need the provider's own private key; never "none", never one keyed by a shared secret.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One way to the provider and back. Its secrets stay in the session; the browser carries ``state``."""

    state: str
    nonce: str
    verifier: str
    begun_at: float
    onward: str

    @classmethod
    def begin(cls, onward: str, now: float) -> Attempt:
        """A new one, with secrets nobody can guess."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        return cls(state=state, nonce=nonce, verifier=verifier, begun_at=now, onward=onward)

    def to_json(self) -> dict[str, Any]:
        """As the session keeps it."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Who came back, as the provider vouches for it."""

    subject: str
    email: str
    is_verified: bool
    has_second_factor: bool


class IdentityProvider:
    """One provider, asked anew at each sign-in: what it published may have changed since."""

    def __init__(self, single: SingleSignOn) -> None:
        """Reads the provider's own description. Raises ``ProviderUnreachable`` or ``ProviderMisbehaved``."""
        self._single = single
        self._description = _described(single.issuer)

    def address_for(self, attempt: Attempt, callback: str) -> str:
        """Where the browser goes to be signed in."""
        challenge = hashlib.sha256(attempt.verifier.encode()).digest()
        asked = {
            "response_type": "code",
            "client_id": self._single.client_id,
            "redirect_uri": callback,
            "scope": "openid email",
            "state": attempt.state,
            "nonce": attempt.nonce,
            "code_challenge": base64.urlsafe_b64encode(challenge).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        if contexts := sorted(value for claim, value in self._single.second_factor if claim == "acr"):
            asked["acr_values"] = " ".join(contexts)
        endpoint = self._description["authorization_endpoint"]
        return f"{endpoint}{'&' if urlsplit(endpoint).query else '?'}{urlencode(asked)}"

    def identity(self, code: str, attempt: Attempt, callback: str) -> Identity:
        """Who the code stands for. Raises ``ProviderUnreachable`` or ``ProviderMisbehaved``."""
        tokens = self._redeem(code, attempt, callback)
        claims = self._checked_claims(str(tokens.get("id_token", "")), attempt)
        told = claims
        is_told = self._single.email_claim in claims and "email_verified" in claims
        if not is_told and "userinfo_endpoint" in self._description:
            told = claims | self._user_info(str(tokens.get("access_token", "")), claims["sub"])
        return Identity(
            subject=claims["sub"],
            email=_text(told.get(self._single.email_claim)).strip(),
            is_verified=self._single.trusts_address or self._says_verified(told),
            has_second_factor=_is_proved(claims, self._single.second_factor),
        )

    def _says_verified(self, told: dict[str, Any]) -> bool:
        """``email_verified`` speaks of the claim ``email`` and of no other."""
        return self._single.email_claim == "email" and told.get("email_verified") is True

    def _redeem(self, code: str, attempt: Attempt, callback: str) -> dict[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": callback,
            "code_verifier": attempt.verifier,
            "client_id": self._single.client_id,
        }
        methods = self._description.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        # RFC 6749, 2.3.1: the identifier and the secret are encoded before they are joined by a colon.
        basic = (quote(self._single.client_id, safe=""), quote(self._single.client_secret, safe=""))
        if "client_secret_basic" not in methods:
            form["client_secret"], basic = self._single.client_secret, None  # type: ignore[assignment]
        return _asked("POST", self._description["token_endpoint"], data=form, auth=basic)

    def _checked_claims(self, token: str, attempt: Attempt) -> dict[str, Any]:
        """The claims of the ID token, its signature included: OpenID Connect Core 1.0, section 3.1.3.7."""
        try:
            header = jwt.get_unverified_header(token)
            algorithm = header.get("alg")
            if algorithm not in ALGORITHMS:
                raise ProviderMisbehaved("The ID token is not signed in a way that the desk accepts.")
            claims: dict[str, Any] = jwt.decode(
                token,
                self._key(header.get("kid"), algorithm),
                algorithms=[algorithm],
                audience=self._single.client_id,
                issuer=self._description["issuer"],
                leeway=CLOCKS_DIFFER_SECONDS,
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )
        except (jwt.PyJWTError, ValueError, TypeError, KeyError) as error:
            raise ProviderMisbehaved(f"The ID token does not hold: {type(error).__name__}.") from error
        _check_nonce_and_party(claims, attempt, self._single.client_id)
        return claims

    def _key(self, key_id: Any, algorithm: str) -> Any:
        published = _asked("GET", self._description["jwks_uri"]).get("keys")
        keys = [key for key in published if isinstance(key, dict)] if isinstance(published, list) else []
        fitting = [
            key
            for key in keys
            if key.get("use", "sig") == "sig" and (key_id is None or key.get("kid") == key_id)
        ]
        if len(fitting) != 1:
            raise ProviderMisbehaved("The provider publishes no key, or several, for this ID token.")
        return jwt.PyJWK(fitting[0], algorithm).key

    def _user_info(self, access_token: str, subject: str) -> dict[str, Any]:
        """What the provider says beside the token; about the same person, or nothing (Core, 5.3.2)."""
        headers = {"Authorization": f"Bearer {access_token}"}
        told = _asked("GET", self._description["userinfo_endpoint"], headers=headers)
        if told.get("sub") != subject:
            raise ProviderMisbehaved("The provider told about somebody else than its ID token names.")
        return told


def _described(issuer: str) -> dict[str, Any]:
    description = _asked("GET", f"{issuer}/.well-known/openid-configuration")
    if _text(description.get("issuer")).rstrip("/") != issuer:
        raise ProviderMisbehaved("The provider's description names another issuer than the settings do.")
    given = [name for name in (*ENDPOINTS, "userinfo_endpoint") if name in description]
    if not set(ENDPOINTS) <= set(given) or not all(is_safe_address(_text(description[n])) for n in given):
        raise ProviderMisbehaved("The provider's description lacks an address, or one is not HTTPS.")
    return description


def _check_nonce_and_party(claims: dict[str, Any], attempt: Attempt, client_id: str) -> None:
    if not hmac.compare_digest(_text(claims.get("nonce")).encode(), attempt.nonce.encode()):
        raise ProviderMisbehaved("The ID token was made for another attempt.")
    audience = claims["aud"]
    is_shared = isinstance(audience, list) and len(audience) > 1
    if claims.get("azp", None if is_shared else client_id) != client_id:
        raise ProviderMisbehaved("The ID token was made for another party.")
    if not isinstance(claims["sub"], str) or not claims["sub"]:
        raise ProviderMisbehaved("The ID token names nobody.")


def _is_proved(claims: dict[str, Any], proofs: frozenset[tuple[str, str]]) -> bool:
    methods = claims.get("amr")
    said = [("amr", method) for method in methods] if isinstance(methods, list) else []
    said.append(("acr", claims.get("acr")))
    return any(isinstance(value, str) and (claim, value) in proofs for claim, value in said)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _asked(method: str, address: str, **more: Any) -> dict[str, Any]:
    """A JSON object from the provider, within ten seconds and a mebibyte, from that very address."""
    deadline = time.monotonic() + WHOLE_SECONDS
    body = bytearray()
    try:
        with requests.request(
            method,
            address,
            timeout=(CONNECT_SECONDS, READ_SECONDS),
            allow_redirects=False,
            stream=True,
            **more,
        ) as answer:
            for chunk in answer.iter_content(1 << 14):
                body += chunk
                if len(body) > LARGEST_ANSWER or time.monotonic() > deadline:
                    raise ProviderUnreachable("The provider's answer was too large or took too long.")
    except (requests.RequestException, OSError) as error:
        raise ProviderUnreachable(f"The provider did not answer: {type(error).__name__}.") from error
    return _object(answer.status_code, bytes(body))


def _object(status: int, body: bytes) -> dict[str, Any]:
    if status >= 500:
        raise ProviderUnreachable(f"The provider is out of order: it answered {status}.")
    try:
        told = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ProviderMisbehaved("The provider answered no JSON.") from error
    if status != 200 or not isinstance(told, dict):
        raise ProviderMisbehaved(f"The provider answered {status} where the desk needs an object.")
    return told
