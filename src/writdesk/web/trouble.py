"""Pages for when something goes wrong. Each says what happened and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template.loader import render_to_string

from writdesk.web.pages import render


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """What happened, what it means, what to do."""

    status: int
    title: str
    happened: str
    mend: str


NOT_FOUND = Trouble(
    status=404,
    title="There is no such page",
    happened="The address is wrong, or the page is not one that you can open.",
    mend="Check the address for a missing letter, or go back to the start and follow the links.",
)
BAD_REQUEST = Trouble(
    status=400,
    title="The desk could not read this",
    happened="What your browser sent was incomplete or not in a form that the desk knows. Nothing was saved.",
    mend="Go back, load the page again, and send it once more.",
)
TOO_LARGE = Trouble(
    status=413,
    title="This is too large",
    happened="A file may have up to 25 MiB. Nothing was saved.",
    mend="Go back and send the document as a smaller PDF: scanned at 200 dpi in black and white, "
    "or split into parts.",
)
EXPIRED = Trouble(
    status=403,
    title="This form has expired",
    happened="The form was open for too long, you signed in or out meanwhile, or cookies are switched off. "
    "Nothing was saved.",
    mend="Go back and copy what you typed; then load the page again and send it once more.",
)
TOO_MANY = Trouble(
    status=429,
    title="Too many attempts",
    happened="More attempts came from your address than the desk takes in a minute.",
    mend="Wait a minute, then try again.",
)
OUR_FAULT = Trouble(
    status=500,
    title="Something broke at our end",
    happened="The fault is the desk's. Whatever the desk had confirmed to you before is kept.",
    mend="Try again in a minute. If it happens again, tell the desk the time and what you were doing.",
)


def _page(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    return render(request, "trouble/page.html", trouble, status=trouble.status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, for absent and forbidden alike."""
    return _page(request, NOT_FOUND)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, and 413 where it was too large."""
    return _page(request, TOO_LARGE if isinstance(exception, RequestDataTooBig) else BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A view that forbids answers as if there were no such page."""
    return _page(request, NOT_FOUND)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403, when the token against forged forms is missing or old."""
    return _page(request, EXPIRED)


def too_many(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """429, from the limits on sign-in."""
    return _page(request, TOO_MANY)


def our_fault(request: HttpRequest) -> HttpResponse:
    """500: without the frame, for the frame may be what broke."""
    return HttpResponseServerError(render_to_string("trouble/bare.html", {"page": OUR_FAULT}))
