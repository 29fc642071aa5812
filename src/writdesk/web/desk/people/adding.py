"""An administrator gives a new member of staff an account."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from writdesk.actions.people.add_person import add_person
from writdesk.actions.people.inviting import HOURS, Invited
from writdesk.web.desk.acting import Acting, attempt
from writdesk.web.desk.people.invitation_links import keep_link
from writdesk.web.desk.people.role_choices import RoleChoice, role_choices
from writdesk.web.desk.refusals import Refusal
from writdesk.web.pages import render


@dataclass(frozen=True, kw_only=True)
class AddPage:
    """The form, with what was typed and each fault beside its field."""

    name: str
    username: str
    email: str
    roles: tuple[RoleChoice, ...]
    faults: tuple[tuple[str, str], ...]
    is_mailed: bool
    hours: int = HOURS


def add(request: HttpRequest) -> HttpResponse:
    """GET asks who; POST makes the account and the invitation."""
    if request.method != "POST":
        return _page(request, None)
    made: list[Invited] = []
    refusal = attempt(request, lambda now: made.append(_added(request, now)), form="add")
    if refusal is not None:
        return _page(request, refusal)
    messages.success(request, f"{made[0].person} has an account.")
    keep_link(request, made[0])
    return redirect("desk_person", person=made[0].person.pk)


def _added(request: HttpRequest, now: Acting) -> Invited:
    typed = {name: request.POST.get(name, "") for name in ("name", "username", "email")}
    return add_person(**typed, roles=request.POST.getlist("roles"), by=now.by, at=now.at)


def _page(request: HttpRequest, refusal: Refusal | None) -> HttpResponse:
    page = AddPage(
        name=request.POST.get("name", ""),
        username=request.POST.get("username", ""),
        email=request.POST.get("email", ""),
        roles=role_choices(request.POST.getlist("roles")),
        faults=refusal.faults if refusal else (),
        is_mailed=settings.MAIL_IS_SET_UP,
    )
    return render(request, "desk/person_new.html", page, status=refusal.status if refusal else 200)
