"""Headers that Django does not set by itself."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

NOTHING = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"


class QuietHeadersMiddleware:
    """No page is kept by a cache on the way, and none may use the camera, the microphone or the place."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Adds the headers where the page did not choose them itself."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", NOTHING)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response
