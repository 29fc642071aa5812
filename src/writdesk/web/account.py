"""A person's own account: who they are here, how they sign in, and in which zone times are written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.core import ratelimit
from allauth.mfa.base.views import IndexView
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from writdesk.actions.actor import Actor
from writdesk.actions.correspondence.tell_person import address_of
from writdesk.actions.errors import InputRefused, NotAllowed
from writdesk.actions.people.change_password import change_password, has_password
from writdesk.store.people import Person
from writdesk.web.desk.acting import person_of
from writdesk.web.desk.people.people import roles_in_words
from writdesk.web.pages import render
from writdesk.web.zones import zone_of

TOO_MANY = "Too many wrong passwords. Wait a minute, then try again."


@dataclass(frozen=True, kw_only=True)
class OwnAccount:
    """What the desk has of its reader; the second factors come with the library's own view."""

    name: str
    username: str
    address: str
    roles: str
    zone: str
    is_staff: bool
    has_password: bool


@dataclass(frozen=True, kw_only=True)
class PasswordPage:
    """The form, and each fault beside its field."""

    username: str
    faults: tuple[tuple[str, str], ...] = ()


class AccountPage(IndexView):
    """The page behind one's name in the frame."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds who the reader is."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "account": _own(self.request)}


@sensitive_post_parameters("current", "password", "again")
def password(request: HttpRequest) -> HttpResponseBase:
    """GET asks; POST changes the password. This session goes on, all others end."""
    person = person_of(request)
    if not has_password(person):
        return redirect("mfa_index")
    if request.method != "POST":
        return render(request, "account/password.html", PasswordPage(username=person.username))
    if not ratelimit.consume(request, action="change_password", user=person):
        return _refused(request, person, (("current", TOO_MANY),), 429)
    typed = {name: request.POST.get(name, "") for name in ("current", "password", "again")}
    try:
        changed = change_password(**typed, by=Actor(person=person), at=timezone.now())
    except InputRefused as refusal:
        return _refused(request, person, refusal.faults, 400)
    except NotAllowed:
        return redirect("mfa_index")
    update_session_auth_hash(request, changed)
    messages.success(request, "The password is changed. Your other sessions have ended.")
    return redirect("mfa_index")


def _refused(
    request: HttpRequest, person: Person, faults: tuple[tuple[str, str], ...], status: int
) -> HttpResponse:
    page = PasswordPage(username=person.username, faults=faults)
    return render(request, "account/password.html", page, status=status)


def _own(request: HttpRequest) -> OwnAccount:
    person = person_of(request)
    return OwnAccount(
        name=person.name,
        username=person.username if person.is_staff_member else "",
        address=address_of(person),
        roles=roles_in_words(person),
        zone=zone_of(request),
        is_staff=person.is_staff_member,
        has_password=has_password(person),
    )
