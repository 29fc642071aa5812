"""The webhook that pages people on call through whatever rota they already have."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

SECONDS = 10.0
SHORTEST_SECRET = 32
URL, SECRET_FILE = "WRITDESK_ON_CALL_WEBHOOK", "WRITDESK_ON_CALL_WEBHOOK_SECRET_FILE"
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
TAKEN = range(200, 300)


class WebhookMisconfigured(ValueError):
    """The settings name a webhook that cannot be used; the message names the setting."""

    code = "webhook_misconfigured"


class WebhookRefused(Exception):
    """The webhook did not take the page; the message says why, without the address."""

    code = "webhook_refused"


@dataclass(frozen=True, kw_only=True)
class Webhook:
    """Where pages are posted to, and the secret that signs them. Neither is ever shown."""

    url: str = field(repr=False)
    secret: bytes = field(repr=False)

    def post(self, body: Mapping[str, str | int], *, at: datetime) -> None:
        """Post once, signed; no redirect is followed. Raises ``WebhookRefused``.

        ``Writdesk-Signature`` is ``t=<seconds>,v1=<HMAC-SHA-256 of "<seconds>.<body>", in hexadecimal>``.
        """
        content = json.dumps(body, sort_keys=True).encode()
        seconds = int(at.timestamp())
        signed = hmac.new(self.secret, b"%d.%s" % (seconds, content), hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "writdesk",
            "Writdesk-Signature": f"t={seconds},v1={signed}",
        }
        try:
            status = self._post(content, headers)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise WebhookRefused(f"The webhook cannot be reached: {type(error).__name__}.") from error
        if status not in TAKEN:
            raise WebhookRefused(f"The webhook answered {status}.")

    def _post(self, content: bytes, headers: Mapping[str, str]) -> int:
        address = urlsplit(self.url)
        host = address.hostname or ""
        connection: http.client.HTTPConnection
        if address.scheme == "https":
            context = ssl.create_default_context()
            connection = http.client.HTTPSConnection(host, address.port, timeout=SECONDS, context=context)
        else:
            connection = http.client.HTTPConnection(host, address.port, timeout=SECONDS)
        try:
            path = (address.path or "/") + (f"?{address.query}" if address.query else "")
            connection.request("POST", path, body=content, headers=dict(headers))
            return connection.getresponse().status
        finally:
            connection.close()


def webhook_from(environment: Mapping[str, str]) -> Webhook | None:
    """The webhook of the settings; None where there is none. Raises ``WebhookMisconfigured``."""
    url, file = environment.get(URL, ""), environment.get(SECRET_FILE, "")
    if not url:
        return None
    if not _is_allowed(url):
        raise WebhookMisconfigured(f"{URL} must be https, or http to this machine.")
    secret = Path(file).read_bytes().strip() if file and Path(file).is_file() else b""
    if len(secret) < SHORTEST_SECRET:
        raise WebhookMisconfigured(
            f"{SECRET_FILE} must name a file with a secret of at least {SHORTEST_SECRET} bytes."
        )
    return Webhook(url=url, secret=secret)


def _is_allowed(url: str) -> bool:
    address = urlsplit(url)
    host = address.hostname or ""
    return bool(host) and (address.scheme == "https" or (address.scheme == "http" and host in LOOPBACK))
