"""Which guideline a request falls under, as soon as the places are known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from writdesk.adapters.guidelines import desk_catalogue, desk_provider
from writdesk.core.countries import country_name
from writdesk.core.guideline import Guideline, Referral
from writdesk.core.request import Request
from writdesk.core.request_document import parse_request
from writdesk.core.routing import Routed, Router
from writdesk.guidelines import UnknownGuideline
from writdesk.web.request_form.steps import Answers, kind_of


@dataclass(frozen=True, kw_only=True)
class Route:
    """The guideline to answer under; ``elsewhere`` is set when it sends the request away."""

    guideline: Guideline
    because: str
    is_known: bool = True
    elsewhere: str = ""
    words: str = ""
    section: str = ""

    @property
    def is_served(self) -> bool:
        """Whether this desk answers the request."""
        return not self.elsewhere

    @property
    def is_by_treaty(self) -> bool:
        """Whether the provider answers, but only to what comes by treaty."""
        return self.elsewhere in self.guideline.foreign.routes

    @property
    def is_url(self) -> bool:
        """Whether the other place is a page that one can open."""
        return self.elsewhere.startswith("https://")


def route_of(answers: Answers, at: datetime) -> Route:
    """Begin with the desk's own provider and follow its referrals as far as this desk knows them."""
    catalogue, today = desk_catalogue(), at.date()
    guideline = catalogue.in_force(desk_provider(), today)
    form, passed, because = _form(answers, at), set(), ""
    words, section = "", ""
    while True:
        passed.add(guideline.id)
        routed = Router(guideline).route(form)
        onward = _known(routed, passed, today)
        if onward is None:
            words, section = _sentence(guideline, form) or (words, section)
            return _route(guideline, routed, form, because or routed.because, (words, section))
        words, section = _sentence(guideline, form) or (words, section)
        because, guideline = routed.because, onward


def _route(
    guideline: Guideline, routed: Routed, form: Request, because: str, sentence: tuple[str, str]
) -> Route:
    words, section = sentence
    away = not routed.served
    return Route(
        guideline=guideline,
        because=_because(guideline, routed, form) if away else because,
        is_known=routed.is_known,
        elsewhere=(routed.refer_to or "another entity") if away else "",
        words=words or (guideline.foreign.text if away else guideline.routing.text),
        section=section or (guideline.foreign.section if away else guideline.routing.section),
    )


def _because(guideline: Guideline, routed: Routed, form: Request) -> str:
    """Why not here; the routes by treaty are named as people name them."""
    if routed.refer_to not in guideline.foreign.routes:
        return routed.because
    titles = {process.id: process.title for process in guideline.processes}
    routes = " or a ".join(titles.get(route) or route.replace("_", " ") for route in guideline.foreign.routes)
    return f"An authority of {country_name(form.agency.jurisdiction or '')} comes by a {routes}."


def _form(answers: Answers, at: datetime) -> Request:
    places = {"jurisdiction": answers.get("agency.jurisdiction") or None}
    process = answers.get("process.id")
    court = {"yes": True, "no": False}.get(answers.get("foreign.received_through_us_court", ""))
    return parse_request(
        {
            "kind": kind_of(answers).value,
            "received_at": at.isoformat(),
            "agency": places,
            "account_holder_location": answers.get("account_holder_location") or None,
            "process": {"id": process} if process else None,
            "foreign": {"received_through_us_court": court} if court is not None else None,
        }
    )


def _known(routed: Routed, passed: Iterable[str], today: date) -> Guideline | None:
    if not routed.another_entity or not routed.refer_to or routed.refer_to in passed:
        return None
    try:
        return desk_catalogue().in_force(routed.refer_to, today)
    except UnknownGuideline:
        return None


def _sentence(guideline: Guideline, form: Request) -> tuple[str, str] | None:
    referral = next((each for each in guideline.routing.refers if _concerns(each, form)), None)
    return (referral.text, referral.section) if referral else None


def _concerns(referral: Referral, form: Request) -> bool:
    return bool({form.agency.jurisdiction, form.account_holder_location} & set(referral.jurisdictions))
