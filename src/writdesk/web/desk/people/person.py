"""One member of staff: name, address and roles; invited again, closed, opened again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from writdesk.actions.people.change_person import change_person
from writdesk.actions.people.close_account import close_account
from writdesk.actions.people.invite_again import invite_again
from writdesk.actions.people.inviting import HOURS
from writdesk.actions.people.open_account import open_account
from writdesk.actions.people.set_roles import set_roles
from writdesk.store.access import colleague_for, staff_for
from writdesk.store.people import Person
from writdesk.store.requests import Request
from writdesk.web.absence import answers_absence
from writdesk.web.desk.acting import Acting, attempt, person_of
from writdesk.web.desk.people.invitation_links import ShownLink, keep_link, take_link
from writdesk.web.desk.people.people import Standing, roles_in_words, standing_of, with_invitations
from writdesk.web.desk.people.role_choices import RoleChoice, role_choices
from writdesk.web.desk.refusals import FormState, Refusal, state_of
from writdesk.web.measures import instant_day
from writdesk.web.pages import render

Act = Callable[[HttpRequest, Person, Acting], str]


@dataclass(frozen=True, kw_only=True)
class PersonPage:
    """Who it is, what they hold, and the forms; ``link`` stands there once after an invitation."""

    id: int
    name: str
    username: str
    address: str
    roles_said: str
    joined: str
    standing: Standing
    is_oneself: bool
    is_active: bool
    has_password: bool
    held: int
    turn: int | None
    link: ShownLink | None
    hours: int
    change: FormState
    roles: tuple[RoleChoice, ...]
    role_form: FormState
    other: FormState


@answers_absence
def show(request: HttpRequest, person: int) -> HttpResponse:
    """The page."""
    return _page(request, colleague_for(person_of(request), person), None)


@answers_absence
def change(request: HttpRequest, person: int) -> HttpResponse:
    """POST: another name or address."""
    return _act(request, person, "change", _changed)


@answers_absence
def roles(request: HttpRequest, person: int) -> HttpResponse:
    """POST: other roles."""
    return _act(request, person, "roles", _roles_set)


@answers_absence
def invite(request: HttpRequest, person: int) -> HttpResponse:
    """POST: another link."""
    return _act(request, person, "invite", _invited)


@answers_absence
def close(request: HttpRequest, person: int) -> HttpResponse:
    """POST: the account is closed."""
    return _act(request, person, "close", _closed)


@answers_absence
def open_again(request: HttpRequest, person: int) -> HttpResponse:
    """POST: the account is open again."""
    return _act(request, person, "open", _opened)


def _act(request: HttpRequest, pk: int, form: str, act: Act) -> HttpResponse:
    colleague = colleague_for(person_of(request), pk)
    said: list[str] = []
    if request.method == "POST":
        refusal = attempt(request, lambda now: said.append(act(request, colleague, now)), form=form)
        if refusal is not None:
            return _page(request, colleague, refusal)
        messages.success(request, said[0])
    return redirect("desk_person", person=pk)


def _changed(request: HttpRequest, person: Person, now: Acting) -> str:
    name, email = request.POST.get("name", ""), request.POST.get("email", "")
    change_person(person, name=name, email=email, by=now.by, at=now.at)
    return "Name and address are kept."


def _roles_set(request: HttpRequest, person: Person, now: Acting) -> str:
    set_roles(person, request.POST.getlist("roles"), by=now.by, at=now.at)
    return "The roles are set."


def _invited(request: HttpRequest, person: Person, now: Acting) -> str:
    keep_link(request, invite_again(person, by=now.by, at=now.at))
    return "A new link is made; the one before works no more."


def _closed(_request: HttpRequest, person: Person, now: Acting) -> str:
    returned = close_account(person, by=now.by, at=now.at)
    if not returned:
        return "The account is closed."
    what = "One request" if returned == 1 else f"{returned} requests"
    return f"The account is closed. {what} went back to the queue."


def _opened(_request: HttpRequest, person: Person, now: Acting) -> str:
    open_account(person, by=now.by, at=now.at)
    return "The account is open again."


def _page(request: HttpRequest, person: Person, refusal: Refusal | None) -> HttpResponse:
    found = with_invitations(staff_for(person_of(request))).select_related("on_call").get(pk=person.pk)
    form = refusal.form if refusal else ""
    page = PersonPage(
        id=found.pk,
        name=str(found),
        username=found.username,
        address=found.email,
        roles_said=roles_in_words(found),
        joined=instant_day(found.joined_at),
        standing=standing_of(found, timezone.now()),
        is_oneself=found.pk == person_of(request).pk,
        is_active=found.is_active,
        has_password=found.has_usable_password(),
        held=Request.objects.filter(assigned_to=found, is_open=True).count(),
        turn=found.on_call.turn if hasattr(found, "on_call") else None,
        link=take_link(request, found),
        hours=HOURS,
        change=_change_state(found, refusal),
        roles=role_choices(request.POST.getlist("roles") if form == "roles" else found.roles),
        role_form=state_of("roles", refusal),
        other=state_of(form if form in {"invite", "close", "open"} else "other", refusal),
    )
    return render(request, "desk/person.html", page, status=refusal.status if refusal else 200)


def _change_state(person: Person, refusal: Refusal | None) -> FormState:
    if refusal is not None and refusal.form == "change":
        return state_of("change", refusal)
    return FormState(id="change", typed={"name": person.name, "email": person.email})
