"""The first page of the staff: each role begins where its work is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from writdesk.store.access import READERS
from writdesk.store.people import Person, Role
from writdesk.web.desk.queue import show_queue


def show(request: HttpRequest) -> HttpResponse:
    """The queue for those who work on requests; the ledger for auditors, the people for administrators."""
    person = request.user
    assert isinstance(person, Person)
    if person.has_role(*READERS):
        return show_queue(request, person, timezone.now())
    return redirect("desk_ledger" if person.has_role(Role.AUDITOR) else "desk_people")
