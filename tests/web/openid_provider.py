"""A small OpenID provider on loopback, with real keys, that can be told to go wrong in any one way."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, quote, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from writdesk.adapters.single_sign_on import SingleSignOn

CLIENT, SECRET = "writdesk", "a secret: of the client"


@cache
def _key(_which: str) -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Provider:
    """What it says of who signs in, and what it does wrong."""

    issuer: str = ""
    subject: str = "248289761001"
    told: dict[str, Any] = field(
        default_factory=lambda: {"email": "ada@desk.example", "email_verified": True}
    )
    # Changes of the ID token's claims; None takes one away.
    claims: dict[str, Any] = field(default_factory=dict)
    description: dict[str, Any] = field(default_factory=dict)
    user_info: dict[str, Any] | None = None
    signed_with: str = "the provider's own key"
    algorithm: str = "RS256"
    # Path → what is answered in place of the right thing: (status, body).
    answers: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    slow: dict[str, float] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def single(self, **changes: Any) -> SingleSignOn:
        """The desk's settings for this provider."""
        given: dict[str, Any] = {
            "issuer": self.issuer,
            "client_id": CLIENT,
            "client_secret": SECRET,
            "name": "Harbour sign-on",
            "email_claim": "email",
            "trusts_address": False,
            "second_factor": frozenset(),
            "is_only": False,
        }
        return SingleSignOn(**{**given, **changes})

    def describe(self) -> dict[str, Any]:
        own = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize?tenant=1",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
        }
        if self.user_info is not None:
            own["userinfo_endpoint"] = f"{self.issuer}/userinfo"
        changed = {**own, **self.description}
        return {name: value for name, value in changed.items() if value is not None}

    def keys(self) -> dict[str, Any]:
        public = jwt.algorithms.RSAAlgorithm.to_jwk(_key("the provider's own key").public_key(), as_dict=True)
        return {"keys": [{**public, "kid": "1", "use": "sig", "alg": "RS256"}]}

    def allow(self, query: dict[str, str]) -> str:
        """The address to which the browser goes back once the person agreed."""
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def id_token(self, query: dict[str, str]) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": self.subject,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": query["nonce"],
            **self.told,
            **self.claims,
        }
        body = {name: value for name, value in claims.items() if value is not None}
        if self.algorithm == "none":
            return jwt.encode(body, None, algorithm="none", headers={"kid": "1"})
        if self.algorithm == "HS256":
            return jwt.encode(body, SECRET * 2, algorithm="HS256", headers={"kid": "1"})
        return jwt.encode(body, _key(self.signed_with), algorithm=self.algorithm, headers={"kid": "1"})

    def token(self, form: dict[str, str], authorization: str) -> tuple[int, bytes]:
        """The token, to whoever proves to be the client that asked, once."""
        query = self.codes.pop(form.get("code", ""), None)
        basic = f"{quote(CLIENT, safe='')}:{quote(SECRET, safe='')}".encode()
        is_client = authorization == "Basic " + base64.b64encode(basic).decode()
        verifier = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).rstrip(b"=").decode()
        if query is None or not is_client or query["code_challenge"] != challenge:
            return 400, b'{"error": "invalid_grant"}'
        body = {"access_token": "at", "token_type": "Bearer", "id_token": self.id_token(query)}
        return 200, json.dumps(body).encode()


class _Handler(BaseHTTPRequestHandler):
    provider: Provider

    def log_message(self, *_args: Any) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        self._answer({})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        self._answer(dict(parse_qsl(body)))

    def _answer(self, form: dict[str, str]) -> None:
        address = urlsplit(self.path)
        self.provider.asked.append(address.path)
        time.sleep(self.provider.slow.get(address.path, 0))
        status, body = self.provider.answers.get(address.path) or self._right(address.path, form)
        try:
            self.send_response(status)
            self.send_header("Content-Type", "text/html" if body.startswith(b"<") else "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            pass

    def _right(self, path: str, form: dict[str, str]) -> tuple[int, bytes]:
        provider = self.provider
        if path == "/.well-known/openid-configuration":
            return 200, json.dumps(provider.describe()).encode()
        if path == "/keys":
            return 200, json.dumps(provider.keys()).encode()
        if path == "/token":
            return provider.token(form, self.headers.get("Authorization", ""))
        if path == "/userinfo":
            return 200, json.dumps(provider.user_info).encode()
        if path == "/authorize":
            return 200, self._consent()
        return 404, b"{}"

    def _consent(self) -> bytes:
        query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        denied = f"{query['redirect_uri']}?{urlencode({'error': 'access_denied', 'state': query['state']})}"
        page = (
            "<!doctype html><html lang=en><title>Provider</title><link rel=icon href='data:,'>"
            f"<a href='{self.provider.allow(query)}'>Allow</a> <a href='{denied}'>Deny</a>"
        )
        return page.encode()


@contextmanager
def running_provider() -> Iterator[Provider]:
    """A provider that listens on a free port of this machine."""
    provider = Provider()
    handler = type("Handler", (_Handler,), {"provider": provider})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
