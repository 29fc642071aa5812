"""Where to turn for people who are not law enforcement."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from writdesk.web.pages import render


@dataclass(frozen=True, kw_only=True)
class Place:
    """Who somebody is, and where to turn."""

    who: str
    what: str


PLACES = (
    Place(
        who="Somebody is in danger now",
        what="Call your local emergency number or the police. They can reach this desk at any hour; "
        "you cannot be helped faster by writing here yourself.",
    ),
    Place(
        who="You want your own data",
        what="Use “Download your data” in the settings of your account. "
        "This desk cannot open an account for you.",
    ),
    Place(
        who="Something was posted about you, or your account was taken over",
        what="Report it in the app: on the post, the profile or the message, choose “Report”. "
        "Keep what you saw: the address, the time, a picture of the screen.",
    ),
    Place(
        who="You are a lawyer in a civil case",
        what="Ask the account holder or the other party first. A subpoena in a civil case goes to the "
        "provider's registered agent, not to this desk.",
    ),
    Place(
        who="You are defending somebody in a criminal case",
        what="Ask the court to order it, or ask for what the prosecution received. "
        "Anybody who holds a package of this desk can check with plain tools that it is whole.",
    ),
    Place(
        who="You are a journalist or a researcher",
        what="The transparency report gives the numbers. "
        "For anything else, write to the provider's press office.",
    ),
)


@dataclass(frozen=True, kw_only=True)
class WhereToTurn:
    """Who turns where."""

    places: tuple[Place, ...]


def show(request: HttpRequest) -> HttpResponse:
    """The page."""
    return render(request, "public/where_to_turn.html", WhereToTurn(places=PLACES))
