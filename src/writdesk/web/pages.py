"""How a page is made: one frozen context dataclass, one template, and the frame around both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from writdesk.store.people import Person, Role
from writdesk.web.access import rule_for
from writdesk.web.zones import zone_of


@dataclass(frozen=True, kw_only=True)
class Link:
    """One entry of the navigation."""

    label: str
    url: str
    is_here: bool = False


@dataclass(frozen=True, kw_only=True)
class Chrome:
    """What stands around every page."""

    links: tuple[Link, ...]
    person: str
    roles: tuple[str, ...]
    is_signed_in: bool
    is_demo: bool
    zone: str


# In the order in which they stand; each is shown to those whom the access table lets in.
NAVIGATION = (
    ("Desk", "desk_home"),
    ("Mail", "desk_mail"),
    ("Agencies", "desk_agencies"),
    ("On call", "desk_on_call"),
    ("People", "desk_people"),
    ("Your requests", "officer_home"),
    ("Home", "home"),
    ("Check a request", "check"),
    ("Guidelines", "guideline_list"),
    ("Not law enforcement?", "where_to_turn"),
)
# Staff know where to turn; their row is for their work.
FOR_VISITORS = {"home", "where_to_turn", "check"}


def render(request: HttpRequest, template: str, page: Any, status: int = 200) -> HttpResponse:
    """The page: ``page`` is a frozen dataclass and all that the template gets, besides its frame."""
    return HttpResponse(render_to_string(template, {"page": page}, request), status=status)


def chrome(request: HttpRequest) -> dict[str, Chrome]:
    """Context processor: the frame, for our own pages and those of the sign-in library."""
    user = getattr(request, "user", None)
    person = user if isinstance(user, Person) and user.is_authenticated else None
    return {"chrome": _chrome(request, person)}


def _chrome(request: HttpRequest, person: Person | None) -> Chrome:
    return Chrome(
        links=tuple(_links(request, person)),
        person=(person.name or "Officer") if person else "",
        roles=tuple(str(Role(role).label) for role in person.roles) if person else (),
        is_signed_in=person is not None,
        is_demo=settings.DEMO,
        zone=timezone.get_current_timezone_name() if person is None else zone_of(request),
    )


def _links(request: HttpRequest, person: Person | None) -> list[Link]:
    shown = [(label, reverse(url_name)) for label, url_name in NAVIGATION if _is_shown(url_name, person)]
    # A page that lies below two entries belongs to the nearer one.
    here = max((url for _label, url in shown if _is_here(request.path, url)), key=len, default="")
    return [Link(label=label, url=url, is_here=url == here) for label, url in shown]


def _is_shown(url_name: str, person: Person | None) -> bool:
    rule = rule_for(url_name)
    if rule is None or (url_name in FOR_VISITORS and person is not None and person.is_staff_member):
        return False
    return rule.roles is None or (person is not None and rule.is_open_to(person))


def _is_here(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
