"""An administrator resets a lost second factor: whose, how it is sure who asks, then once more to confirm."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from writdesk.actions.errors import InputRefused
from writdesk.actions.people.reset_second_factor import find_account, refuse_reset, reset_second_factor
from writdesk.store.people import Person, Role
from writdesk.web.desk.acting import Acting, attempt
from writdesk.web.desk.refusals import FormState, Refusal, state_of
from writdesk.web.pages import render

NOT_SURE = "Confirm that you made sure who asks, by another way than the mailbox of the account."


@dataclass(frozen=True, kw_only=True)
class Found:
    """Whose second factor is about to be taken away."""

    name: str
    username: str
    roles: str
    is_officer: bool


@dataclass(frozen=True, kw_only=True)
class ResetPage:
    """The form, or what will happen once it is confirmed."""

    form: FormState
    found: Found | None


def reset(request: HttpRequest) -> HttpResponse:
    """GET asks; a first POST shows whose account it is; a second one, confirmed, resets."""
    if request.method != "POST":
        return render(
            request, "desk/reset_second_factor.html", ResetPage(form=state_of("reset", None), found=None)
        )
    found: list[Person] = []
    refusal = attempt(request, lambda now: found.append(_checked(request, now)), form="reset")
    if refusal is not None:
        return _page(request, refusal, None)
    if "confirm" not in request.POST:
        return _page(request, None, found[0])
    refusal = attempt(request, lambda now: _reset(request, found[0], now), form="reset")
    if refusal is not None:
        return _page(request, refusal, found[0])
    messages.success(
        request, "The second factor is reset, and the person’s sessions have ended. A mail tells them."
    )
    return redirect("desk_people")


def _checked(request: HttpRequest, now: Acting) -> Person:
    person = find_account(request.POST.get("who", ""))
    refuse_reset(person, by=now.by, reason=request.POST.get("reason", ""))
    return person


def _reset(request: HttpRequest, person: Person, now: Acting) -> None:
    if request.POST.get("sure") != "1":
        raise InputRefused([("sure", NOT_SURE)])
    reset_second_factor(person, reason=request.POST.get("reason", ""), by=now.by, at=now.at)


def _page(request: HttpRequest, refusal: Refusal | None, person: Person | None) -> HttpResponse:
    form = state_of("reset", refusal)
    if refusal is None:
        typed = {name: request.POST.get(name, "").strip() for name in ("who", "reason")}
        form = FormState(id="reset", is_open=True, typed=typed)
    page = ResetPage(form=form, found=_found(person) if person else None)
    return render(request, "desk/reset_second_factor.html", page, status=refusal.status if refusal else 200)


def _found(person: Person) -> Found:
    is_officer = Role.OFFICER in person.roles
    return Found(
        name="" if is_officer else str(person),
        username="" if is_officer else person.username,
        roles=", ".join(str(Role(role).label) for role in person.roles) or "none",
        is_officer=is_officer,
    )
