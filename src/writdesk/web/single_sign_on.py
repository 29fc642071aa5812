"""Single sign-on for staff: to the organisation's own provider and back. Off unless it is set up.

The provider only says who came; the account, its roles and its second factor are the desk's. Nothing that the
provider does wrong ends in a fault of the desk: each way out is a page that says what to do.
"""

from __future__ import annotations

import hmac
import logging
import time
from dataclasses import replace

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import ratelimit
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from writdesk.actions.errors import NotAllowed
from writdesk.actions.people.join_identity import identity_reference, person_of_identity
from writdesk.adapters.errors import ProviderMisbehaved, ProviderUnreachable
from writdesk.adapters.identity_provider import Attempt, Identity, IdentityProvider
from writdesk.adapters.single_sign_on import SingleSignOn
from writdesk.store.people import Person
from writdesk.web.pages import render
from writdesk.web.signin import SINGLE_SIGN_ON as METHOD
from writdesk.web.trouble import TOO_MANY, Trouble

ATTEMPT = "single_sign_on"
ATTEMPT_SECONDS = 10 * 60
CODE_LENGTH = 4096

UNREACHABLE = Trouble(
    status=503,
    title="Single sign-on does not answer",
    happened="Your organisation’s sign-on could not be reached, or took too long. You are not signed in.",
    mend="Try again in a minute. If it stays so, tell whoever runs your organisation’s sign-on.",
)
MISBEHAVED = Trouble(
    status=502,
    title="Single sign-on could not be trusted",
    happened="What your organisation’s sign-on answered does not hold, so the desk did not believe it. "
    "You are not signed in.",
    mend="Try once more. If it happens again, tell whoever runs this desk: the reason is in the desk’s log.",
)
DENIED = Trouble(
    status=403,
    title="You were not signed in",
    happened="Your organisation’s sign-on did not let you through, or you chose not to go on.",
    mend="Start again, and allow the desk to learn your e-mail address: it asks for nothing else.",
)
EXPIRED = Trouble(
    status=400,
    title="That took too long",
    happened="The sign-in took longer than ten minutes, was used already, or was begun in another browser.",
    mend="Start again from the staff sign-in.",
)
NOT_YOURS = Trouble(
    status=403,
    title="There is no account for you here",
    happened="",
    mend="Ask an administrator of this desk. Accounts are made by an administrator, never by signing in.",
)

log = logging.getLogger(__name__)


def begin(request: HttpRequest) -> HttpResponseBase:
    """Send the browser to the provider."""
    single = _single()
    # Another site must not sign somebody in here who did not ask for it.
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        return redirect("account_login")
    if not ratelimit.consume(request, action="login"):
        return _page(request, TOO_MANY)
    attempt = Attempt.begin(_onward(request), time.time())
    try:
        address = IdentityProvider(single).address_for(attempt, callback_address())
    except (ProviderUnreachable, ProviderMisbehaved) as error:
        return _failed(request, error)
    request.session[ATTEMPT] = attempt.to_json()
    return redirect(address)


def come_back(request: HttpRequest) -> HttpResponseBase:
    """What the provider answered, through the browser. An attempt is used once, whatever comes of it."""
    single = _single()
    attempt = _taken_attempt(request)
    if attempt is None or request.GET.get("iss", single.issuer).rstrip("/") != single.issuer:
        return _page(request, EXPIRED)
    code = request.GET.get("code", "")
    if "error" in request.GET or not code or len(code) > CODE_LENGTH:
        return _page(request, DENIED)
    try:
        identity = IdentityProvider(single).identity(code, attempt, callback_address())
        person = person_of_identity(single.issuer, identity)
    except (ProviderUnreachable, ProviderMisbehaved) as error:
        return _failed(request, error)
    except NotAllowed as refusal:
        return _page(request, replace(NOT_YOURS, happened=f"{refusal} You are not signed in."))
    return _sign_in(request, person, identity, attempt)


def callback_address() -> str:
    """Where the provider sends people back to; it is entered there beforehand, letter by letter."""
    return f"{settings.SITE_URL}{resolve_url('single_sign_on_callback')}"


def _single() -> SingleSignOn:
    """How it is set up. A desk without it has no such page."""
    if settings.SINGLE_SIGN_ON is None:
        raise Http404
    single: SingleSignOn = settings.SINGLE_SIGN_ON
    return single


def _sign_in(request: HttpRequest, person: Person, identity: Identity, attempt: Attempt) -> HttpResponseBase:
    """On to the second factor, or into the desk where the provider proved one."""
    reference = identity_reference(_single().issuer, identity)
    record_authentication(request, person, METHOD, identity=reference)
    onward = attempt.onward or None
    if not identity.has_second_factor:
        response: HttpResponseBase = perform_login(request, Login(user=person, redirect_url=onward))
        return response
    record_authentication(request, person, "mfa", type=METHOD)
    get_adapter(request).login(request, person)
    return redirect(onward or settings.LOGIN_REDIRECT_URL)


def _taken_attempt(request: HttpRequest) -> Attempt | None:
    kept = request.session.pop(ATTEMPT, None)
    if kept is None:
        return None
    attempt = Attempt(**kept)
    is_same = hmac.compare_digest(attempt.state.encode(), request.GET.get("state", "").encode())
    return attempt if is_same and time.time() - attempt.begun_at < ATTEMPT_SECONDS else None


def _onward(request: HttpRequest) -> str:
    onward = request.GET.get("next", "")[:400]
    return onward if url_has_allowed_host_and_scheme(onward, allowed_hosts=None) else ""


def _failed(request: HttpRequest, error: ProviderUnreachable | ProviderMisbehaved) -> HttpResponse:
    # The sentences of these two errors name no person.
    log.warning("Single sign-on: %s", error)
    return _page(request, UNREACHABLE if isinstance(error, ProviderUnreachable) else MISBEHAVED)


def _page(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    return render(request, "account/single_sign_on.html", trouble, status=trouble.status)
