"""How a page of the desk acts: one action, its refusal back on the page, or its result and the way on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from writdesk.actions.actor import Actor
from writdesk.store.people import Person
from writdesk.web.desk.refusals import REFUSED, Refusal, refusal_of

View = Callable[..., HttpResponse]
UNKEPT = {"csrfmiddlewaretoken", "revision"}


@dataclass(frozen=True, kw_only=True)
class Acting:
    """Who acts from a page, when, and which revision of the request the page showed."""

    by: Actor
    at: datetime
    seen: int | None

    @property
    def given(self) -> dict[str, Any]:
        """The keywords that every action on a request takes: ``action(reference, **acting.given)``."""
        return {"by": self.by, "at": self.at, "seen": self.seen}


def person_of(request: HttpRequest) -> Person:
    """The person who is signed in; the access table lets nobody else come here."""
    assert isinstance(request.user, Person)
    return request.user


def acting(request: HttpRequest) -> Acting:
    """The standing arguments of the act that this request asks for."""
    seen = request.POST.get("revision", "")
    return Acting(
        by=Actor(person=person_of(request)), at=timezone.now(), seen=int(seen) if seen.isdecimal() else None
    )


def attempt(request: HttpRequest, act: Callable[[Acting], object], *, form: str) -> Refusal | None:
    """Act; None when it was done. ``NotFound`` passes through."""
    now = acting(request)
    try:
        act(now)
    except REFUSED as error:
        return refusal_of(error, form, typed_in(request), now.seen)
    return None


def done(request: HttpRequest, reference: str, said: str, *, place: str = "") -> HttpResponse:
    """Back to the request's page, or to a place on it, with one sentence about what was done."""
    messages.success(request, said)
    address = reverse("desk_request", kwargs={"reference": reference})
    return redirect(f"{address}#{quote(place)}" if place else address)


def typed_in(request: HttpRequest) -> Mapping[str, str]:
    """What was typed, to be shown again."""
    return {
        name: value for name, value in request.POST.items() if name not in UNKEPT and isinstance(value, str)
    }
