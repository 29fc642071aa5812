"""The staff's sign-in page: password, passkey and single sign-on, as far as each is open."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.stagekit import clear_login, get_pending_stage
from allauth.account.views import LoginView
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from writdesk.store.people import has_staff
from writdesk.web.access import FACTORS


class StaffSignIn(LoginView):
    """Username and password, unless single sign-on is the only way."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A password that is sent where none is asked for signs nobody in."""
        if request.method == "POST" and is_only_single_sign_on():
            return redirect("account_login")
        _forget_what_was_reset(request)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds what single sign-on is called here."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        single = settings.SINGLE_SIGN_ON
        return {
            **context,
            "single_sign_on": single.name if single else "",
            "is_only_single_sign_on": is_only_single_sign_on(),
            "is_new_desk": not settings.DEMO and not has_staff(),
        }


class PasskeySignIn(LoginWebAuthnView):
    """A passkey alone, unless single sign-on is the only way."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """As for the password."""
        if is_only_single_sign_on():
            return redirect("account_login")
        return super().dispatch(request, *args, **kwargs)


def _forget_what_was_reset(request: HttpRequest) -> None:
    """Whoever waits at the page for the code while it is reset begins anew, and is not sent in circles."""
    stage = get_pending_stage(request)
    if stage is not None and not is_mfa_enabled(stage.login.user, FACTORS):
        clear_login(request)


def is_only_single_sign_on() -> bool:
    """Whether staff sign in by single sign-on and in no other way."""
    return settings.SINGLE_SIGN_ON is not None and settings.SINGLE_SIGN_ON.is_only
