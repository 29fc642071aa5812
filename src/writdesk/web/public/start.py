"""Where a person lands after signing in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from writdesk.store.people import Person
from writdesk.web.onward import take_onward


def show(request: HttpRequest) -> HttpResponse:
    """Staff to the desk, officers to where they wanted to go or to their requests."""
    onward = take_onward(request)
    person = request.user
    if isinstance(person, Person) and person.is_staff_member:
        return redirect("desk_home")
    return redirect(onward or "officer_home")
