"""Where an officer wanted to go before signing in, or before setting up a second factor."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

ONWARD = "officer_next"
OFFICER_PAGES = "/officer/"


def remember_onward(request: HttpRequest) -> None:
    """Keep the address that ``?next=`` names, if it is a page of the officer's own."""
    onward = request.GET.get("next", "")
    if onward.startswith(OFFICER_PAGES) and url_has_allowed_host_and_scheme(onward, allowed_hosts=None):
        request.session[ONWARD] = onward[:400]


def take_onward(request: HttpRequest) -> str | None:
    """The address that was kept; once."""
    onward: str | None = request.session.pop(ONWARD, None)
    return onward
