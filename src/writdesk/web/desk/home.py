"""The first page of the staff."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from writdesk.store.people import Person, Role
from writdesk.web.pages import render

DUTIES = {
    Role.ANALYST: "Read what arrives, see what is missing, prepare the answer.",
    Role.COUNSEL: "Approve, narrow or refuse, with reasons; be the second person.",
    Role.CUSTODIAN: "Collect what was granted, certify it, deliver it.",
    Role.AUDITOR: "Follow the ledger and the figures, without content.",
    Role.ADMINISTRATOR: "Look after people and settings, without content.",
}


@dataclass(frozen=True, kw_only=True)
class Duty:
    """One role of the person, and what it is for."""

    role: str
    text: str


@dataclass(frozen=True, kw_only=True)
class DeskHome:
    """What the person may do here."""

    name: str
    duties: tuple[Duty, ...]


def show(request: HttpRequest) -> HttpResponse:
    """The roles of the person who is signed in."""
    person = request.user
    assert isinstance(person, Person)
    duties = tuple(Duty(role=role.label, text=DUTIES[role]) for role in DUTIES if person.has_role(role))
    return render(request, "desk/home.html", DeskHome(name=str(person), duties=duties))
