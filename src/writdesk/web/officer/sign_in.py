"""Officers sign in by a link to their mailbox. Opening the link shows a button; only the button spends it."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from writdesk.actions.errors import InputRefused, NotAllowed
from writdesk.actions.people.sign_in import LINK_MINUTES, send_sign_in_link, use_sign_in_link
from writdesk.web.kept import has_kept
from writdesk.web.onward import remember_onward, take_onward
from writdesk.web.pages import render

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True, kw_only=True)
class SignInPage:
    """The form for the address, or the answer that a link is on its way."""

    is_sent: bool = False
    address: str = ""
    fault: str = ""
    minutes: int = LINK_MINUTES
    is_demo: bool = False
    has_kept: bool = False


@dataclass(frozen=True, kw_only=True)
class LinkPage:
    """The button that spends the link, or why it is no good."""

    fault: str = ""


def show(request: HttpRequest) -> HttpResponse:
    """Ask for the address; the answer is the same whether it is known or not."""
    remember_onward(request)
    if request.method != "POST":
        return _page(request, SignInPage(is_demo=settings.DEMO, has_kept=has_kept(request)))
    address = request.POST.get("email", "").strip()[:254]
    try:
        send_sign_in_link(address, at=timezone.now())
    except InputRefused as refusal:
        fault = refusal.faults[0][1]
        return _page(request, SignInPage(address=address, fault=fault, is_demo=settings.DEMO), status=400)
    return _page(request, SignInPage(is_sent=True, address=address, is_demo=settings.DEMO))


@sensitive_variables("token")
def spend(request: HttpRequest, token: str) -> HttpResponse:
    """A GET spends nothing: mail scanners open links. The button signs in, with a new session key."""
    if request.method != "POST":
        return render(request, "officer/sign_in_link.html", LinkPage())
    try:
        person = use_sign_in_link(token, at=timezone.now())
    except NotAllowed as refusal:
        return render(request, "officer/sign_in_link.html", LinkPage(fault=str(refusal)), status=403)
    onward = take_onward(request)
    login(request, person, backend=BACKEND)
    request.session.cycle_key()
    return redirect(onward or "officer_home")


def _page(request: HttpRequest, page: SignInPage, status: int = 200) -> HttpResponse:
    return render(request, "officer/sign_in.html", page, status=status)
