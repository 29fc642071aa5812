"""Signing in: what the desk decides about allauth's account and second-factor parts."""

from __future__ import annotations

import base64
import time
from functools import cache
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.core import context
from allauth.core.internal.ratelimit import get_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from writdesk.actions.people.change_second_factor import change_second_factor
from writdesk.actions.people.join_identity import join_identity
from writdesk.actions.people.officer_address import officer_address
from writdesk.actions.people.sign_in import record_staff_sign_in
from writdesk.ledger.codes import Code
from writdesk.store.officers import Officer
from writdesk.store.people import Person
from writdesk.web.access import has_shown_second_factor
from writdesk.web.box import Box
from writdesk.web.onward import remember_onward

WRONG = "The username or the password is not right. After five failures, wait 15 minutes."
WRONG_CODE = "This code is not right, or was used already. Wait for the next one and try again."
TOO_MANY = "Too many failures from here. Wait 15 minutes, then try again. Others are not affected."

# How a session can begin; a second factor is shown afterwards.
SINGLE_SIGN_ON = "single_sign_on"
FIRST_STEPS = ("password", SINGLE_SIGN_ON)
JUST_NOW_SECONDS = 5 * 60


@cache
def _box() -> Box:
    return Box(settings.SECRET_KEY, "second-factor")


class DeskAccountAdapter(DefaultAccountAdapter):
    """No sign-up; failures are counted for a login and the address they come from, together."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG,
        "too_many_login_attempts": TOO_MANY,
    }

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Staff are added by an administrator, officers by a link to their address."""
        return False

    def login(self, request: HttpRequest, user: Any) -> None:
        """Both factors were shown. A member of staff whose sign-in cannot be entered is not signed in."""
        if user.is_staff_member:
            _record_sign_in(request, user)
        super().login(request, user)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """The login with the address: whoever guesses elsewhere does not lock out the person herself."""
        return f"{get_ip(request)} {credentials.get('username', '').lower()}"

    def is_reauthentication_required(self, app: str) -> bool:
        """Not within five minutes of signing in: the password was just typed."""
        request = context.request
        records = get_authentication_records(request, request.user)
        return not any(time.time() - record["at"] < JUST_NOW_SECONDS for record in records)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nothing: every mail of the desk leaves through an action."""


class DeskMFAAdapter(DefaultMFAAdapter):
    """The secrets of second factors are sealed, and a second factor cannot be removed by oneself."""

    error_messages: ClassVar = {**DefaultMFAAdapter.error_messages, "incorrect_code": WRONG_CODE}

    def encrypt(self, text: str) -> str:
        """Sealed, as text."""
        return base64.b64encode(_box().seal(text.encode())).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was sealed."""
        return _box().open(base64.b64decode(encrypted_text)).decode()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002
        """A first name for a passkey; its owner changes it."""
        count = Authenticator.objects.filter(user=user, type=type).count()
        return f"Passkey {count + 1}" if count else "Passkey"

    def _get_user_identifier(self, user: Any) -> str:
        """What the app or the passkey shows to its owner: an officer's own address, or the username."""
        officer = Officer.objects.select_related("data_key").filter(person=user).first()
        if officer is None:
            return str(user.username)
        return officer_address(officer)

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """The person as the passkey keeps them; the name is never the officer's opaque handle."""
        identifier = self._get_user_identifier(user)
        return {
            **super().get_public_key_credential_user_entity(user),
            "display_name": user.name or identifier,
        }

    def can_delete_authenticator(self, _authenticator: Any) -> bool:
        """Never: staff always have a second factor."""
        return False


class SetUpSecondFactor(ActivateTOTPView):
    """The page on which a person sets up the authenticator app."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Once it is set up, there is nothing to do here; the way onward is kept."""
        remember_onward(request)
        person = request.user
        if isinstance(person, Person) and is_mfa_enabled(person, [Authenticator.Type.TOTP]):
            return redirect("mfa_index" if has_shown_second_factor(request, person) else "mfa_reauthenticate")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the picture to scan, drawn in place: the policy on content allows no style inside."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "picture": _picture(context["totp_svg"])}

    def form_valid(self, form: Any) -> HttpResponse:
        """Counts the first code as the second factor of this session."""
        adding = change_second_factor(
            self.request.user,
            Code.SECOND_FACTOR_ADDED,
            at=timezone.now(),
            factor=Authenticator.Type.TOTP.value,
        )
        with adding as change:
            response: HttpResponse = super().form_valid(form)
            change.facts["has_new_codes"] = self.did_generate_recovery_codes
        record_authentication(self.request, self.request.user, "mfa", type="totp")
        return response


def _record_sign_in(request: HttpRequest, person: Person) -> None:
    """The sign-in's entry; with the one for the identity where somebody came by single sign-on first."""
    ways = [r for r in get_authentication_records(request, person) if r["method"] in FIRST_STEPS]
    now = timezone.now()
    if not ways or ways[-1]["method"] != SINGLE_SIGN_ON:
        record_staff_sign_in(person, at=now)
        return
    with transaction.atomic():
        join_identity(person, ways[-1]["identity"], at=now)
        record_staff_sign_in(person, at=now, method=SINGLE_SIGN_ON)


def _picture(svg: str) -> SafeString:
    """The library's SVG without its XML declaration. It holds the picture of a URL, no text."""
    return mark_safe(svg[svg.index("<svg") :])  # noqa: S308
