"""Whom a provider serves, and where everybody else is sent."""

from __future__ import annotations

from dataclasses import dataclass

from writdesk.core.guideline import Guideline, RoutedBy
from writdesk.core.request import Kind, Request


@dataclass(frozen=True, kw_only=True, slots=True)
class Routed:
    """Whether this provider serves the request; where to, where it does not; and why.

    ``another_entity``: the request is not assessed under this guideline at all. ``is_known``: False where a
    country that decides is not known, or the text does not say whom it serves. ``is_taken``: False where the
    guideline takes no requests of this kind.
    """

    served: bool
    because: str
    refer_to: str | None = None
    another_entity: bool = False
    is_known: bool = True
    is_taken: bool = True


class Router:
    """Routes requests under one guideline; what can be worked out beforehand is."""

    def __init__(self, guideline: Guideline) -> None:
        """Turn the guideline's lists into one table by country."""
        self._rule = guideline.routing
        self._provider = guideline.provider
        self._takes = frozenset(guideline.request_types)
        self._home = frozenset(guideline.routing.home)
        self._routes = guideline.foreign.routes
        self._by_officer = self._rule.by is RoutedBy.OFFICER_JURISDICTION
        whose = "officers" if self._by_officer else "account holders"
        self._served = Routed(served=True, because=f"{self._provider} serves {whose} of this country.")
        self._elsewhere = {
            country: self._referred(country, referral.to)
            for referral in self._rule.refers
            for country in referral.jurisdictions
        }
        self._unknown = Routed(served=True, is_known=False, because=self._why_unknown())

    def route(self, request: Request) -> Routed:
        """Where this request belongs."""
        if request.kind not in self._takes:
            return Routed(
                served=True, is_taken=False, because=f"{self._provider} takes no {request.kind} requests."
            )
        if self._rule.unstated:
            return self._unknown
        country = request.agency.jurisdiction if self._by_officer else request.account_holder_location
        if not country:
            return self._unknown
        if country in self._elsewhere:
            return self._elsewhere[country]
        if self._rule.serves is not None and country not in self._rule.serves:
            return self._referred(country, self._rule.otherwise)
        return self._by_treaty(request) or self._served

    def _by_treaty(self, request: Request) -> Routed | None:
        """A foreign authority's own legal process is sent on to the treaty routes, whatever it is called."""
        country = request.agency.jurisdiction
        if request.kind is not Kind.LEGAL or not self._home or not country or country in self._home:
            return None
        if request.process is not None and request.process.id in self._routes:
            return None
        if request.foreign is not None and request.foreign.received_through_us_court:
            return None
        because = f"An authority of {country} must come by {' or '.join(self._routes)}."
        return Routed(served=False, refer_to=self._routes[0], because=because)

    def _referred(self, country: str, to: str | None) -> Routed:
        whom = "Officers" if self._by_officer else "Account holders"
        where = f"{to} serves them" if to else "the text does not say who serves them"
        because = f"{whom} of {country} are not served by {self._provider}; {where}."
        return Routed(served=False, refer_to=to, another_entity=True, because=because)

    def _why_unknown(self) -> str:
        if self._rule.unstated:
            return "The text does not say whom this provider serves; a person decides."
        what = "The requesting agency's country" if self._by_officer else "Where the account holder is"
        return f"{what} is not known; a person decides whether {self._provider} serves the request."
