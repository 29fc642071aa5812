"""Sessions: sealed in the database, ended after 30 idle minutes."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from writdesk.web.box import Box

SEEN_AT = "seen_at"
REFRESH_SECONDS = 60


@cache
def _box() -> Box:
    return Box(settings.SECRET_KEY, "session")


class SealedSerializer:
    """Seals what a session holds: a half-written form or a new TOTP secret never lies in clear."""

    def dumps(self, data: dict[str, Any]) -> bytes:
        """Sealed JSON."""
        return _box().seal(json.dumps(data, separators=(",", ":")).encode())

    def loads(self, sealed: bytes) -> dict[str, Any]:
        """What was sealed."""
        loaded: dict[str, Any] = json.loads(_box().open(sealed))
        return loaded


class IdleSessionMiddleware:
    """Lets a session live 30 minutes from the last page, and writes that at most once a minute.

    Writing it with every page would cost each of them a transaction.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Notes that the person is here."""
        # A request without the cookie has no session to prolong, and asking would cost a query.
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            _refresh(request, time.time())
        return self.get_response(request)


def _refresh(request: HttpRequest, now: float) -> None:
    seen_at = request.session.get(SEEN_AT)
    if seen_at is None and request.session.is_empty():
        return
    if seen_at is None or now - seen_at >= REFRESH_SECONDS:
        request.session[SEEN_AT] = now
