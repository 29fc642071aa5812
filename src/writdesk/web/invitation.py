"""Somebody who works here opens the link that they were given. Opening it spends nothing; the form does."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from writdesk.actions.errors import InputRefused, NotAllowed
from writdesk.actions.people.accept_invitation import accept_invitation, invitation_of
from writdesk.store.people import Person
from writdesk.web.pages import render
from writdesk.web.staff_sign_in import is_only_single_sign_on


@dataclass(frozen=True, kw_only=True)
class InvitationPage:
    """The form for the password; or, with ``trouble``, why the link is no good."""

    name: str = ""
    username: str = ""
    trouble: str = ""
    faults: tuple[tuple[str, str], ...] = ()
    single_sign_on: str = ""
    is_only_single_sign_on: bool = False


@sensitive_post_parameters("password", "again")
@sensitive_variables("token")
def accept(request: HttpRequest, token: str) -> HttpResponseBase:
    """GET shows the form; POST sets the password and leads on to the second factor."""
    now = timezone.now()
    try:
        person = invitation_of(token, at=now).person
        if request.method != "POST" or is_only_single_sign_on():
            return _form(request, person)
        typed = {name: request.POST.get(name, "") for name in ("password", "again")}
        person = accept_invitation(token, **typed, at=now)
    except NotAllowed as refusal:
        return render(request, "account/invitation.html", InvitationPage(trouble=str(refusal)), status=404)
    except InputRefused as refusal:
        return _form(request, person, refusal.faults)
    # Whoever was signed in here before, perhaps the administrator who tried the link, no longer is.
    logout(request)
    record_authentication(request, person, "password")
    response: HttpResponseBase = perform_login(request, Login(user=person))
    return response


def _form(request: HttpRequest, person: Person, faults: tuple[tuple[str, str], ...] = ()) -> HttpResponse:
    single = settings.SINGLE_SIGN_ON
    page = InvitationPage(
        name=str(person),
        username=person.username,
        faults=faults,
        single_sign_on=single.name if single else "",
        is_only_single_sign_on=is_only_single_sign_on(),
    )
    return render(request, "account/invitation.html", page, status=400 if faults else 200)
