"""An invitation that no mail brings is shown to the administrator once, to be passed on by hand."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest

from writdesk.actions.people.inviting import Invited
from writdesk.store.people import Person

KEPT = "invitation_link"


@dataclass(frozen=True, kw_only=True)
class ShownLink:
    """A link to pass on. A sign-in page is no secret; an invitation is."""

    url: str
    is_single_sign_on: bool


def keep_link(request: HttpRequest, invited: Invited) -> None:
    """Say that the mail left; or keep the link, sealed in the session, for the next page."""
    if invited.has_left:
        messages.success(request, f"The invitation is on its way to {invited.person.email}.")
        return
    request.session[KEPT] = {
        "person": invited.person.pk,
        "url": invited.link,
        "is_single_sign_on": invited.is_single_sign_on,
    }


def take_link(request: HttpRequest, person: Person) -> ShownLink | None:
    """The link that was kept for this person's page; once."""
    kept = request.session.pop(KEPT, None)
    if kept is None or kept["person"] != person.pk:
        return None
    return ShownLink(url=kept["url"], is_single_sign_on=kept["is_single_sign_on"])
