"""How a page of the officer acts: who, when, and what a refusal is in words."""

from __future__ import annotations

from typing import TypeVar

from django.http import HttpRequest, HttpResponseBase

from writdesk.actions.actor import Actor
from writdesk.actions.errors import ActionRefused, InputRefused
from writdesk.actions.intake.malware_check import CANNOT_CHECK_NOW
from writdesk.adapters.blobs import StorageFull
from writdesk.core.lifecycle import TransitionRefused
from writdesk.ledger.errors import LedgerUnwritable
from writdesk.store.people import Person

# What an act may refuse in words for the officer; anything else is a fault of the desk.
REFUSED = (ActionRefused, TransitionRefused, StorageFull, LedgerUnwritable)
OUR_TROUBLE = (
    "The desk cannot keep anything just now; nothing was sent and nothing was kept. Try again later."
)

AnyResponse = TypeVar("AnyResponse", bound=HttpResponseBase)
Faults = tuple[tuple[str, str], ...]


def person_of(request: HttpRequest) -> Person:
    """The officer who is signed in; the access table lets nobody else come here."""
    assert isinstance(request.user, Person)
    return request.user


def actor_of(request: HttpRequest) -> Actor:
    """The officer as the one who acts."""
    return Actor(person=person_of(request))


def faults_in(error: Exception) -> Faults:
    """Why an act was refused: places and sentences."""
    if isinstance(error, InputRefused):
        return error.faults
    if isinstance(error, StorageFull | LedgerUnwritable):
        return (("", OUR_TROUBLE),)
    return (("", str(error)),)


def status_of(faults: Faults) -> int:
    """200 where nothing was refused, 503 where the desk cannot check files now, else 400."""
    if not faults:
        return 200
    return 503 if any(said.endswith(CANNOT_CHECK_NOW) for _place, said in faults) else 400
